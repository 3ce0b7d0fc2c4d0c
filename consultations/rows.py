"""From a spec to rows: the inverse of ``consultations.compiling``. Used to load, to copy and to restore a questionnaire."""

from decimal import Decimal

from consultations.models import Choice, Condition, Phase, Question, Section
from consultations.spec import ConditionSpec, FormSpec, QuestionSpec, SectionSpec, texts_in
from core.errors import Refused
from elements.models import Element

STEP = 10  # between two orders, so that one can be put between


def write_rows(*, phase: Phase, spec: FormSpec) -> int:
    """Write a whole form under ``phase``, which has none; returns how many questions. Raises Refused for an unknown element."""
    elements = {element.slug: element for element in Element.objects.all()}
    wanted = {section.element for section in spec.sections} | {question.element for question in spec.questions()}
    if missing := sorted(wanted - elements.keys() - {""}):
        raise Refused(f"There is no element “{missing[0]}”.")
    sections = Section.objects.bulk_create(
        [_section(phase, order, section, elements) for order, section in enumerate(spec.sections, start=1)]
    )
    asked = [
        (section, order, question)
        for section, of_spec in zip(sections, spec.sections, strict=True)
        for order, question in enumerate(of_spec.questions, start=1)
    ]
    questions = Question.objects.bulk_create([_question(section, order, one, elements) for section, order, one in asked])
    Choice.objects.bulk_create(
        Choice(question=question, order=order * STEP, key=choice.key, label=str(choice.label), translations=texts_in(choice))
        for question, (_, _, one) in zip(questions, asked, strict=True)
        for order, choice in enumerate(one.choices, start=1)
    )
    by_key = {question.key: question for question in questions}
    Condition.objects.bulk_create(
        [
            *(
                _condition(by_key, one, section=section)
                for section, of in zip(sections, spec.sections, strict=True)
                for one in of.show_if
            ),
            *(
                _condition(by_key, one, question=question)
                for question, (_, _, of) in zip(questions, asked, strict=True)
                for one in of.show_if
            ),
        ]
    )
    return len(questions)


def _section(phase: Phase, order: int, section: SectionSpec, elements: dict[str, Element]) -> Section:
    element = elements.get(section.element)
    return Section(
        phase=phase,
        order=order * STEP,
        key=section.key,
        title=str(section.title),
        intro=str(section.intro),
        element=element,
        translations=texts_in(section),
    )


def _question(section: Section, order: int, question: QuestionSpec, elements: dict[str, Element]) -> Question:
    """The element is written only where it is not that of the section, so that it follows the section."""
    element = elements.get(question.element)
    return Question(
        section=section,
        order=order * STEP,
        key=question.key,
        kind=question.kind,
        text=str(question.text),
        help=str(question.help),
        translations=texts_in(question),
        required=question.required,
        element=element if element != section.element else None,
        allow_other=question.allow_other,
        minimum=_decimal(question.minimum),
        maximum=_decimal(question.maximum),
        unit=str(question.unit),
        low_label=str(question.low_label),
        high_label=str(question.high_label),
        max_characters=question.max_characters or None,
        max_choices=question.max_choices or None,
    )


def _condition(
    questions: dict[str, Question], condition: ConditionSpec, *, section: Section | None = None, question: Question | None = None
) -> Condition:
    if condition.question not in questions:
        raise Refused(f"A condition depends on “{condition.question}”, which is not in this form.")
    return Condition(
        section=section,
        question=question,
        depends_on=questions[condition.question],
        operator=condition.operator,
        values=list(condition.values),
    )


def _decimal(number: str) -> Decimal | None:
    return Decimal(number) if number else None
