"""Types answered by choosing among what is offered."""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import ClassVar

from consultations.kinds.base import OTHER, Answer, Invalid, QuestionType, Raw, only, other_key, with_other
from consultations.spec import ChoiceSpec, QuestionSpec
from core.places import COUNTRIES, country_name
from core.text import clean_text
from core.words import message

OTHER_MAX_CHARACTERS = 300
NOT_OFFERED = message("Choose one of the answers offered.")


def _read_other(question: QuestionSpec, raw: Raw, ticked: bool) -> dict[str, str]:
    text = only(raw, other_key(question)) if ticked else ""
    if ticked and not text:
        raise Invalid(message("You chose “Other”: say what it is."), at=other_key(question))
    if len(text) > OTHER_MAX_CHARACTERS:
        words = message(
            "Shorten what you wrote under “Other” to %(limit)s characters; it has %(length)s.",
            limit=OTHER_MAX_CHARACTERS,
            length=f"{len(text):,}",
        )
        raise Invalid(words, at=other_key(question))
    return {other_key(question): text} if text else {}


class Single(QuestionType):
    settings = frozenset({"choices", "allow_other"})
    required_sentence = message("Choose an answer.")

    def names(self, question: QuestionSpec) -> tuple[str, ...]:
        return (question.key, other_key(question)) if question.allow_other else (question.key,)

    def options(self, question: QuestionSpec) -> tuple[ChoiceSpec, ...]:
        return with_other(question)

    def read(self, question: QuestionSpec, raw: Raw) -> Answer:
        chosen = only(raw, question.key)
        if not chosen:
            return Answer()
        if chosen not in {choice.key for choice in self.options(question)}:
            raise Invalid(NOT_OFFERED)
        return Answer(chosen, _read_other(question, raw, question.allow_other and chosen == OTHER))

    def to_raw(self, question: QuestionSpec, answer: Answer) -> dict[str, list[str]]:
        return {**super().to_raw(question, answer), **{key: [text] for key, text in answer.texts.items()}}

    def display(self, question: QuestionSpec, answer: Answer) -> list[str]:
        if answer.value is None:
            return []
        if answer.value == OTHER:
            return [_other_line(question, answer)]
        return [_label(self.options(question), str(answer.value))]


class Scale(Single):
    settings = frozenset({"low_label", "high_label"})
    required_sentence = message("Choose a number.")

    def options(self, question: QuestionSpec) -> tuple[ChoiceSpec, ...]:
        return _scale(question.low_label, question.high_label)


class Position(Single):
    settings = frozenset()
    required_sentence = message("Choose a position. “No view” is one too.")
    POSITIONS = (
        ChoiceSpec("support", message("Support")),
        ChoiceSpec("with_changes", message("Support with changes")),
        ChoiceSpec("oppose", message("Oppose")),
        ChoiceSpec("no_view", message("No view")),
    )

    POSITIONS_BY_KEY: ClassVar[Mapping[str, ChoiceSpec]] = {choice.key: choice for choice in POSITIONS}

    def options(self, question: QuestionSpec) -> tuple[ChoiceSpec, ...]:
        return self.POSITIONS


class Country(Single):
    settings = frozenset()
    required_sentence = message("Choose a country.")

    def options(self, question: QuestionSpec) -> tuple[ChoiceSpec, ...]:
        return tuple(ChoiceSpec(code, name) for code, name in COUNTRIES)

    def display(self, question: QuestionSpec, answer: Answer) -> list[str]:
        return [] if answer.value is None else [country_name(str(answer.value))]


