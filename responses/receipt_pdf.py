"""A receipt as data for data/typst/form.typ."""

from collections.abc import Sequence
from datetime import UTC
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format

from consultations.queries import AskedForm
from core.pdf import all_shown, is_right_to_left, make_pdf
from responses.models import Response
from responses.states import ResponseState, Timing
from responses.summary import Group

LEFT_OUT = "Some characters of the answers cannot be shown in this document. The copy for machines (JSON) holds them all."


def receipt_pdf(*, response: Response, form: AskedForm, groups: Sequence[Group], sha256: str) -> bytes:
    """``groups``: what was sent, as the receipt page shows it; ``sha256``: of the canonical answers, as in the JSON."""
    assert response.submitted_at is not None
    local = response.submitted_at.astimezone(ZoneInfo(settings.STATED_TIME_ZONE))
    head = [
        f"Reference {response.reference}" + (f", version {response.edition}" if response.edition > 1 else ""),
        f"{form.consultation_title}, {form.phase_title}. Form revision {form.revision_number}.",
        f"Received {date_format(local, 'l j F Y, H:i')} {local:%Z} "
        f"({response.submitted_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC). {Timing(response.timing).label}.",
    ]
    if response.state != ResponseState.SUBMITTED:
        head.append(f"This version is no longer in force: {ResponseState(response.state).label.lower()}.")
    head.append(f"SHA-256 of the canonical answers: {sha256}")
    if not all(all_shown(row.value) for group in groups for row in group.rows):
        head.append(LEFT_OUT)
    data = {
        "title": f"Receipt {response.reference}",
        "author": settings.SITE_NAME,
        "description": f"Receipt of a response to {form.consultation_title}",
        "keywords": ["receipt", response.reference],
        "footer": f"{settings.SITE_NAME} · {response.reference}",
        "head": head,
        "groups": [
            {"title": group.title, "rows": [_row(row.key, row.value, row.lang) for row in group.rows]} for group in groups
        ],
    }
    return make_pdf(template="form", data=data)


def _group(group: Group) -> dict[str, Any]:
    return {"title": group.title, "rows": [_row(row.key, row.value, row.lang) for row in group.rows]}


def _row(question: str, answer: str, lang: str) -> dict[str, Any]:
    return {"question": question, "answer": answer, "lang": lang, "rtl": is_right_to_left(answer)}
