"""What a document says of itself, before the first question."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format

from consultations.queries import AskedForm


def guide(form: AskedForm) -> list[str]:
    local = form.closes_at.astimezone(ZoneInfo(settings.STATED_TIME_ZONE))
    return [
        f"{form.phase_title}. Open until {date_format(local, 'l j F Y, H:i')} {local:%Z}.",
        "Write only in the fields. You may add remarks around them, move parts and change fonts: only the fields are read.",
        "This file is not a response. Upload it to your draft on the portal, see what was read, and send the draft from there.",
        "You can skip every question that does not say “Needs an answer”.",
    ]
