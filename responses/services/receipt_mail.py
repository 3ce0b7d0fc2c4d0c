"""Receipts by mail, for those who gave an address. A job looks for what is due; submission itself does nothing for it.

That is cheaper than one more INSERT in the submitting statement: the last hour before closing carries no extra write, and a mail
that could not be written never stands in the way of a response.
"""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Q
from django.db.models.expressions import RawSQL
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.clock import database_now
from core.dates import moment_words
from core.localised import in_reader_language
from core.mail import bare_link, queue_mails
from core.mail.language import language_for
from core.models import OutgoingMail
from core.site import operator
from core.translations import text_of
from responses.models import Response
from responses.models.response import SENT

KIND = "receipt"
OLDEST = timedelta(days=7)  # what was sent before mails could be sent gets none years later
OVERLAP = timedelta(days=1)  # longer than a submission can take from its moment to its commit
AT_ONCE = 500
_NOT_QUEUED = RawSQL(
    """NOT EXISTS (SELECT 1 FROM core_outgoingmail m WHERE m.kind = %s
       AND m.key = responses_response.reference || '.' || responses_response.edition)""",
    [KIND],
)


@transaction.atomic
def queue_receipts() -> int:
    """Queue the receipt of every response sent with an address that has none yet, example data left out; returns how many. All
    or none: the next run looks back from the newest that was queued."""
    due, count, after = _due(), 0, 0
    while batch := list(due.filter(pk__gt=after)[:AT_ONCE]):
        queue_mails(_mail(response) for response in batch)
        count, after = count + len(batch), batch[-1].pk  # one whose address no mail can have is passed over, not asked for again
        if len(batch) < AT_ONCE:
            break
    return count


def mail_key(reference: str, edition: int) -> str:
    return f"{reference}.{edition}"


def _due() -> Any:
    now = database_now()
    last = OutgoingMail.objects.filter(kind=KIND).aggregate(last=Max("queued_at"))["last"]
    since = max(now - OLDEST, last - OVERLAP) if last else now - OLDEST
    sent = Response.objects.filter(state__in=SENT).exclude(Q(email="") | Q(is_example=True))
    rows = sent.filter(submitted_at__gte=since).annotate(not_queued=_NOT_QUEUED).filter(not_queued=True)
    return rows.select_related("phase__consultation").defer("draft", "answers").order_by("pk")


def _mail(response: Response) -> OutgoingMail:
    """In the language of the response, where it is one of the portal."""
    with override(language_for(response.language)):
        return _in_words(response)


def _in_words(response: Response) -> OutgoingMail:
    assert response.submitted_at is not None
    about = response.phase.consultation
    local = response.submitted_at.astimezone(ZoneInfo(settings.STATED_TIME_ZONE))
    context = {
        "reference": response.reference,
        "edition": response.edition,
        "consultation": str(in_reader_language(text_of(about, "title", about.language))),
        "received": f"{moment_words(local)} {local:%Z}",
        "link": bare_link("/receipts/"),
        "operator": operator(),
        "site": settings.SITE_NAME,
    }
    return OutgoingMail(
        to=response.email,
        subject=_("Your response %(reference)s has been received") % {"reference": response.reference},
        body=render_to_string("mail/receipt.txt", context),
        kind=KIND,
        key=mail_key(response.reference, response.edition),
    )
