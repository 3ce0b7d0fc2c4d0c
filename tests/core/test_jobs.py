"""The queue in one process: claim, finish, retry, give up, schedules."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db.models.functions import Now
from django_tasks_db.models import DBTaskResult

from core.jobs import queue
from core.jobs.housekeeping import sweep_queue
from core.jobs.models import JobLease, ScheduleRun, WorkerBeat
from core.jobs.schedules import Schedule, enqueue_due, every, schedules
from core.jobs.worker import Worker
from tests.core import sample_jobs

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 11, 23, 10, 7, 30, tzinfo=UTC)


@pytest.fixture
def worker() -> Worker:
    worker = Worker()
    worker.schedules = []
    return worker


def make_due() -> None:
    DBTaskResult.objects.update(run_after=Now() - timedelta(seconds=1))


def test_run_once_does_what_is_due_in_order_of_priority(worker: Worker, tmp_path: Path) -> None:
    path = str(tmp_path / "notes")
    sample_jobs.note.enqueue(path, "first")
    sample_jobs.note.using(priority=5).enqueue(path, "urgent")
    sample_jobs.note.using(run_after=datetime(2999, 1, 1, tzinfo=UTC)).enqueue(path, "much later")
    assert worker.run_once() == 2
    assert Path(path).read_text() == "urgent\nfirst\n"
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["READY", "SUCCESSFUL", "SUCCESSFUL"]
    assert JobLease.objects.count() == 0


def test_a_failing_task_is_tried_again_later_and_at_last_kept_as_failed(worker: Worker, settings: pytest.FixtureRequest) -> None:
    settings.JOB_MAX_ATTEMPTS = 3  # type: ignore[attr-defined]
    enqueued = sample_jobs.refuse.enqueue("no ink")
    seen = []
    for _ in range(3):
        assert worker.run_once() == 1  # not due again at once
        row = DBTaskResult.objects.get()
        seen.append(row.status)
        make_due()
    assert seen == ["READY", "READY", "FAILED"]
    row = DBTaskResult.objects.get(id=enqueued.id)
    assert row.exception_class_path == "builtins.ValueError"
    assert "no ink" in row.traceback
    assert len(row.worker_ids) == 3
    assert worker.run_once() == 0
    assert JobLease.objects.count() == 0


def test_retry_after_doubles_up_to_an_hour() -> None:
    for attempts, seconds in [(1, 5), (2, 10), (3, 20), (4, 40), (20, 3600)]:
        assert 0.9 * seconds <= queue.retry_after(attempts).total_seconds() <= 1.1 * seconds


def test_a_worker_that_lost_its_lease_writes_no_result(worker: Worker, tmp_path: Path) -> None:
    sample_jobs.note.enqueue(str(tmp_path / "notes"), "x")
    job = queue.claim("slow")
    assert job is not None
    JobLease.objects.update(worker="quick")
    assert not queue.finish(job, "slow", None)
    assert not queue.fail(job, "slow", ValueError())
    assert not queue.renew(job.id, "slow")
    assert DBTaskResult.objects.get().status == "RUNNING"
    assert queue.finish(job, "quick", "x")
    assert DBTaskResult.objects.get().return_value == "x"


def test_a_task_whose_workers_are_lost_too_often_is_failed(settings: pytest.FixtureRequest, tmp_path: Path) -> None:
    settings.JOB_MAX_ATTEMPTS = 2  # type: ignore[attr-defined]
    sample_jobs.note.enqueue(str(tmp_path / "notes"), "x")
    for status in ("READY", "FAILED"):
        assert queue.claim("doomed") is not None
        assert queue.take_up_lost() == 0
        JobLease.objects.update(expires_at=Now() - timedelta(seconds=1))
        DBTaskResult.objects.update(started_at=Now() - timedelta(hours=1))
        assert queue.take_up_lost() == 1
        assert DBTaskResult.objects.get().status == status
    assert DBTaskResult.objects.get().exception_class_path == "core.jobs.queue.WorkerLost"


@pytest.mark.parametrize(
    ("period", "offset", "due"),
    [
        (timedelta(minutes=5), timedelta(), datetime(2026, 11, 23, 10, 5, tzinfo=UTC)),
        (timedelta(days=1), timedelta(hours=19), datetime(2026, 11, 22, 19, 0, tzinfo=UTC)),
        (timedelta(weeks=1), timedelta(), datetime(2026, 11, 23, 0, 0, tzinfo=UTC)),
    ],
)
def test_due_at_is_the_latest_moment_not_after_now(period: timedelta, offset: timedelta, due: datetime) -> None:
    assert Schedule("x", sweep_queue, period, offset).due_at(MONDAY) == due


def test_enqueue_due_enqueues_each_moment_once() -> None:
    schedule = Schedule("sweep", sweep_queue, timedelta(minutes=5), timedelta())
    assert enqueue_due(MONDAY, [schedule]) == ["sweep"]
    assert enqueue_due(MONDAY + timedelta(minutes=1), [schedule]) == []
    assert not ScheduleRun.objects.claim("sweep", schedule.due_at(MONDAY))
    assert enqueue_due(MONDAY + timedelta(minutes=17), [schedule]) == ["sweep"]  # the moments between are not made up for
    assert DBTaskResult.objects.count() == 2


def test_every_refuses_two_schedules_of_one_name() -> None:
    assert {"core.sweep-queue", "core.sweep-rate-counts"} <= {schedule.name for schedule in schedules()}
    with pytest.raises(ValueError, match=r"Two schedules are called core\.sweep-queue"):
        every(timedelta(hours=1), sweep_queue, name="core.sweep-queue")


def test_sweep_queue_forgets_what_is_old(worker: Worker, tmp_path: Path) -> None:
    sample_jobs.note.enqueue(str(tmp_path / "notes"), "x")
    worker.run_once()
    sweep_queue.call()
    assert DBTaskResult.objects.count() == 1
    DBTaskResult.objects.update(finished_at=Now() - timedelta(days=8))
    sweep_queue.call()
    assert DBTaskResult.objects.count() == 0


def test_work_once_says_how_many_tasks_it_did_and_leaves_a_beat(capsys: pytest.CaptureFixture[str]) -> None:
    assert WorkerBeat.age() is None
    call_command("work", "--once")
    assert capsys.readouterr().out == f"{len(schedules())} tasks done.\n"
    age = WorkerBeat.age()
    assert age is not None
    assert age < timedelta(seconds=30)
