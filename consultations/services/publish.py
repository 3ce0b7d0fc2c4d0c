"""Acts on a consultation as a whole: publish, archive, move its window, copy a questionnaire."""

from datetime import datetime

from django.db import transaction

from consultations.models import Choice, Condition, Consultation, Phase, Question
from consultations.services.forms import refresh_form
from consultations.states import ConsultationState
from core import audit
from core.clock import database_now
from core.errors import Conflict, Refused


@transaction.atomic
def publish_consultation(*, consultation: Consultation, by: str) -> None:
    """Show a draft to the public and write the first form revision of every phase. Raises Refused naming what is missing."""
    phases = list(consultation.phases.all())
    if not phases:
        raise Refused("Add a phase with its opening and closing first.")
    now = database_now()
    moved = Consultation.objects.filter(pk=consultation.pk, state=ConsultationState.DRAFT).update(
        state=ConsultationState.PUBLISHED, published_at=now
    )
    if not moved:
        raise Conflict("This consultation was published already.")
    consultation.refresh_from_db()
    for phase in phases:
        phase.consultation = consultation
        refresh_form(phase=phase, by=by)
    audit.record(act="consultation.publish", actor=by, target=str(consultation), target_key=consultation.slug)


@transaction.atomic
def archive_consultation(*, consultation: Consultation, by: str) -> None:
    """Mark as past. It stays readable."""
    if consultation.phases.filter(closes_at__gt=database_now()).exists():
        raise Refused("A phase of this consultation is still open or yet to open.")
    moved = Consultation.objects.filter(pk=consultation.pk, state=ConsultationState.PUBLISHED).update(
        state=ConsultationState.ARCHIVED
    )
    if not moved:
        raise Conflict("Only a published consultation can be archived.")
    audit.record(act="consultation.archive", actor=by, target=str(consultation), target_key=consultation.slug)


@transaction.atomic
def move_window(*, phase: Phase, opens_at: datetime, closes_at: datetime, by: str, reason: str) -> None:
    """Change the instants of a phase; audited with old and new. A phase that has opened keeps its opening."""
    current = Phase.objects.select_for_update().get(pk=phase.pk)
    if not reason.strip():
        raise Refused("Say why the window is moved.")
    Phase.objects.filter(pk=phase.pk).update(opens_at=opens_at, closes_at=closes_at)
    audit.record(
        act="phase.move_window",
        actor=by,
        target=str(current),
        target_key=current.consultation.slug,
        details={
            "old": [current.opens_at.isoformat(), current.closes_at.isoformat()],
            "new": [opens_at.isoformat(), closes_at.isoformat()],
            "reason": reason.strip(),
        },
    )
    phase.refresh_from_db()


@transaction.atomic
def copy_questionnaire(*, source: Phase, target: Phase, by: str) -> int:
    """Copy all sections, questions, choices and conditions into an empty form; returns how many questions."""
    if target.sections.exists():
        raise Refused("The form has sections already. Copy into an empty one.")
    copies: dict[int, Question] = {}
    conditions: list[Condition] = []
    for section in source.sections.prefetch_related("conditions", "questions__choices", "questions__conditions"):
        old_questions, section_conditions = list(section.questions.all()), list(section.conditions.all())
        section.pk, section.phase = None, target
        section.save(force_insert=True)
        conditions += [_moved(condition, section=section, question=None) for condition in section_conditions]
        for question in old_questions:
            old_id, choices, question_conditions = question.pk, list(question.choices.all()), list(question.conditions.all())
            question.pk, question.section = None, section
            question.save(force_insert=True)
            copies[old_id] = question
            Choice.objects.bulk_create([Choice(question=question, order=c.order, key=c.key, label=c.label) for c in choices])
            conditions += [_moved(condition, section=None, question=question) for condition in question_conditions]
    for condition in conditions:
        condition.depends_on = copies[condition.depends_on_id]
    Condition.objects.bulk_create(conditions)
    audit.record(act="form.copy", actor=by, target=str(target), details={"from": str(source), "questions": len(copies)})
    return len(copies)


def _moved(condition: Condition, *, section: object, question: object) -> Condition:
    return Condition(
        section=section,
        question=question,
        depends_on_id=condition.depends_on_id,
        operator=condition.operator,
        values=condition.values,
    )
