"""A receipt as data for data/typst/form.typ."""

from collections.abc import Sequence
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.queries import AskedForm
from core.dates import moment_words
from core.language import say
from core.pdf import all_shown, is_right_to_left, lang_of, make_pdf
from responses.models import Response
from responses.states import ResponseState, Timing
from responses.summary import Group

LEFT_OUT = gettext_lazy(
    "Some characters of the answers cannot be shown in this document. The copy for machines (JSON) holds them all."
)


def receipt_pdf(*, response: Response, form: AskedForm, groups: Sequence[Group], sha256: str) -> bytes:
    """``groups``: what was sent, as the receipt page shows it; ``sha256``: of the canonical answers, as in the JSON."""
    assert response.submitted_at is not None
    local = response.submitted_at.astimezone(ZoneInfo(settings.STATED_TIME_ZONE))
    named = {"reference": response.reference, "version": response.edition}
    head = [
        (_("Reference %(reference)s, version %(version)s") if response.edition > 1 else _("Reference %(reference)s")) % named,
        _("%(consultation)s, %(phase)s. Form revision %(number)s.")
        % {"consultation": form.consultation_title, "phase": form.phase_title, "number": form.revision_number},
        _("Received %(local)s (%(utc)s UTC). %(timing)s.")
        % {
            "local": f"{moment_words(local)} {local:%Z}",
            "utc": f"{response.submitted_at.astimezone(UTC):%Y-%m-%d %H:%M:%S}",
            "timing": Timing(response.timing).label,
        },
    ]
    if response.state != ResponseState.SUBMITTED:
        state = str(ResponseState(response.state).label)
        head.append(_("This version is no longer in force: %(state)s.") % {"state": state.lower()})
    head.append(_("SHA-256 of the canonical answers: %(sha256)s") % {"sha256": sha256})
    if not all(all_shown(row.value) for group in groups for row in group.rows):
        head.append(str(LEFT_OUT))
    data = {
        "title": _("Receipt %(reference)s") % named,
        "author": settings.SITE_NAME,
        "description": _("Receipt of a response to %(consultation)s") % {"consultation": form.consultation_title},
        "keywords": [_("receipt"), response.reference],
        "words": {"chosen": _("(chosen)"), "unanswered": _("No answer")},
        "footer": f"{settings.SITE_NAME} · {response.reference}",
        "head": head,
        "groups": [
            {
                "title": say(group.title),
                "lang": lang_of(say(group.title)),
                "rows": [_row(say(row.key), say(row.value), row.lang) for row in group.rows],
            }
            for group in groups
        ],
    }
    return make_pdf(template="form", data=data)


def _row(question: str, answer: str, lang: str) -> dict[str, Any]:
    return {
        "question": question,
        "question_lang": lang_of(question),
        "answer": answer,
        "lang": lang,
        "rtl": is_right_to_left(answer),
    }
