"""What a document says of itself, before the first question."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from consultations.queries import AskedForm
from core.dates import moment_words


def guide(form: AskedForm) -> list[str]:
    local = form.closes_at.astimezone(ZoneInfo(settings.STATED_TIME_ZONE))
    moment = f"{moment_words(local)} {local:%Z}"
    return [
        _("%(phase)s. Open until %(moment)s.") % {"phase": form.phase_title, "moment": moment},
        _("Write only in the fields. You may add remarks around them, move parts and change fonts: only the fields are read."),
        _(
            "This file is not a response. Upload it to your draft on the portal, see what was read, "
            "and send the draft from there."
        ),
        _("You can skip every question that does not say “Needs an answer”."),
    ]
