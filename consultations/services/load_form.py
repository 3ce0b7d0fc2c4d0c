"""A questionnaire from a file: the shape is that of ``FormSpec.to_json``, and what is left out has its default."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from consultations.compiling import compile_form, form_problems
from consultations.models import Phase
from consultations.rows import write_rows
from consultations.services.forms import accept_edit
from consultations.spec import FormSpec
from consultations.states import Kind, Operator
from core import audit
from core.errors import BadInput, Refused


@transaction.atomic
def load_form(*, phase: Phase, form: Mapping[str, Any], by: str) -> int:
    """Write the questionnaire into an empty phase; returns how many questions.

    Raises BadInput for what is not a questionnaire, Refused for one that cannot be asked or a phase that has one already.
    """
    if phase.sections.exists():
        raise Refused("The form has sections already. Load into an empty one.")
    spec = read_spec(form)
    try:
        with transaction.atomic():
            questions = write_rows(phase=phase, spec=spec)
    except (ArithmeticError, DatabaseError, TypeError, ValidationError, ValueError) as error:
        raise BadInput("This is not a questionnaire: a value in it is too long, given twice or of the wrong sort.") from error
    _validate(phase)
    if found := form_problems(compile_form(phase)):
        raise Refused(" ".join(one.sentence for one in found))
    accept_edit(phase=phase, by=by)
    audit.record(act="form.load", actor=by, target=str(phase), details={"questions": questions})
    return questions


def read_spec(form: Mapping[str, Any]) -> FormSpec:
    """Raises BadInput with a sentence that names what is wrong."""
    try:
        spec = FormSpec.from_json(form)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise BadInput(f"This is not a questionnaire: {error}.") from error
    shown_if = [*(section.show_if for section in spec.sections), *(question.show_if for question in spec.questions())]
    kinds = {str(question.kind) for question in spec.questions()} - set(Kind.values)
    operators = {str(condition.operator) for conditions in shown_if for condition in conditions} - set(Operator.values)
    for wrong in sorted(kinds | operators):
        raise BadInput(f"“{wrong}” is neither a kind of question nor a condition.")
    return spec


def _validate(phase: Phase) -> None:
    """What the admin checks of each row, for rows that came from a file."""
    for section in phase.sections.prefetch_related("questions__choices"):
        questions = section.questions.all()
        for row in (section, *questions, *(choice for question in questions for choice in question.choices.all())):
            try:
                row.full_clean()
            except ValidationError as error:
                raise Refused(f"{row}: {' '.join(error.messages)}") from error
