"""The frozen questionnaire of one form revision, as plain values. Imports no Django.

Its texts know their translations (``core.translated``); ``core.localised`` gives a form in one language.
A revision stores ``FormSpec.to_json()``; every page, check and figure of a response reads this and never the editable rows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any

from core.translated import SOURCE, translated, translations_of


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
    language: str = SOURCE  # of its texts as they were written

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
        """Languages stand in it only where there are any: a form without them reads as it always did."""
        written = {} if self.language == SOURCE else {"language": self.language}
        return {"sections": [_written(section) for section in self.sections], **written}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "FormSpec":
        language = str(stored.get("language", SOURCE))
        return cls(tuple(_section(section, language) for section in stored["sections"]), language)


TEXTS = {
    ChoiceSpec: ("label",),
    QuestionSpec: ("text", "help", "unit", "low_label", "high_label"),
    SectionSpec: ("title", "intro"),
}
"""What of a form can be translated."""


def texts_in(part: ChoiceSpec | QuestionSpec | SectionSpec) -> dict[str, dict[str, str]]:
    """Its translations, by language and field."""
    return translations_of({name: getattr(part, name) for name in TEXTS[type(part)]})


def _written(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_written(one) for one in value]
    if not isinstance(value, ChoiceSpec | QuestionSpec | SectionSpec | ConditionSpec):
        return str(value) if isinstance(value, str) else value
    made = {one.name: _written(getattr(value, one.name)) for one in fields(value)}
    if not isinstance(value, ConditionSpec) and (translations := texts_in(value)):
        made["translations"] = translations
    return made


def _translated(part: type, stored: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The values of a part with its texts in all their languages. Raises ValueError if the translations are no such thing."""
    values = dict(stored)
    translations = values.pop("translations", {})
    if not isinstance(translations, Mapping) or not all(isinstance(words, Mapping) for words in translations.values()):
        raise ValueError("translations stand by language and field")
    unknown = {str(name) for words in translations.values() for name in words} - set(TEXTS[part])
    if unknown:
        raise ValueError(f"“{min(unknown)}” is not a text that can be translated")
    if not all(isinstance(text, str) for words in translations.values() for text in words.values()):
        raise ValueError("a translation is a text")
    texts = {name: values[name] for name in TEXTS[part] if isinstance(values.get(name), str)}
    return values | {name: translated(text, name, translations, language) for name, text in texts.items()}


def _section(stored: Mapping[str, Any], language: str) -> SectionSpec:
    questions = tuple(_question(question, language) for question in stored.get("questions", ()))
    values = _translated(SectionSpec, stored, language)
    return SectionSpec(**{**values, "questions": questions, "show_if": _conditions(stored)})


def _question(stored: Mapping[str, Any], language: str) -> QuestionSpec:
    choices = tuple(ChoiceSpec(**_translated(ChoiceSpec, choice, language)) for choice in stored.get("choices", ()))
    values = _translated(QuestionSpec, stored, language)
    return QuestionSpec(**{**values, "choices": choices, "show_if": _conditions(stored)})


def _conditions(stored: Mapping[str, Any]) -> tuple[ConditionSpec, ...]:
    conditions = stored.get("show_if", ())
    return tuple(ConditionSpec(**{**condition, "values": tuple(condition.get("values", ()))}) for condition in conditions)
