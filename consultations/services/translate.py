"""Translating a consultation with its phases and forms: the public form goes along."""

from collections.abc import Collection, Mapping

from django.db import transaction

from consultations.models import Consultation, Section
from consultations.services.forms import accept_edit
from core.translating import Rows, translate


@transaction.atomic
def translate_consultation(
    *,
    consultation: Consultation,
    rows: Rows,
    language: str,
    texts: Mapping[str, str],
    seen: Mapping[str, str],
    by: str,
    still_right: Collection[str] = (),
) -> int:
    """As :func:`core.translating.translate`; the first revision of each form that may still change is made anew."""
    changed = translate(
        rows=rows,
        language=language,
        texts=texts,
        seen=seen,
        still_right=still_right,
        of=consultation,
        key=consultation.slug,
        by=by,
    )
    if changed:
        for phase in consultation.phases.filter(pk__in={row.phase_id for row in rows if isinstance(row, Section)}):
            accept_edit(phase=phase, by=by)
    return changed
