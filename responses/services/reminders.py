"""Reminders before the closing, to those who left a draft unfinished, gave an address in it and asked to be reminded."""

from collections.abc import Iterator
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models.functions import Now
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from core.clock import database_now
from core.dates import moment_words
from core.localised import in_reader_language
from core.mail import bare_link, queue_mails, send_only_while
from core.mail.language import language_for
from core.models import OutgoingMail
from core.site import operator
from core.translations import text_of
from responses.languages import written_in
from responses.models import Response
from responses.sections import read_profile

REMIND, ADDRESS = "profile__remind", "profile__email"
DAYS = (7, 1)


def queue_reminders() -> int:
    """Each draft gets one reminder a week and one a day before the closing; returns how many were looked at. Asked again, none
    goes twice: the key of the mail is that of the draft and the day."""
    mails = [mail for days, nearer in zip(DAYS, (*DAYS[1:], 0), strict=True) for mail in _mails(days, nearer)]
    queue_mails(mails)
    return len(mails)


def _mails(days: int, nearer: int) -> Iterator[OutgoingMail]:
    now = database_now()
    due = {"phase__closes_at__gt": now + timedelta(days=nearer), "phase__closes_at__lte": now + timedelta(days=days)}
    drafts = Response.objects.drafts().filter(**due, draft__contains={REMIND: ["yes"]}, is_example=False, entered_by="")
    for draft in drafts.select_related("phase__consultation"):
        profile, errors = read_profile(draft.draft)
        if profile[ADDRESS] and ADDRESS not in errors:
            with override(language_for(written_in(draft.draft, draft.language))):
                mail = _mail(draft, profile[ADDRESS], days)
            yield mail


def is_due(key: str) -> bool:
    """Whether the draft with this number is still to be sent, in time, by somebody who asked to be reminded."""
    drafts = Response.objects.drafts().filter(pk=int(key), phase__closes_at__gt=Now(), draft__contains={REMIND: ["yes"]})
    return bool(drafts.exists())


for _days in DAYS:
    send_only_while(f"reminder-{_days}")(is_due)


def _mail(draft: Response, to: str, days: int) -> OutgoingMail:
    about = draft.phase.consultation
    local = draft.phase.closes_at.astimezone(ZoneInfo(settings.STATED_TIME_ZONE))
    context = {
        "consultation": str(in_reader_language(text_of(about, "title", about.language))),
        "closes": f"{moment_words(local)} {local:%Z}",
        "link": bare_link(f"/consultations/{about.slug}/"),
        "operator": operator(),
        "site": settings.SITE_NAME,
    }
    return OutgoingMail(
        to=to,
        subject=_("Your answer is not sent yet: %(consultation)s") % {"consultation": context["consultation"]},
        body=render_to_string("mail/reminder.txt", context),
        kind=f"reminder-{days}",
        key=str(draft.pk),
    )
