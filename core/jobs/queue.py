"""The four moves of a task in the queue: claim, finish, fail (retry or give up), take up again. All by the database's clock."""

from datetime import timedelta
from random import uniform
from typing import Any, TypeAlias
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from core.jobs.models import JobLease

FIRST_RETRY_SECONDS = 5
LONGEST_RETRY_SECONDS = 3600
Job: TypeAlias = DBTaskResult[..., Any]
_jobs = DBTaskResult.objects


def lease_time() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE_SECONDS)


def claim(worker: str) -> Job | None:
    """Take the next task that is due, if any, and lease it. No two workers ever get the same one."""
    with transaction.atomic():
        job = (
            _jobs.filter(Q(run_after__lte=Now()) | Q(run_after=get_date_max()), status=TaskResultStatus.READY)
            .select_for_update(skip_locked=True)
            .first()
        )
        if job is None:
            return None
        job.claim(worker)
        JobLease.objects.bulk_create(
            [JobLease(task=job.id, worker=worker, expires_at=Now() + lease_time())],
            update_conflicts=True,
            unique_fields=["task"],
            update_fields=["worker", "expires_at"],
        )
        JobLease.objects.filter(task=job.id).update(attempts=F("attempts") + 1)
    return job


def renew(job_id: UUID, worker: str) -> bool:
    """Push the end of the lease ahead; False if it was lost to another worker."""
    held = JobLease.objects.filter(task=job_id, worker=worker, expires_at__gt=Now())
    return bool(held.update(expires_at=Now() + lease_time()))


def finish(job: Job, worker: str, return_value: object) -> bool:
    """Mark a task as done; False, and nothing is written, if the lease was lost meanwhile."""
    with transaction.atomic():
        lease = _held(job, worker)
        if lease is None:
            return False
        job.set_successful(return_value)
        lease.delete()
    return True


def fail(job: Job, worker: str, error: BaseException) -> bool:
    """Keep the traceback and set the task to run again later, or, after the last attempt, mark it as failed."""
    with transaction.atomic():
        lease = _held(job, worker)
        if lease is None:
            return False
        job.set_failed(error)
        if lease.attempts >= settings.JOB_MAX_ATTEMPTS:
            lease.delete()
        else:
            _rows(job).update(status=TaskResultStatus.READY, finished_at=None, run_after=Now() + retry_after(lease.attempts))
    return True


def retry_after(attempts: int) -> timedelta:
    """5 s, 10 s, 20 s … up to an hour, a tenth more or less so that many failures do not come back at once."""
    seconds = min(FIRST_RETRY_SECONDS * 2 ** (attempts - 1), LONGEST_RETRY_SECONDS)
    return timedelta(seconds=seconds * uniform(0.9, 1.1))  # noqa: S311 - spreads load, guards nothing


def take_up_lost() -> int:
    """Put back what a lost worker was working on; after the last attempt it is marked as failed. Returns how many."""
    lost = _jobs.running().filter(
        ~Exists(JobLease.objects.filter(task=OuterRef("id"), expires_at__gt=Now())), started_at__lt=Now() - lease_time()
    )
    count = 0
    with transaction.atomic():
        for job in lost.select_for_update(skip_locked=True):
            lease = JobLease.objects.filter(task=job.id).first()
            if lease and lease.attempts >= settings.JOB_MAX_ATTEMPTS:
                job.set_failed(WorkerLost(f"Its worker was lost {lease.attempts} times."))
                lease.delete()
            else:
                _rows(job).update(status=TaskResultStatus.READY)
            count += 1
    return count


class WorkerLost(Exception):
    """What stands in the queue as the error of a task whose workers were lost too often."""


def _held(job: Job, worker: str) -> JobLease | None:
    return JobLease.objects.select_for_update().filter(task=job.id, worker=worker).first()


def _rows(job: Job) -> QuerySet[Job]:
    return _jobs.filter(pk=job.pk)
