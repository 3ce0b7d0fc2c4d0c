"""The form as its rows say now, and whether it is ready to be asked."""

from collections.abc import Iterable, Iterator
from decimal import Decimal, InvalidOperation

from consultations.branching import Problem, problems
from consultations.kinds import TYPES, type_of
from consultations.models import Choice, Condition, Phase, Question, Section
from consultations.spec import ChoiceSpec, ConditionSpec, FormSpec, QuestionSpec, SectionSpec
from consultations.states import KINDS_WITH_CHOICES, Kind, Operator
from core.translated import SOURCE
from core.translations import text_of

KINDS_COMPARED = frozenset({Kind.NUMBER, Kind.SCALE})


def compile_form(phase: Phase) -> FormSpec:
    """The form as the rows say now; six queries, whatever its size, and that of its consultation.

    A section without a question is left out."""
    language = phase.consultation.language
    sections = phase.sections.select_related("element").prefetch_related(
        "conditions__depends_on", "questions__choices", "questions__element", "questions__conditions__depends_on"
    )
    return FormSpec(tuple(_section(section, language) for section in sections if section.questions.all()), language)


def form_problems(spec: FormSpec, *, has_texts: bool = False) -> list[Problem]:
    """Sentences for the officer: what must be mended before this form can be asked. Empty if nothing.

    ``has_texts``: a draft text is put up for comment beside it, so that a form without a question asks something."""
    found = problems(spec)
    keys = [question.key for question in spec.questions()]
    if not keys and not has_texts:
        found.append(Problem("The form has no question yet."))
    twice = sorted({key for key in keys if keys.count(key) > 1})
    found += [Problem(f"The key “{key}” names more than one question.", key) for key in twice]
    for question in spec.questions():
        found += _question_problems(question)
        for condition in question.show_if:
            found += [Problem(sentence, question.key) for sentence in _condition_problems(spec, condition)]
    for section in spec.sections:
        for condition in section.show_if:
            found += [Problem(sentence, section=section.key) for sentence in _condition_problems(spec, condition)]
    return found


def _question_problems(question: QuestionSpec) -> Iterator[Problem]:
    if question.kind in KINDS_WITH_CHOICES and len(question.choices) < 2:
        yield Problem(f"“{question.key}” needs at least two choices.", question.key)
    if question.kind == Kind.POSITION and not question.element:
        yield Problem(
            f"“{question.key}” asks for a position: name the element it is about, here or on its section.", question.key
        )


def _condition_problems(spec: FormSpec, condition: ConditionSpec) -> list[str]:
    source = spec.by_key.get(condition.question)
    if source is None or condition.operator == Operator.ANSWERED:
        return []
    if not condition.values:
        return [f"A condition on “{condition.question}” names no answer."]
    if condition.operator in (Operator.AT_LEAST, Operator.AT_MOST):
        return _comparison_problems(source, condition)
    offered = {choice.key for choice in type_of(source).options(source)}
    if not offered:
        return [f"“{condition.question}” has no fixed answers: a condition on it can only ask whether it is answered."]
    unknown = sorted(set(condition.values) - offered)
    return [f"A condition on “{condition.question}” names “{value}”, which is not one of its answers." for value in unknown]


def _comparison_problems(source: QuestionSpec, condition: ConditionSpec) -> list[str]:
    if source.kind not in KINDS_COMPARED:
        return [f"A condition compares “{source.key}” with a number, but it is not one."]
    if not is_number(condition.values[0]):
        return [f"A condition on “{source.key}” compares with “{condition.values[0]}”, which is not a number."]
    return []


def is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _section(section: Section, language: str) -> SectionSpec:
    return SectionSpec(
        key=section.key,
        title=text_of(section, "title", language),
        intro=text_of(section, "intro", language),
        element=section.element.slug if section.element else "",
        questions=tuple(compile_question(question, section, language=language) for question in section.questions.all()),
        show_if=_conditions(section.conditions.all()),
    )


def compile_question(
    question: Question,
    section: Section,
    choices: Iterable[Choice] | None = None,
    conditions: Iterable[Condition] | None = None,
    language: str = SOURCE,
) -> QuestionSpec:
    """Only what counts for the kind: a leftover of another kind is not asked. ``choices`` and ``conditions`` in place of the
    stored ones, for a question that is not stored."""
    choices = question.choices.all() if choices is None else choices
    conditions = question.conditions.all() if conditions is None else conditions
    element, counts = question.element or section.element, TYPES[question.kind].settings
    return QuestionSpec(
        key=question.key,
        kind=question.kind,
        text=text_of(question, "text", language),
        help=text_of(question, "help", language),
        required=question.required,
        element=element.slug if element else "",
        choices=tuple(ChoiceSpec(one.key, text_of(one, "label", language)) for one in choices) if "choices" in counts else (),
        allow_other=question.allow_other and "allow_other" in counts,
        minimum=_decimal(question.minimum) if "minimum" in counts else "",
        maximum=_decimal(question.maximum) if "maximum" in counts else "",
        unit=text_of(question, "unit", language) if "unit" in counts else "",
        low_label=text_of(question, "low_label", language) if "low_label" in counts else "",
        high_label=text_of(question, "high_label", language) if "high_label" in counts else "",
        max_characters=question.max_characters or 0 if "max_characters" in counts else 0,
        max_choices=question.max_choices or 0 if "max_choices" in counts else 0,
        show_if=_conditions(conditions),
    )


def _conditions(conditions: Iterable[Condition]) -> tuple[ConditionSpec, ...]:
    return tuple(ConditionSpec(one.depends_on.key, one.operator, tuple(one.values)) for one in conditions)


def _decimal(number: Decimal | None) -> str:
    return "" if number is None else format(number.normalize(), "f")
