import uuid

import pgtrigger
from django.db import models
from django.db.models.functions import Now

from core.jobs.models import JobLease, ScheduleRun, WorkerBeat

__all__ = ["AuditEntry", "ContentVersion", "JobLease", "OutgoingMail", "RateCount", "ScheduleRun", "WorkerBeat"]


class AuditEntry(models.Model):
    """One act, written in the transaction of the act. Labels, not foreign keys: an entry outlives what it speaks of."""

    at = models.DateTimeField(db_default=Now(), editable=False)
    actor = models.CharField(max_length=150, help_text="“respondent”, “job”, or the user name of staff.")
    act = models.CharField(max_length=60, help_text="For example response.submit or decision.publish.")
    target = models.CharField(max_length=200, help_text="A label people know: a reference, a title.")
    target_key = models.CharField(max_length=80, blank=True)
    details = models.JSONField(default=dict, blank=True)
    request_id = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name_plural = "audit entries"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["target_key", "-id"], name="audit_by_target"),
            models.Index(fields=["act", "-id"], name="audit_by_act"),
        ]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.act} {self.target}"


class ContentVersion(models.Model):
    """One row that changes whenever anything the public can see changes. Triggers write it; see ``core.public``."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    version = models.UUIDField(default=uuid.uuid4)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(id=1),
                name="content_version_is_one_row",
                violation_error_message="There is one content version, with the number 1.",
            )
        ]

    def __str__(self) -> str:
        return str(self.version)


class RateCount(models.Model):
    """How many tries one key (a hash) made in one window of time. Written by ``core.limits``."""

    key = models.BinaryField(max_length=32)
    window_start = models.DateTimeField()
    expires_at = models.DateTimeField()
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key", "window_start"],
                name="rate_count_is_one_row_per_window",
                violation_error_message="This window already has a row.",
            )
        ]
        indexes = [models.Index(fields=["expires_at"], name="rate_count_by_end")]

    def __str__(self) -> str:
        return f"{self.count} since {self.window_start:%H:%M:%S}"


class OutgoingMail(models.Model):
    """A mail to be sent by a job. Written by ``core.mail`` in the transaction of the act it tells of."""

    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    kind = models.CharField(max_length=60, help_text="For example accounts.invitation.")
    key = models.CharField(max_length=80, help_text="What it is about; one mail per kind and key.")
    queued_at = models.DateTimeField(db_default=Now(), editable=False)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"], name="one_mail_per_kind_and_key", violation_error_message="This mail is queued already."
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
