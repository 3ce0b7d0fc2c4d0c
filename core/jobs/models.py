"""What the library's queue does not hold: who works on a task until when, which scheduled moments ran, which workers live."""

from datetime import datetime, timedelta

from django.db import connection, models
from django.db.models.functions import Now


class JobLease(models.Model):
    """A worker's hold on a running task. While ``expires_at`` lies ahead nobody else takes the task up."""

    task = models.UUIDField(primary_key=True, help_text="The id of the task in the queue.")
    worker = models.CharField(max_length=64)
    expires_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="job_lease_by_end")]

    def __str__(self) -> str:
        return f"{self.task} by {self.worker}"


class ScheduleRunManager(models.Manager["ScheduleRun"]):
    def claim(self, schedule: str, due_at: datetime) -> bool:
        """Write this moment down; False if another worker already has."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO core_schedulerun (schedule, due_at) VALUES (%s, %s) ON CONFLICT (schedule, due_at) DO NOTHING",
                [schedule, due_at],
            )
            return bool(cursor.rowcount)


class ScheduleRun(models.Model):
    """One due moment of one schedule; its task was enqueued in the transaction that wrote this row."""

    schedule = models.CharField(max_length=80)
    due_at = models.DateTimeField()
    enqueued_at = models.DateTimeField(db_default=Now())

    objects = ScheduleRunManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "due_at"],
                name="schedule_runs_once_per_moment",
                violation_error_message="This schedule already ran for this moment.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.schedule} {self.due_at:%Y-%m-%d %H:%M:%S}"


class WorkerBeat(models.Model):
    """The last sign of life of each worker; the readiness page tells how old the newest one is."""

    worker = models.CharField(primary_key=True, max_length=64)
    at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return self.worker

    @classmethod
    def beat(cls, worker: str) -> None:
        WorkerBeat.objects.bulk_create(
            [WorkerBeat(worker=worker, at=Now())], update_conflicts=True, unique_fields=["worker"], update_fields=["at"]
        )

    @classmethod
    def age(cls) -> timedelta | None:
        """How long ago the newest sign of life was, by the database's clock; None if there never was one."""
        row = cls.objects.aggregate(age=Now() - models.Max("at"))
        age = row["age"]
        assert age is None or isinstance(age, timedelta)
        return age
