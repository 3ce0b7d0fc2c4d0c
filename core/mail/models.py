from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from core.mail.states import MailState


class OutgoingMail(models.Model):
    """One mail to one person, plain text. Written by ``core.mail.queue_mail``, moved on by ``core.mail.sending``."""

    to = models.EmailField("to", max_length=254)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    kind = models.CharField(max_length=40, help_text="What it is for: receipt, invitation, reminder …")
    key = models.CharField(max_length=80, blank=True, help_text="Of one kind and key there is one mail.")
    state = models.CharField(max_length=8, choices=MailState, default=MailState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=300, blank=True)
    queued_at = models.DateTimeField(db_default=Now(), editable=False)
    due_at = models.DateTimeField(db_default=Now(), help_text="Not tried before this moment.")
    sent_at = models.DateTimeField(null=True, blank=True)
    opens_something = models.BooleanField(
        default=False, help_text="A link in it opens something: its text is shown to nobody, and forgotten once it is sent."
    )

    class Meta:
        verbose_name = "mail"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["due_at"], name="mail_due", condition=Q(state=MailState.WAITING)),
            models.Index(fields=["kind", "-queued_at"], name="mail_by_kind"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "key"],
                name="mail_once_per_key",
                condition=~Q(key=""),
                violation_error_message="This mail was queued already.",
            ),
            models.CheckConstraint(
                condition=Q(state=MailState.SENT, sent_at__isnull=False) | ~Q(state=MailState.SENT),
                name="sent_mail_has_moment",
                violation_error_message="A mail that was sent has the moment it was sent.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}".strip()
