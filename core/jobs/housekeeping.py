"""What the queue sweeps up after itself."""

from datetime import timedelta

from django.db.models.functions import Now
from django_tasks_db.models import DBTaskResult

from core import limits
from core.jobs import every, task
from core.jobs.models import JobLease, ScheduleRun, WorkerBeat

DONE_TASKS_ARE_KEPT = timedelta(days=7)
FAILED_TASKS_ARE_KEPT = timedelta(days=90)


@task()
def sweep_queue() -> None:
    """Forget finished tasks after a week, failed ones after three months, and what stands beside them."""
    DBTaskResult.objects.successful().filter(finished_at__lt=Now() - DONE_TASKS_ARE_KEPT).delete()
    DBTaskResult.objects.failed().filter(finished_at__lt=Now() - FAILED_TASKS_ARE_KEPT).delete()
    JobLease.objects.filter(expires_at__lt=Now() - FAILED_TASKS_ARE_KEPT).delete()
    ScheduleRun.objects.filter(due_at__lt=Now() - FAILED_TASKS_ARE_KEPT).delete()
    WorkerBeat.objects.filter(at__lt=Now() - DONE_TASKS_ARE_KEPT).delete()


@task()
def sweep_rate_counts() -> None:
    limits.forget_old()


every(timedelta(days=1), sweep_queue, name="core.sweep-queue", offset=timedelta(hours=19))  # 02:00 in Jakarta
every(timedelta(hours=1), sweep_rate_counts, name="core.sweep-rate-counts")
