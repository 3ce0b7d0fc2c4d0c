"""States of a mail, and the table of its moves."""

from django.db.models import TextChoices

from core.transitions import Transitions


class MailState(TextChoices):
    WAITING = "waiting", "Waiting to be sent"
    SENT = "sent", "Handed to the mail server"
    FAILED = "failed", "Not sent, given up"


DELIVERY = Transitions(
    "state",
    {
        "send": (frozenset({MailState.WAITING}), MailState.SENT),
        "give_up": (frozenset({MailState.WAITING}), MailState.FAILED),
        "again": (frozenset({MailState.SENT, MailState.FAILED}), MailState.WAITING),
    },
)
