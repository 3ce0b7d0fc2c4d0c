"""Reading a whole form, or one section of it, against its spec. Imports no Django."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from consultations.branching import shown
from consultations.kinds import Answer, Invalid, Raw, type_of
from consultations.spec import FormSpec, QuestionSpec


@dataclass
class Reading:
    """What a form holds: ``answers`` of shown questions by key, ``errors`` (one sentence) by key, keys that are ``shown``."""

    answers: dict[str, Answer] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    shown: frozenset[str] = frozenset()

    @property
    def values(self) -> dict[str, object]:
        return {key: answer.value for key, answer in self.answers.items() if answer.value is not None}

    @property
    def texts(self) -> dict[str, str]:
        return {key: text for answer in self.answers.values() for key, text in answer.texts.items() if text}


def read_form(spec: FormSpec, raw: Raw) -> Reading:
    """Read every question in order; a question that is not shown is left out, and whatever it held with it.

    Terminates in one pass because conditions look only backwards (``consultations.branching.problems``).
    """
    answers: dict[str, Answer] = {}
    errors: dict[str, str] = {}
    for question in spec.questions():
        try:
            answers[question.key] = type_of(question).clean(question, raw)
        except Invalid as problem:
            errors[question.key] = problem.sentence
    visible = shown(spec, {key: _for_conditions(answer) for key, answer in answers.items()})
    return Reading(
        {key: answer for key, answer in answers.items() if key in visible},
        {key: sentence for key, sentence in errors.items() if key in visible},
        visible,
    )


def input_names(questions: Iterable[QuestionSpec]) -> list[str]:
    return [name for question in questions for name in type_of(question).names(question)]


def _for_conditions(answer: Answer) -> object:
    return answer.value if answer.value is not None else " ".join(answer.texts.values())
