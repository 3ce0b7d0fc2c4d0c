"""Types answered by writing."""

import re
from datetime import date
from decimal import Decimal

from consultations.kinds.base import Answer, Invalid, QuestionType, Raw, only
from consultations.spec import QuestionSpec
from core.numerals import grouped
from core.words import message

_NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,4})?\Z")
_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})\Z")
SHORT_TEXT_DEFAULT = 300
LONG_TEXT_DEFAULT = 4000
MONTHS = (
    message("January"),
    message("February"),
    message("March"),
    message("April"),
    message("May"),
    message("June"),
    message("July"),
    message("August"),
    message("September"),
    message("October"),
    message("November"),
    message("December"),
)


class Number(QuestionType):
    """The value is the number as decimal text, so that nothing is rounded."""

    settings = frozenset({"minimum", "maximum", "unit"})
    required_sentence = message("Write a number.")

    def read(self, question: QuestionSpec, raw: Raw) -> Answer:
        typed = only(raw, question.key).replace(" ", "").replace("\u00a0", "")
        if not typed:
            return Answer()
        if not _NUMBER.match(typed):
            words = message(
                "Write a number in digits with a point for decimals, for example 1250.5 – 15 digits and 4 decimals at most."
            )
            raise Invalid(words)
        number = Decimal(typed) + 0  # no minus before a zero
        if question.minimum and number < Decimal(question.minimum):
            raise Invalid(message("Write a number of at least %(limit)s.", limit=grouped(question.minimum)))
        if question.maximum and number > Decimal(question.maximum):
            raise Invalid(message("Write a number of at most %(limit)s.", limit=grouped(question.maximum)))
        return Answer(format(number.normalize(), "f"))

    def display(self, question: QuestionSpec, answer: Answer) -> list[str]:
        """Four digits without a unit may be a year: they stay together."""
        if answer.value is None:
            return []
        number = str(answer.value)
        alone = not question.unit and len(number) == 4
        written = number if alone else grouped(number)
        return [message("%(number)s %(unit)s", number=written, unit=question.unit) if question.unit else written]


class Text(QuestionType):
    is_text = True
    settings = frozenset({"max_characters"})
    default_limit = LONG_TEXT_DEFAULT
    required_sentence = message("Write an answer.")

    def limit(self, question: QuestionSpec) -> int:
        """Characters, not words: Khmer, Lao, Burmese and Thai have no spaces between words."""
        return question.max_characters or self.default_limit

    def read(self, question: QuestionSpec, raw: Raw) -> Answer:
        text = only(raw, question.key)
        if len(text) > self.limit(question):
            words = message(
                "Shorten this to %(limit)s characters; it has %(length)s.",
                limit=f"{self.limit(question):,}",
                length=f"{len(text):,}",
            )
            raise Invalid(words)
        return Answer(None, {question.key: text} if text else {})

    def to_raw(self, question: QuestionSpec, answer: Answer) -> dict[str, list[str]]:
        return {key: [text] for key, text in answer.texts.items()}

    def display(self, question: QuestionSpec, answer: Answer) -> list[str]:
        return [text for text in answer.texts.values() if text]


class ShortText(Text):
    default_limit = SHORT_TEXT_DEFAULT

    def read(self, question: QuestionSpec, raw: Raw) -> Answer:
        return super().read(question, {question.key: [" ".join(only(raw, question.key).split())]})


class LongText(Text):
    pass


class Date(QuestionType):
    """The value is an ISO 8601 date."""

    required_sentence = message("Write a date.")

    def read(self, question: QuestionSpec, raw: Raw) -> Answer:
        typed = only(raw, question.key)
        if not typed:
            return Answer()
        found = _DATE.match(typed)
        try:
            day = date(*map(int, found.groups())) if found else None
        except ValueError:
            day = None
        if day is None:
            raise Invalid(message("Write a date as year-month-day, for example 2027-03-31."))
        return Answer(day.isoformat())

    def display(self, question: QuestionSpec, answer: Answer) -> list[str]:
        if answer.value is None:
            return []
        day = date.fromisoformat(str(answer.value))
        return [message("%(day)s %(month)s %(year)s", day=day.day, month=MONTHS[day.month - 1], year=f"{day.year:04}")]
