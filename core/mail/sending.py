"""The job's side of the outbox: hand what is due to the mail server, and keep what became of it.

A mail is handed over inside the transaction that marks it as sent. A crash between the two sends it twice, never not at all.
"""

from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused, SMTPResponseException

import structlog
from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Now

from core import audit
from core.errors import Refused
from core.mail.models import OutgoingMail
from core.mail.queue import PLACE, fill_ins, is_set_up, still_true
from core.mail.states import DELIVERY, MailState

log = structlog.get_logger("core.mail")
MOST_ATTEMPTS = 12  # 1, 2, 4 … minutes apart, six hours at most: given up after about a day
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=6)
MOST_AT_ONCE = 500
NO_LONGER_TRUE = "What the mail spoke of is no longer so; it was not sent."


def send_due() -> int:
    """Try every mail that is due, each in a transaction of its own; returns how many were sent. None without a mail server."""
    if not is_set_up():
        return 0
    sent = 0
    try:
        with get_connection() as connection:
            for _ in range(MOST_AT_ONCE):
                outcome = _send_next(connection)
                if outcome is None:
                    break
                sent += outcome
    except (SMTPException, OSError) as error:
        _server_away(error)
    return sent


def send_again(*, mail_id: int, by: str) -> None:
    """Put a mail that was sent or given up back into the outbox. Raises Refused (it is waiting already) or Conflict."""
    with transaction.atomic():
        mail = OutgoingMail.objects.select_for_update().get(pk=mail_id)
        if mail.state == MailState.WAITING:
            raise Refused("This mail is waiting to be sent already.")
        if mail.opens_something and not mail.body:
            raise Refused("The text of this mail was forgotten when it was sent. Whoever needs it has to ask for a new one.")
        row = OutgoingMail.objects.filter(pk=mail_id)
        DELIVERY.apply("again", row, mail.state, attempts=0, due_at=Now(), last_error="", sent_at=None)
        audit.record(act="mail.send_again", actor=by, target=str(mail), target_key=mail.key)


def wait_after(attempts: int) -> timedelta:
    return min(FIRST_WAIT * (1 << max(attempts - 1, 0)), LONGEST_WAIT)


@transaction.atomic
def _send_next(connection: BaseEmailBackend) -> bool | None:
    """Whether the next due mail was sent; None if there is none. Several workers never get the same one."""
    due = OutgoingMail.objects.filter(state=MailState.WAITING, due_at__lte=Now())
    mail = due.select_for_update(skip_locked=True).order_by("due_at", "pk").first()
    if mail is None:
        return None
    row = OutgoingMail.objects.filter(pk=mail.pk)
    body = _body(mail)
    if body is None:
        DELIVERY.apply("give_up", row, MailState.WAITING, last_error=NO_LONGER_TRUE)
        return False
    try:
        EmailMessage(mail.subject, body, settings.DEFAULT_FROM_EMAIL, [mail.to], connection=connection).send()
    except (SMTPResponseException, SMTPRecipientsRefused, ValueError) as error:  # ValueError: an address no header can hold
        _failed(mail, error)
        return False
    forgotten = {"body": ""} if mail.opens_something else {}
    DELIVERY.apply("send", row, MailState.WAITING, sent_at=Now(), attempts=F("attempts") + 1, last_error="", **forgotten)
    return True


def _body(mail: OutgoingMail) -> str | None:
    """None if it is not to be sent any more."""
    if mail.kind in still_true and not still_true[mail.kind](mail.key):
        return None
    if PLACE not in mail.body:
        return mail.body
    fill_in = fill_ins.get(mail.kind)
    text = fill_in(mail.key) if fill_in else ""
    return mail.body.replace(PLACE, text) if text else None


def _failed(mail: OutgoingMail, error: Exception) -> None:
    attempts = mail.attempts + 1
    row = OutgoingMail.objects.filter(pk=mail.pk)
    kept = {"attempts": attempts, "last_error": _words(error)}
    log.warning("mail not sent", mail=mail.pk, kind=mail.kind, attempts=attempts, error=type(error).__name__)
    if attempts >= MOST_ATTEMPTS or _is_final(error):
        DELIVERY.apply("give_up", row, MailState.WAITING, **kept)
    else:
        row.update(**kept, due_at=Now() + wait_after(attempts))


def _server_away(error: Exception) -> None:
    """No fault of any mail: none is counted a try, all that is due waits on and says why."""
    log.warning("mail server away", error=type(error).__name__)
    OutgoingMail.objects.filter(state=MailState.WAITING, due_at__lte=Now()).update(last_error=_words(error))


def _is_final(error: Exception) -> bool:
    """The server said that it will never take this mail (5xx, RFC 5321 section 4.2.1), or it is no mail at all."""
    if isinstance(error, SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _ in error.recipients.values())
    if isinstance(error, SMTPResponseException):
        return 550 <= error.smtp_code < 560
    return isinstance(error, ValueError)


def _words(error: Exception) -> str:
    text = error.smtp_error if isinstance(error, SMTPResponseException) else str(error)
    said = text.decode("utf-8", "replace") if isinstance(text, bytes) else str(text)
    return f"{type(error).__name__}: {said}".replace("\0", "")[:300]
