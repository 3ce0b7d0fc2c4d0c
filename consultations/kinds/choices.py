"""Types answered by choosing among what is offered."""

from collections import Counter

from consultations.kinds.base import OTHER, Answer, Invalid, QuestionType, Raw, only, other_key, with_other
from consultations.spec import ChoiceSpec, QuestionSpec
from core.places import COUNTRIES, country_name
from core.text import clean_text

OTHER_MAX_CHARACTERS = 300
NOT_OFFERED = "Choose one of the answers offered."


def _read_other(question: QuestionSpec, raw: Raw, ticked: bool) -> dict[str, str]:
    text = only(raw, other_key(question)) if ticked else ""
    if ticked and not text:
        raise Invalid("You chose “Other”: say what it is.", at=other_key(question))
    if len(text) > OTHER_MAX_CHARACTERS:
        words = f"Shorten what you wrote under “Other” to {OTHER_MAX_CHARACTERS} characters; it has {len(text):,}."
        raise Invalid(words, at=other_key(question))
    return {other_key(question): text} if text else {}


class Single(QuestionType):
    settings = frozenset({"choices", "allow_other"})
    required_sentence = "Choose an answer."

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
            return ["Other: " + answer.texts.get(other_key(question), "")]
        return [_label(self.options(question), str(answer.value))]


class Scale(Single):
    settings = frozenset({"low_label", "high_label"})
    required_sentence = "Choose a number."

    def options(self, question: QuestionSpec) -> tuple[ChoiceSpec, ...]:
        ends = {1: question.low_label, 5: question.high_label}
        return tuple(ChoiceSpec(str(n), f"{n} – {ends[n]}" if ends.get(n) else str(n)) for n in range(1, 6))


class Position(Single):
    settings = frozenset()
    required_sentence = "Choose a position. “No view” is one too."
    POSITIONS = (
        ChoiceSpec("support", "Support"),
        ChoiceSpec("with_changes", "Support with changes"),
        ChoiceSpec("oppose", "Oppose"),
        ChoiceSpec("no_view", "No view"),
    )

    def options(self, question: QuestionSpec) -> tuple[ChoiceSpec, ...]:
        return self.POSITIONS


class Country(Single):
    settings = frozenset()
    required_sentence = "Choose a country."

    def options(self, question: QuestionSpec) -> tuple[ChoiceSpec, ...]:
        return tuple(ChoiceSpec(code, name) for code, name in COUNTRIES)

    def display(self, question: QuestionSpec, answer: Answer) -> list[str]:
        return [] if answer.value is None else [country_name(str(answer.value))]


class Multiple(QuestionType):
    settings = frozenset({"choices", "allow_other", "max_choices"})
    required_sentence = "Choose at least one answer."

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
            raise Invalid(f"Choose {question.max_choices} at most; you chose {len(chosen)}.")
        return Answer(chosen or None, _read_other(question, raw, question.allow_other and OTHER in posted))

    def to_raw(self, question: QuestionSpec, answer: Answer) -> dict[str, list[str]]:
        return {question.key: _keys(answer.value), **{key: [text] for key, text in answer.texts.items()}}

    def display(self, question: QuestionSpec, answer: Answer) -> list[str]:
        return [
            "Other: " + answer.texts.get(other_key(question), "") if key == OTHER else _label(self.options(question), key)
            for key in _keys(answer.value)
        ]

    def counted(self, question: QuestionSpec, value: object) -> list[str]:
        return _keys(value)


class Ranking(QuestionType):
    """Each choice gets a rank from 1; no dragging (WCAG 2.5.7). The value is the list of choice keys, best first."""

    settings = frozenset({"choices", "max_choices"})
    required_sentence = "Give at least one of them a place."

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
                raise Invalid(f"Use places from 1 to {len(places)}.")
            if typed:
                ranks[choice.key] = places[typed]
        twice = sorted(place for place, times in Counter(ranks.values()).items() if times > 1)
        if twice:
            raise Invalid(f"Place {twice[0]} is given more than once. Give each place once.")
        if sorted(ranks.values()) != list(range(1, len(ranks) + 1)):
            raise Invalid("Start with place 1 and leave no place out.")
        return Answer(sorted(ranks, key=ranks.__getitem__) or None)

    def to_raw(self, question: QuestionSpec, answer: Answer) -> dict[str, list[str]]:
        return {f"{question.key}__{key}": [str(place)] for place, key in enumerate(_keys(answer.value), start=1)}

    def display(self, question: QuestionSpec, answer: Answer) -> list[str]:
        return [f"{place}. {question.choice_label(key)}" for place, key in enumerate(_keys(answer.value), start=1)]

    def counted(self, question: QuestionSpec, value: object) -> list[str]:
        """A ranking is counted by its first place."""
        return _keys(value)[:1]


def _keys(value: object) -> list[str]:
    return [str(key) for key in value] if isinstance(value, (list, tuple)) else []


def _label(options: tuple[ChoiceSpec, ...], key: str) -> str:
    return next((choice.label for choice in options if choice.key == key), key)
