"""The frozen questionnaire of one form revision, as plain values. Imports no Django.

A revision stores ``FormSpec.to_json()``; every page, check and figure of a response reads this and never the editable rows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any


@dataclass(frozen=True)
class ChoiceSpec:
    key: str
    label: str


@dataclass(frozen=True)
class ConditionSpec:
    """``question`` is the key of an earlier question; ``values`` are choice keys, or one number for at_least and at_most."""

    question: str
    operator: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class QuestionSpec:
    key: str
    kind: str
    text: str
    help: str = ""
    required: bool = False
    element: str = ""  # slug
    choices: tuple[ChoiceSpec, ...] = ()
    allow_other: bool = False
    minimum: str = ""  # decimal, as text
    maximum: str = ""
    unit: str = ""
    low_label: str = ""
    high_label: str = ""
    max_characters: int = 0
    max_choices: int = 0
    show_if: tuple[ConditionSpec, ...] = ()  # all must hold

    def choice_label(self, key: str) -> str:
        return next((choice.label for choice in self.choices if choice.key == key), key)


@dataclass(frozen=True)
class SectionSpec:
    key: str
    title: str
    intro: str = ""  # Markdown
    element: str = ""  # slug
    questions: tuple[QuestionSpec, ...] = ()
    show_if: tuple[ConditionSpec, ...] = ()


@dataclass(frozen=True)
class FormSpec:
    sections: tuple[SectionSpec, ...] = field(default=())

    @cached_property
    def by_key(self) -> Mapping[str, QuestionSpec]:
        return {question.key: question for question in self.questions()}

    @cached_property
    def section_by_key(self) -> Mapping[str, SectionSpec]:
        return {section.key: section for section in self.sections}

    @cached_property
    def sources(self) -> frozenset[str]:
        """Keys of the questions that some condition looks at."""
        conditions = (one for section in self.sections for one in section.show_if)
        of_questions = (one for question in self.questions() for one in question.show_if)
        return frozenset(one.question for one in (*conditions, *of_questions)) & self.by_key.keys()

    def questions(self) -> Iterator[QuestionSpec]:
        for section in self.sections:
            yield from section.questions

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "FormSpec":
        return cls(tuple(_section(section) for section in stored["sections"]))


def _section(stored: Mapping[str, Any]) -> SectionSpec:
    questions = tuple(_question(question) for question in stored.get("questions", ()))
    return SectionSpec(**{**stored, "questions": questions, "show_if": _conditions(stored)})


def _question(stored: Mapping[str, Any]) -> QuestionSpec:
    choices = tuple(ChoiceSpec(**choice) for choice in stored.get("choices", ()))
    return QuestionSpec(**{**stored, "choices": choices, "show_if": _conditions(stored)})


def _conditions(stored: Mapping[str, Any]) -> tuple[ConditionSpec, ...]:
    conditions = stored.get("show_if", ())
    return tuple(ConditionSpec(**{**condition, "values": tuple(condition.get("values", ()))}) for condition in conditions)
