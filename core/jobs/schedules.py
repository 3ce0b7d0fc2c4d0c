"""What runs by the clock: a name, a period and a task. Any number of workers run each due moment once."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import import_module
from typing import Any

from django.db import transaction
from django.utils.module_loading import autodiscover_modules
from django_tasks.base import Task

EPOCH = datetime(2000, 1, 3, tzinfo=UTC)  # a Monday, midnight UTC: periods of days and weeks start there
_registry: dict[str, "Schedule"] = {}


@dataclass(frozen=True)
class Schedule:
    """``task`` (without arguments) is due at ``EPOCH + offset + n × period``."""

    name: str
    task: Task[[], Any]
    period: timedelta
    offset: timedelta

    def due_at(self, now: datetime) -> datetime:
        """The latest due moment that is not after ``now``."""
        start = EPOCH + self.offset
        return start + (now - start) // self.period * self.period


def every(period: timedelta, task: Task[[], Any], *, name: str, offset: timedelta = timedelta()) -> Schedule:
    """Have ``task`` run once per period, on any number of workers. Called at the foot of an app's ``jobs.py``.

    Moments missed while no worker ran are not made up for: the latest one runs, once.
    """
    schedule = Schedule(name, task, period, offset)
    if _registry.setdefault(name, schedule) != schedule:
        raise ValueError(f"Two schedules are called {name}.")
    return schedule


def schedules() -> list[Schedule]:
    """All schedules of all apps."""
    import_module("core.jobs.housekeeping")
    import_module("core.mail.jobs")
    autodiscover_modules("jobs")
    return list(_registry.values())


def enqueue_due(now: datetime, among: list[Schedule]) -> list[str]:
    """Put what is due into the queue; returns the names of the schedules this call was the first to enqueue."""
    from core.jobs.models import ScheduleRun  # models import this package: at the top it would be a circle

    due = [ScheduleRun(schedule=schedule.name, due_at=schedule.due_at(now)) for schedule in among]
    known = set(ScheduleRun.objects.filter(due_at__in={run.due_at for run in due}).values_list("schedule", "due_at"))
    first = []
    by_name = {schedule.name: schedule for schedule in among}
    for run in due:
        if (run.schedule, run.due_at) in known:
            continue
        with transaction.atomic():
            if ScheduleRun.objects.claim(run.schedule, run.due_at):
                by_name[run.schedule].task.enqueue()
                first.append(run.schedule)
    return first
