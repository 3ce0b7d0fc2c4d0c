from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Self

from consultations.spec import ChoiceSpec, QuestionSpec
from core.text import clean_text
from core.words import Message, message

Raw = Mapping[str, Sequence[str]]
"""What was posted: input name -> values, as typed. Drafts keep this, so that nothing typed is lost, valid or not."""

OTHER = "other"


class Sentence(Message):
    """The words of an error, said like any message. ``at``: the name of the one input they are about; empty if it is the
    question as a whole."""

    at: str

    def __new__(cls, words: str, at: str = "") -> Self:
        if isinstance(words, Message):
            sentence = super().__new__(cls, words.msgid, words.values, words.plural, words.number)
        else:
            sentence = super().__new__(cls, words)
        sentence.at = at
        return sentence


def input_at(sentence: str) -> str:
    return sentence.at if isinstance(sentence, Sentence) else ""


class Invalid(Exception):
    """The answer cannot be taken; ``sentence`` tells the respondent what to do."""

    def __init__(self, words: str, at: str = "") -> None:
        super().__init__(words)
        self.sentence = Sentence(words, at)


@dataclass(frozen=True)
class Answer:
    """``value``: what goes into the response's JSON (None if nothing). ``texts``: statement key -> free text."""

    value: object = None
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def given(self) -> bool:
        return self.value not in (None, "", []) or any(self.texts.values())


class QuestionType:
    """The contract of a question type."""

    is_text: ClassVar[bool] = False
    settings: ClassVar[frozenset[str]] = frozenset()
    """Which optional fields of a question count for this type; ``choices`` among them."""
    required_sentence: ClassVar[str] = message("Answer this question.")

    def names(self, question: QuestionSpec) -> tuple[str, ...]:
        """The names of its inputs."""
        return (question.key,)

    def read(self, question: QuestionSpec, raw: Raw) -> Answer:
        """The answer in ``raw``; raises Invalid. Required is not its business: see :meth:`clean`."""
        raise NotImplementedError  # the contract: every type says how it reads

    def clean(self, question: QuestionSpec, raw: Raw) -> Answer:
        """As :meth:`read`, and a required question must be answered."""
        answer = self.read(question, raw)
        if question.required and not answer.given:
            raise Invalid(self.required_sentence)
        return answer

    def to_raw(self, question: QuestionSpec, answer: Answer) -> dict[str, list[str]]:
        """The inverse of :meth:`read`, for amending."""
        return {question.key: [] if answer.value is None else [str(answer.value)]}

    def display(self, question: QuestionSpec, answer: Answer) -> list[str]:
        """Lines for people, to be said where they are shown; empty if nothing was answered."""
        return [] if answer.value is None else [str(answer.value)]

    def options(self, question: QuestionSpec) -> tuple[ChoiceSpec, ...]:
        """What is counted in the figures, in order; empty if this type is not counted."""
        return ()

    def counted(self, question: QuestionSpec, value: object) -> list[str]:
        """Keys of the options this value counts for."""
        return [] if value is None else [str(value)]


def only(raw: Raw, name: str) -> str:
    values = raw.get(name) or ()
    return clean_text(values[0]) if values else ""


def with_other(question: QuestionSpec) -> tuple[ChoiceSpec, ...]:
    return (*question.choices, ChoiceSpec(OTHER, message("Other, please say"))) if question.allow_other else question.choices


def other_key(question: QuestionSpec) -> str:
    return f"{question.key}__{OTHER}"
