"""The whole form at a glance, for the page of its phase and the preview."""

from dataclasses import dataclass, field

from django.db.models import Prefetch

from consultations.admin.base import adding, page_of
from consultations.branching import Problem
from consultations.compiling import compile_form, form_problems
from consultations.models import Phase, Question
from consultations.spec import FormSpec, QuestionSpec
from consultations.states import Kind
from consultations.wording import conditions_words


@dataclass(frozen=True)
class QuestionLine:
    pk: int
    key: str
    text: str
    kind: str
    required: bool
    page: str
    choices: tuple[str, ...] = ()
    shown_if: str = ""
    detail: str = ""


@dataclass(frozen=True)
class SectionBlock:
    pk: int
    key: str
    title: str
    page: str
    add_question: str
    element: str = ""
    shown_if: str = ""
    questions: tuple[QuestionLine, ...] = ()


@dataclass(frozen=True)
class ProblemLine:
    sentence: str
    page: str


@dataclass(frozen=True)
class Glance:
    spec: FormSpec
    add_section: str
    sections: tuple[SectionBlock, ...] = ()
    problems: tuple[ProblemLine, ...] = field(default=())

    @property
    def question_count(self) -> int:
        return sum(len(section.questions) for section in self.sections)


def glance_at(phase: Phase) -> Glance:
    """Ten queries, whatever the size of the form."""
    spec = compile_form(phase)
    asked = Question.objects.only("pk", "key", "section_id")
    rows = list(phase.sections.select_related("element").prefetch_related(Prefetch("questions", asked)))
    blocks = []
    for section in rows:
        of_spec = spec.section_by_key.get(section.key)
        specs = of_spec.questions if of_spec else ()
        blocks.append(
            SectionBlock(
                pk=section.pk,
                key=section.key,
                title=section.title,
                page=page_of(section),
                add_question=adding("question", "section", section.pk),
                element=section.element.name if section.element else "",
                shown_if=conditions_words(spec, of_spec.show_if) if of_spec else "",
                questions=tuple(_line(spec, row, one) for row, one in zip(section.questions.all(), specs, strict=True)),
            )
        )
    questions = {line.key: line.page for block in blocks for line in block.questions}
    sections = {block.key: block.page for block in blocks}
    return Glance(
        spec,
        adding("section", "phase", phase.pk),
        tuple(blocks),
        tuple(
            ProblemLine(one.sentence, _page(one, questions, sections, page_of(phase)))
            for one in form_problems(spec, has_texts=phase.texts.exists())
        ),
    )


def _page(problem: Problem, questions: dict[str, str], sections: dict[str, str], otherwise: str) -> str:
    return questions.get(problem.question) or sections.get(problem.section) or otherwise


def _line(spec: FormSpec, row: Question, question: QuestionSpec) -> QuestionLine:
    other = ("Other, please say",) if question.allow_other else ()
    return QuestionLine(
        pk=row.pk,
        key=row.key,
        text=question.text,
        kind=Kind(question.kind).label,
        required=question.required,
        page=page_of(row),
        choices=(*(choice.label for choice in question.choices), *other),
        shown_if=conditions_words(spec, question.show_if),
        detail=_detail(question),
    )


def _detail(question: QuestionSpec) -> str:
    limits = [f"from {question.minimum}" if question.minimum else "", f"to {question.maximum}" if question.maximum else ""]
    scale = [
        f"1 = {question.low_label}" if question.low_label else "",
        f"5 = {question.high_label}" if question.high_label else "",
    ]
    parts = [
        question.unit,
        " ".join(part for part in limits if part),
        ", ".join(part for part in scale if part),
        f"{question.max_characters} characters at most" if question.max_characters else "",
        f"{question.max_choices} at most" if question.max_choices else "",
    ]
    return " · ".join(part for part in parts if part)
