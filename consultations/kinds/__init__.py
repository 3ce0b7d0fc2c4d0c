"""Question types: how each reads what was posted, shows it, and counts it. One small class per type; imports no Django.

To add a type: subclass :class:`consultations.kinds.base.QuestionType` here, list it in ``TYPES``, add its form field in
``consultations.fields`` and its label in ``consultations.states.Kind``.
"""

from consultations.kinds.base import Answer, Invalid, QuestionType, Raw
from consultations.kinds.choices import Country, Multiple, Position, Ranking, Scale, Single
from consultations.kinds.values import Date, LongText, Number, ShortText
from consultations.spec import QuestionSpec

TYPES: dict[str, QuestionType] = {
    "single": Single(),
    "multiple": Multiple(),
    "scale": Scale(),
    "position": Position(),
    "ranking": Ranking(),
    "number": Number(),
    "short_text": ShortText(),
    "long_text": LongText(),
    "date": Date(),
    "country": Country(),
}


def type_of(question: QuestionSpec) -> QuestionType:
    return TYPES[question.kind]


__all__ = ["TYPES", "Answer", "Invalid", "QuestionType", "Raw", "type_of"]
