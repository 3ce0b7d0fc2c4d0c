"""From the rows an officer edits to the frozen form a respondent sees."""

import hashlib
import json
from typing import Any

from django.db import transaction

from consultations.branching import problems
from consultations.models import Condition, FormRevision, Phase, Question, Section
from consultations.spec import ChoiceSpec, ConditionSpec, FormSpec, QuestionSpec, SectionSpec
from consultations.states import KINDS_WITH_CHOICES, Kind, Operator
from core import audit
from core.clock import database_now
from core.errors import Refused


def compile_form(phase: Phase) -> FormSpec:
    """The form as the rows say now; four queries, whatever its size."""
    sections = phase.sections.select_related("element").prefetch_related(
        "conditions__depends_on", "questions__choices", "questions__element", "questions__conditions__depends_on"
    )
    return FormSpec(tuple(_section(section) for section in sections))


def form_problems(spec: FormSpec) -> list[str]:
    """Sentences for the officer: what must be mended before this form can be asked. Empty if nothing."""
    found = problems(spec)
    if not list(spec.questions()):
        found.append("The form has no question yet.")
    keys = [question.key for question in spec.questions()]
    found += [f"The key “{key}” names more than one question." for key in sorted({key for key in keys if keys.count(key) > 1})]
    for question in spec.questions():
        if question.kind in KINDS_WITH_CHOICES and len(question.choices) < 2:
            found.append(f"“{question.key}” needs at least two choices.")
        if question.kind == Kind.POSITION and not question.element:
            found.append(f"“{question.key}” asks for a position: name the element it is about, here or on its section.")
    for section in spec.sections:
        for condition in (*section.show_if, *(one for question in section.questions for one in question.show_if)):
            found += _condition_problems(spec, condition)
    return found


@transaction.atomic
def refresh_form(*, phase: Phase, by: str) -> FormRevision | None:
    """Make the first revision of a published phase anew after an edit before opening; None while the consultation is a draft.

    Raises Refused if the form has a problem or its phase has opened.
    """
    if phase.consultation.published_at is None:
        return None
    newest = phase.revisions.first()
    if newest is None:
        return _write_revision(phase, number=1, by=by, reason="")
    if database_now() >= phase.opens_at:
        raise Refused("The form is frozen: its phase has opened. Start a correction.")
    spec = _sound_form(phase).to_json()
    digest = _digest(spec)
    if digest != newest.sha256:
        newest.spec, newest.sha256, newest.made_by = spec, digest, by
        newest.save(update_fields=["spec", "sha256", "made_by"])
    return newest


@transaction.atomic
def start_correction(*, phase: Phase, by: str, reason: str) -> None:
    """Open a frozen form for a correction. Respondents go on with the revision they have until it is published."""
    if not reason.strip():
        raise Refused("Say why the form is corrected: respondents read it.")
    started = Phase.objects.filter(pk=phase.pk, correcting_since__isnull=True).update(
        correcting_since=database_now(), correction_reason=reason.strip()
    )
    if not started:
        raise Refused("This form is being corrected already.")
    audit.record(act="form.start_correction", actor=by, target=str(phase), details={"reason": reason.strip()})


@transaction.atomic
def publish_correction(*, phase: Phase, by: str) -> FormRevision:
    """End a correction with a new revision. Raises Refused if the form has a problem, nothing changed, or none was started."""
    phase = Phase.objects.select_for_update().select_related("consultation").get(pk=phase.pk)
    newest = phase.revisions.first()
    if phase.correcting_since is None or newest is None:
        raise Refused("Start a correction first.")
    if _digest(_sound_form(phase).to_json()) == newest.sha256:
        raise Refused("Nothing in the form has changed. Change it, or end the correction without a new revision.")
    revision = _write_revision(phase, number=newest.number + 1, by=by, reason=phase.correction_reason)
    _end_correction(phase)
    return revision


@transaction.atomic
def drop_correction(*, phase: Phase, by: str) -> None:
    """End a correction without a new revision; refused if the rows differ from the form in force."""
    newest = phase.revisions.first()
    if newest is not None and _digest(compile_form(phase).to_json()) != newest.sha256:
        raise Refused("The form was changed. Publish the correction, or change the form back.")
    _end_correction(phase)
    audit.record(act="form.drop_correction", actor=by, target=str(phase))


def _end_correction(phase: Phase) -> None:
    Phase.objects.filter(pk=phase.pk).update(correcting_since=None, correction_reason="")


def _write_revision(phase: Phase, *, number: int, by: str, reason: str) -> FormRevision:
    spec = _sound_form(phase).to_json()
    revision = FormRevision.objects.create(phase=phase, number=number, spec=spec, sha256=_digest(spec), reason=reason, made_by=by)
    audit.record(act="form.revise", actor=by, target=str(revision), details={"sha256": revision.sha256, "reason": reason})
    return revision


def _sound_form(phase: Phase) -> FormSpec:
    spec = compile_form(phase)
    if found := form_problems(spec):
        raise Refused(" ".join(found), problems=found)
    return spec


def _digest(spec: dict[str, Any]) -> str:
    canonical = json.dumps(spec, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def _condition_problems(spec: FormSpec, condition: ConditionSpec) -> list[str]:
    source = spec.by_key.get(condition.question)
    if source is None or condition.operator == Operator.ANSWERED:
        return []
    if not condition.values:
        return [f"A condition on “{condition.question}” names no value."]
    if condition.operator in (Operator.AT_LEAST, Operator.AT_MOST):
        if source.kind not in (Kind.NUMBER, Kind.SCALE):
            return [f"A condition compares “{condition.question}” with a number, but it is not one."]
        try:
            float(condition.values[0])
        except ValueError:
            return [f"A condition on “{condition.question}” compares with “{condition.values[0]}”, which is not a number."]
        return []
    from_choices = {choice.key for choice in source.choices} | ({"other"} if source.allow_other else set())
    unknown = sorted(set(condition.values) - from_choices) if source.kind in KINDS_WITH_CHOICES else []
    return [f"A condition on “{condition.question}” names “{value}”, which is not one of its choices." for value in unknown]


def _section(section: Section) -> SectionSpec:
    return SectionSpec(
        key=section.key,
        title=section.title,
        intro=section.intro,
        element=section.element.slug if section.element else "",
        questions=tuple(_question(question, section) for question in section.questions.all()),
        show_if=_conditions(section.conditions.all()),
    )


def _question(question: Question, section: Section) -> QuestionSpec:
    element = question.element or section.element
    return QuestionSpec(
        key=question.key,
        kind=question.kind,
        text=question.text,
        help=question.help,
        required=question.required,
        element=element.slug if element else "",
        choices=tuple(ChoiceSpec(choice.key, choice.label) for choice in question.choices.all()),
        allow_other=question.allow_other,
        minimum=_decimal(question.minimum),
        maximum=_decimal(question.maximum),
        unit=question.unit,
        low_label=question.low_label,
        high_label=question.high_label,
        max_characters=question.max_characters or 0,
        max_choices=question.max_choices or 0,
        show_if=_conditions(question.conditions.all()),
    )


def _conditions(conditions: Any) -> tuple[ConditionSpec, ...]:
    one: Condition
    return tuple(ConditionSpec(one.depends_on.key, one.operator, tuple(one.values)) for one in conditions)


def _decimal(number: Any) -> str:
    return "" if number is None else format(number.normalize(), "f")
