"""Addresses are personal data: what was sent is not kept for ever."""

from datetime import timedelta

from django.db.models.functions import Now

from core.mail.models import OutgoingMail
from core.mail.states import MailState

SENT_ARE_KEPT = timedelta(
    days=400
)  # longer than a consultation with its answer lasts: its unique keys keep mails from going twice


def forget_sent() -> int:
    """Delete mails handed over long ago; returns how many."""
    deleted, _ = OutgoingMail.objects.filter(state=MailState.SENT, sent_at__lt=Now() - SENT_ARE_KEPT).delete()
    return deleted
