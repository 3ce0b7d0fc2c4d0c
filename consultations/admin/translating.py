"""A consultation with its phases and forms, translated on one page."""

from collections.abc import Collection

from consultations.admin.base import form_frozen_as_refusal
from consultations.models import Choice, Consultation, Question, Section
from consultations.services.translate import translate_consultation
from core.clock import database_now
from core.translating import Rows


def rows_to_translate(consultation: Consultation) -> Rows:
    """In the order in which respondents read them. A form that is frozen is left out: all answer what they saw."""
    now = database_now()
    rows: list[Consultation | Section | Question | Choice] = [consultation]
    for phase in consultation.phases.order_by("number"):
        rows.append(phase)
        if phase.form_is_editable(now):
            for section in phase.sections.prefetch_related("questions__choices"):
                rows.append(section)
                for question in section.questions.all():
                    rows += [question, *question.choices.all()]
    return rows


def save_translations(
    *,
    consultation: Consultation,
    language: str,
    texts: dict[str, str],
    seen: dict[str, str],
    by: str,
    still_right: Collection[str] = (),
) -> int:
    with form_frozen_as_refusal():
        rows = rows_to_translate(consultation)
        return translate_consultation(
            consultation=consultation, rows=rows, language=language, texts=texts, seen=seen, by=by, still_right=still_right
        )
