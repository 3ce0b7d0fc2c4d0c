"""The loop behind ``manage.py work``: schedules, lost tasks, then one task after the other, until told to stop."""

import os
import secrets
import socket
import time
from threading import Event, Thread
from typing import Any, cast

import structlog
from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django_tasks.base import TaskContext, TaskResult
from structlog.contextvars import bound_contextvars

from core.clock import database_now
from core.jobs import queue
from core.jobs.models import WorkerBeat
from core.jobs.schedules import enqueue_due, schedules

log = structlog.get_logger("core.jobs")
POLL_SECONDS = 1.0
UPKEEP_SECONDS = 5.0


class Worker:
    def __init__(self, *, poll: float = POLL_SECONDS) -> None:
        self.name = f"{socket.gethostname()[:30]}-{os.getpid()}-{secrets.token_hex(4)}"
        self.poll = poll
        self.stopping = Event()
        self.schedules = schedules()
        self.upkept = float("-inf")

    def stop(self) -> None:
        """End after the task at hand."""
        self.stopping.set()

    def run(self, *, max_seconds: float | None = None) -> None:
        """Work until :meth:`stop` is called or ``max_seconds`` have passed. Outlives a restart of the database."""
        end = time.monotonic() + max_seconds if max_seconds is not None else float("inf")
        while not self.stopping.is_set() and time.monotonic() < end:
            close_old_connections()
            try:
                worked = self.step()
            except (DatabaseError, InterfaceError) as error:
                log.warning("database does not answer", error=str(error))
                connection.close()
                worked = False
            if not worked:
                self.stopping.wait(self.poll)

    def run_once(self) -> int:
        """Do all that is due now and end; returns how many tasks were run."""
        done = 0
        self.upkept = float("-inf")
        while not self.stopping.is_set() and self.step():
            done += 1
        return done

    def step(self) -> bool:
        """Upkeep if it is time, then at most one task; whether there was one."""
        enqueue_due(database_now(), self.schedules)
        if time.monotonic() - self.upkept >= min(UPKEEP_SECONDS, settings.JOB_LEASE_SECONDS / 4):
            self.upkept = time.monotonic()
            WorkerBeat.beat(self.name)
            if lost := queue.take_up_lost():
                log.warning("took up tasks of a lost worker", count=lost)
        job = queue.claim(self.name)
        if job is not None:
            self.work_on(job)
        return job is not None

    def work_on(self, job: queue.Job) -> None:
        with bound_contextvars(task=job.task_path, task_id=str(job.id)), _Heartbeat(job, self.name):
            try:
                result = job.task_result
                context = [TaskContext(task_result=cast(TaskResult[Any], result))] if result.task.takes_context else []
                value = result.task.call(*context, *result.args, **result.kwargs)
            except Exception as error:  # whatever a task raises is kept with it, and the worker goes on
                kept = queue.fail(job, self.name, error)
                log.warning("task failed", error=repr(error), exc_info=True)
            else:
                kept = queue.finish(job, self.name, value)
            if not kept:
                log.warning("the lease was lost; another worker has this task")


class _Heartbeat:
    """Keeps the lease of a running task, and the worker's own sign of life, from a thread with a connection of its own."""

    def __init__(self, job: queue.Job, worker: str) -> None:
        self.job, self.worker = job, worker
        self.done = Event()
        self.thread = Thread(target=self.beat, name="heartbeat", daemon=True)

    def __enter__(self) -> None:
        self.thread.start()

    def __exit__(self, *raised: object) -> None:
        self.done.set()
        self.thread.join()

    def beat(self) -> None:
        try:
            while not self.done.wait(settings.JOB_LEASE_SECONDS / 4):
                try:
                    held = queue.renew(self.job.id, self.worker)
                    WorkerBeat.beat(self.worker)
                except (DatabaseError, InterfaceError):
                    connection.close()  # the next beat opens a new one
                else:
                    if not held:
                        return
        finally:
            connection.close()
