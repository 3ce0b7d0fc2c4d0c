"""Acts on a consultation as a whole: publish, archive, move its window, copy a questionnaire."""

from datetime import datetime

from django.db import transaction

from consultations.compiling import compile_form
from consultations.models import Consultation, Phase
from consultations.rows import write_rows
from consultations.services.forms import accept_edit, first_revision, refuse_overlap
from consultations.states import CONSULTATION_MOVES
from core import audit
from core.clock import database_now
from core.errors import Conflict, Refused
from core.models import AuditEntry


@transaction.atomic
def publish_consultation(*, consultation: Consultation, by: str) -> None:
    """Show a draft to the public and write the first form revision of every phase. Raises Refused naming what is missing."""
    phases = list(consultation.phases.all())
    if not phases:
        raise Refused("Add a phase with its opening and closing first.")
    _move(consultation, "publish", published_at=database_now())
    for phase in phases:
        try:
            first_revision(phase=phase, by=by)
        except Refused as refused:
            raise Refused(f"{phase.title}: {refused.sentence}") from refused
    audit.record(act="consultation.publish", actor=by, target=str(consultation), target_key=consultation.slug)


@transaction.atomic
def archive_consultation(*, consultation: Consultation, by: str) -> None:
    """Mark as past. It stays readable."""
    if consultation.phases.filter(closes_at__gt=database_now()).exists():
        raise Refused("A phase of this consultation is still open or yet to open.")
    _move(consultation, "archive")
    audit.record(act="consultation.archive", actor=by, target=str(consultation), target_key=consultation.slug)


def _move(consultation: Consultation, act: str, **updates: object) -> None:
    """Raises Conflict, saying who was first, if the consultation is where the act leads, or not where the caller saw it."""
    rows = Consultation.objects.filter(pk=consultation.pk)
    try:
        CONSULTATION_MOVES.apply(act, rows, rows.values_list("state", flat=True).get(), **updates)
    except (Refused, Conflict) as lost:
        consultation.refresh_from_db()
        entry = AuditEntry.objects.filter(target_key=consultation.slug, act=f"consultation.{act}").first()
        if entry is None:
            raise
        raise Conflict(f"{entry.actor} did this already, at {entry.at:%H:%M} UTC on {entry.at.day} {entry.at:%B %Y}.") from lost
    consultation.refresh_from_db()


@transaction.atomic
def move_window(*, phase: Phase, opens_at: datetime, closes_at: datetime, by: str, reason: str) -> None:
    """Change the instants of a phase; audited with old and new. A phase that has opened keeps its opening."""
    current = Phase.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=phase.pk)
    if not reason.strip():
        raise Refused("Say why the window is moved.")
    if closes_at <= opens_at:
        raise Refused("The closing must come after the opening.")
    if current.is_asked():
        refuse_overlap(current, opens_at, closes_at)
    if opens_at != current.opens_at and current.is_asked() and current.opens_at <= database_now():
        raise Refused("This phase has opened: its opening cannot be moved, only its closing.")
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
    questions = write_rows(phase=target, spec=compile_form(source))
    accept_edit(phase=target, by=by)
    audit.record(act="form.copy", actor=by, target=str(target), details={"from": str(source), "questions": questions})
    return questions
