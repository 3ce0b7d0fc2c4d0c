"""Putting mails into the outbox, in the caller's transaction."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from core.mail.models import OutgoingMail

FillIn = Callable[[str], str]
PLACE = "[[filled in when sent]]"  # stands in a body for what is not stored; see fill_in_when_sent
fill_ins: dict[str, FillIn] = {}
IsTrue = Callable[[str], bool]
still_true: dict[str, IsTrue] = {}


def queue_mail(*, to: str, subject: str, body: str, kind: str, key: str = "", opens_something: bool = False) -> None:
    """One row in the caller's transaction; nothing waits for the sending. Of one ``kind`` and ``key`` only the first is kept.

    ``opens_something``: a link in it is a secret; the text is shown to nobody and forgotten once it is sent.
    """
    queue_mails([OutgoingMail(to=to, subject=subject, body=body, kind=kind, key=key, opens_something=opens_something)])


def queue_mails(mails: Iterable[OutgoingMail]) -> None:
    """As :func:`queue_mail` for many, in one INSERT. What is no address of one person is passed over: it could not be sent."""
    rows = [mail for mail in mails if is_address(mail.to)]
    for mail in rows:
        mail.subject = " ".join(mail.subject.split())[:200]  # a line break would be a header of its own
    OutgoingMail.objects.bulk_create(rows, ignore_conflicts=True)


def fill_in_when_sent(kind: str) -> Callable[[FillIn], FillIn]:
    """Register what gives, for the key of a mail of ``kind``, the text that takes ``PLACE``: a secret the outbox does not hold.

    An empty text says that the mail is not to be sent any more.
    """

    def register(fill_in: FillIn) -> FillIn:
        fill_ins[kind] = fill_in
        return fill_in

    return register


def send_only_while(kind: str) -> Callable[[IsTrue], IsTrue]:
    """Register what says, for the key of a mail of ``kind`` that is about to be sent, whether what it speaks of is still so: it
    may have waited for a mail server for days."""

    def register(is_true: IsTrue) -> IsTrue:
        still_true[kind] = is_true
        return is_true

    return register


def is_set_up() -> bool:
    """Whether mails can leave: without a mail server they wait."""
    return bool(settings.EMAIL_HOST) or settings.EMAIL_BACKEND != "django.core.mail.backends.smtp.EmailBackend"


def is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254


def bare_link(path: str) -> str:
    """``path`` under SITE_URL, for mails: they are written where no request tells the host."""
    return f"{settings.SITE_URL.rstrip('/')}{path}"
