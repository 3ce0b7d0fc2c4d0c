"""A response as the public would read it: the answers by section, with the texts of the form its owner saw."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from consultations.kinds import Answer, type_of
from consultations.kinds.base import other_key
from consultations.spec import FormSpec, QuestionSpec
from moderation import disclosure


@dataclass(frozen=True)
class Written:
    """One free text of a response."""

    key: str
    text: str
    language: str


@dataclass(frozen=True)
class Line:
    text: str
    language: str  # BCP 47; empty where it is the form's own wording


@dataclass(frozen=True)
class AnsweredQuestion:
    question: str
    lines: tuple[Line, ...]
    is_text: bool


@dataclass(frozen=True)
class AnsweredSection:
    title: str
    answered: tuple[AnsweredQuestion, ...]
    left_out: int  # questions of the section without an answer


def answered_sections(spec: FormSpec, values: Mapping[str, object], texts: Iterable[Written]) -> list[AnsweredSection]:
    """Every section in which something was answered."""
    public = disclosure.public_values(spec, values)
    written = {one.key: one for one in texts}
    sections = []
    for section in spec.sections:
        answered = tuple(one for question in section.questions if (one := _answered(question, public, written)))
        if answered:
            sections.append(AnsweredSection(section.title, answered, len(section.questions) - len(answered)))
    return sections


def _answered(question: QuestionSpec, values: Mapping[str, object], written: Mapping[str, Written]) -> AnsweredQuestion | None:
    texts = {key: written[key].text for key in (question.key, other_key(question)) if key in written}
    answer = Answer(values.get(question.key), texts)
    if not answer.given:
        return None
    kind = type_of(question)
    language = next((written[key].language for key in texts), "")
    own_words = set(texts.values()) | {f"Other: {text}" for text in texts.values()}
    lines = tuple(Line(line, language if line in own_words else "") for line in kind.display(question, answer))
    return AnsweredQuestion(question.text, lines, kind.is_text)
