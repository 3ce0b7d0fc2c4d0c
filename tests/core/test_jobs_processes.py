"""The worker as real processes on the real database: killed in mid-task, told to stop, two at once."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.db import connection
from django_tasks_db.models import DBTaskResult

from core.jobs.models import ScheduleRun, WorkerBeat
from core.jobs.schedules import schedules
from tests.core import sample_jobs

pytestmark = pytest.mark.django_db(transaction=True)
Start = Callable[..., "subprocess.Popen[bytes]"]


@pytest.fixture
def start_worker() -> Iterator[Start]:
    """Start ``manage.py work`` on the test database; whatever still runs at the end is killed."""
    started: list[subprocess.Popen[bytes]] = []
    database = connection.settings_dict
    login = f"{quote(database['USER'])}:{quote(database['PASSWORD'])}@{database['HOST']}:{database['PORT'] or 5432}"
    if not database["HOST"]:
        login = f"{quote(database['USER'])}:{quote(database['PASSWORD'])}@"
    options = urlencode(database["OPTIONS"], safe="/")
    url = f"postgres://{login}/{database['NAME']}" + (f"?{options}" if options else "")

    def start(*arguments: str) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "work", *arguments],
            cwd=settings.BASE_DIR,
            env={**os.environ, "DATABASE_URL": url, "JOB_LEASE_SECONDS": "1", "DJANGO_SETTINGS_MODULE": "defa_portal.settings"},
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


def wait_for(condition: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


def test_a_killed_workers_task_is_taken_up_by_another(start_worker: Start, tmp_path: Path) -> None:
    path = tmp_path / "traces"
    task_id = sample_jobs.hang_the_first_time.enqueue(str(path)).id
    killed = start_worker()
    wait_for(path.exists)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    assert DBTaskResult.objects.get(id=task_id).status == "RUNNING"
    start_worker()
    wait_for(lambda: DBTaskResult.objects.get(id=task_id).status == "SUCCESSFUL")
    assert path.read_text() == "started\nstarted\ndone\n"
    assert len(DBTaskResult.objects.get(id=task_id).worker_ids) == 2


def test_a_task_longer_than_its_lease_is_kept_and_sigterm_lets_it_finish(start_worker: Start, tmp_path: Path) -> None:
    path = tmp_path / "traces"
    task_id = sample_jobs.slow.enqueue(str(path)).id
    workers = [start_worker(), start_worker()]
    wait_for(lambda: path.exists() and WorkerBeat.objects.count() == 2)
    for worker in workers:
        worker.terminate()
    assert [worker.wait(20) for worker in workers] == [0, 0]
    assert path.read_text() == "done\n"
    row = DBTaskResult.objects.get(id=task_id)
    assert row.status == "SUCCESSFUL"
    assert len(row.worker_ids) == 1


def test_two_workers_run_each_scheduled_moment_once(start_worker: Start) -> None:
    names = sorted(schedule.name for schedule in schedules())
    workers = [start_worker("--max-seconds", "3"), start_worker("--max-seconds", "3")]
    assert [worker.wait(30) for worker in workers] == [0, 0]
    moments = list(ScheduleRun.objects.order_by("schedule").values_list("schedule", "due_at"))
    assert sorted({name for name, _ in moments}) == names
    assert DBTaskResult.objects.count() == len(moments)
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}
    assert all(len(workers) == 1 for workers in DBTaskResult.objects.values_list("worker_ids", flat=True))