class Multiple(QuestionType):
    settings = frozenset({"choices", "allow_other", "max_choices"})
    required_sentence = message("Choose at least one answer.")

    def names(self, question: QuestionSpec) -> tuple[str, ...]:
        return (question.key, other_key(question)) if question.allow_other else (question.key,)

    def options(self, question: QuestionSpec) -> tuple[ChoiceSpec, ...]:
        return with_other(question)

    def read(self, question: QuestionSpec, raw: Raw) -> Answer:
        posted = {clean_text(value) for value in raw.get(question.key) or ()} - {""}
        offered = [choice.key for choice in self.options(question)]
        if not posted <= set(offered):
            raise Invalid(NOT_OFFERED)
        chosen = [key for key in offered if key in posted]
        if question.max_choices and len(chosen) > question.max_choices:
            words = message("Choose %(limit)s at most; you chose %(chosen)s.", limit=question.max_choices, chosen=len(chosen))
            raise Invalid(words)
        return Answer(chosen or None, _read_other(question, raw, question.allow_other and OTHER in posted))

    def to_raw(self, question: QuestionSpec, answer: Answer) -> dict[str, list[str]]:
        return {question.key: _keys(answer.value), **{key: [text] for key, text in answer.texts.items()}}

    def display(self, question: QuestionSpec, answer: Answer) -> list[str]:
        return [
            _other_line(question, answer) if key == OTHER else _label(self.options(question), key) for key in _keys(answer.value)
        ]

    def counted(self, question: QuestionSpec, value: object) -> list[str]:
        return _keys(value)


class Ranking(QuestionType):
    """Each choice gets a rank from 1; no dragging (WCAG 2.5.7). The value is the list of choice keys, best first."""

    settings = frozenset({"choices", "max_choices"})
    required_sentence = message("Give at least one of them a place.")

    def names(self, question: QuestionSpec) -> tuple[str, ...]:
        return tuple(f"{question.key}__{choice.key}" for choice in question.choices)

    def places(self, question: QuestionSpec) -> int:
        return min(question.max_choices or len(question.choices), len(question.choices))

    def options(self, question: QuestionSpec) -> tuple[ChoiceSpec, ...]:
        return question.choices

    def read(self, question: QuestionSpec, raw: Raw) -> Answer:
        ranks: dict[str, int] = {}
        places = {str(place): place for place in range(1, self.places(question) + 1)}
        for choice in question.choices:
            typed = only(raw, f"{question.key}__{choice.key}")
            if typed and typed not in places:
                raise Invalid(message("Use places from 1 to %(last)s.", last=len(places)))
            if typed:
                ranks[choice.key] = places[typed]
        twice = sorted(place for place, times in Counter(ranks.values()).items() if times > 1)
        if twice:
            raise Invalid(message("Place %(place)s is given more than once. Give each place once.", place=twice[0]))
        if sorted(ranks.values()) != list(range(1, len(ranks) + 1)):
            raise Invalid(message("Start with place 1 and leave no place out."))
        return Answer(sorted(ranks, key=ranks.__getitem__) or None)

    def to_raw(self, question: QuestionSpec, answer: Answer) -> dict[str, list[str]]:
        return {f"{question.key}__{key}": [str(place)] for place, key in enumerate(_keys(answer.value), start=1)}

    def display(self, question: QuestionSpec, answer: Answer) -> list[str]:
        return [
            message("%(place)s. %(choice)s", place=place, choice=question.choice_label(key))
            for place, key in enumerate(_keys(answer.value), start=1)
        ]

    def counted(self, question: QuestionSpec, value: object) -> list[str]:
        """A ranking is counted by its first place."""
        return _keys(value)[:1]


@lru_cache(maxsize=256, typed=True)  # a text and one with its language are equal
def _scale(low_label: str, high_label: str) -> tuple[ChoiceSpec, ...]:
    ends = {1: low_label, 5: high_label}
    return tuple(ChoiceSpec(str(n), _end(n, ends.get(n, ""))) for n in range(1, 6))


def _end(number: int, label: str) -> str:
    return message("%(number)s – %(meaning)s", number=number, meaning=label) if label else str(number)


def _other_line(question: QuestionSpec, answer: Answer) -> str:
    return message("Other: %(text)s", text=answer.texts.get(other_key(question), ""))


def _keys(value: object) -> list[str]:
    return [str(key) for key in value] if isinstance(value, (list, tuple)) else []


def _label(options: tuple[ChoiceSpec, ...], key: str) -> str:
    return next((choice.label for choice in options if choice.key == key), key)
