"""Moving a section or a question up or down."""

from collections.abc import Sequence

from django.db import transaction

from consultations.models import Phase, Question, Section
from consultations.rows import STEP
from consultations.services.forms import accept_edit
from core import audit


@transaction.atomic
def move_section(*, section: Section, up: bool, by: str) -> None:
    """Change places with the neighbour; nothing at an end. Raises Refused if a condition would then look forward."""
    siblings = list(Section.objects.select_for_update().filter(phase=section.phase_id))
    if _swap(siblings, section, up):
        Section.objects.bulk_update(siblings, ["order"])
        _settle(section, section.phase, by)


@transaction.atomic
def move_question(*, question: Question, up: bool, by: str) -> None:
    """As :func:`move_section`, inside the question's section."""
    siblings = list(Question.objects.select_for_update().filter(section=question.section_id))
    if _swap(siblings, question, up):
        Question.objects.bulk_update(siblings, ["order"])
        _settle(question, question.section.phase, by)


def _settle(part: Section | Question, phase: Phase, by: str) -> None:
    accept_edit(phase=phase, by=by)
    audit.record(act=f"{part._meta.model_name}.move", actor=by, target=str(part), target_key=part.key)


def _swap(siblings: Sequence[Section | Question], part: Section | Question, up: bool) -> bool:
    """Renumbers ``siblings`` with ``part`` one place on; whether there was a neighbour to change with."""
    keys = [sibling.pk for sibling in siblings]
    here = keys.index(part.pk)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(keys):
        return False
    keys[here], keys[there] = keys[there], keys[here]
    for sibling in siblings:
        sibling.order = (keys.index(sibling.pk) + 1) * STEP
    return True
