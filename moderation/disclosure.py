"""What becomes public of a response under the consent its owner gave, and how it counts. Imports no Django.

The public record is written from this, and the officers' page shows this: the two cannot differ.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from consultations.kinds import Answer, type_of
from consultations.spec import FormSpec, QuestionSpec
from core.words import message

NAMED, ORGANISATION, ANONYMOUS = "named", "organisation", "anonymous"
PUBLISHABLE = frozenset({NAMED, ORGANISATION, ANONYMOUS})
NO_POSITION = "no_view"
WITHOUT_A_NAME = "Published without a name"


@dataclass(frozen=True)
class Identity:
    """The names the public may read; empty where consent leaves them out."""

    name: str
    organisation: str

    @property
    def line(self) -> str:
        return ", ".join(part for part in (self.name, self.organisation) if part) or WITHOUT_A_NAME


def identity(consent: str, name: str, organisation: str) -> Identity:
    return Identity(name if consent == NAMED else "", organisation if consent in (NAMED, ORGANISATION) else "")


@dataclass(frozen=True)
class Declared:
    """What an organisation said of itself, as far as the public may read it: always together with its name."""

    represents: str
    formed: str

    @property
    def rows(self) -> tuple[tuple[str, str], ...]:
        labels = ((message("Who is represented"), self.represents), (message("How this view was formed"), self.formed))
        return tuple((label, text) for label, text in labels if text)


def declared(consent: str, organisation: str, represents: str, formed: str) -> Declared:
    shown = consent in (NAMED, ORGANISATION) and bool(organisation)
    return Declared(represents, formed) if shown else Declared("", "")


@dataclass(frozen=True)
class Marks:
    verified: bool
    national: bool


def marks(public_name: str, team_name: str, *, verified: bool, delegation: bool) -> Marks:
    """Marks belong to a name: where another name, or none, is published there are none."""
    same = bool(public_name) and public_name == team_name
    return Marks(verified and same, delegation and same)


def public_values(spec: FormSpec, answers: Mapping[str, object]) -> dict[str, object]:
    """The structured answers to questions of this form; anything else that may stand beside them is left out."""
    return {key: answers[key] for key in spec.by_key if key in answers}


def question_of(spec: FormSpec, statement_key: str) -> QuestionSpec | None:
    """The question a statement answers; its key is the question's, or the question's with ``__other``."""
    return spec.by_key.get(statement_key.partition("__")[0])


def elements(spec: FormSpec, values: Mapping[str, object], statement_elements: Iterable[str]) -> list[str]:
    """Slugs of the elements the response takes a position on or writes about, sorted. “No view” is not a position."""
    positions = {
        question.element
        for question in spec.questions()
        if question.kind == "position" and values.get(question.key) not in (None, "", NO_POSITION)
    }
    return sorted((positions | set(statement_elements)) - {""})


def counts(
    spec: FormSpec, values: Mapping[str, object], statement_keys: Collection[str], positions: Mapping[str, str] | None = None
) -> Counter[tuple[str, str]]:
    """``(question, option) -> 1`` for each option chosen, and ``(question, "")`` for each question answered at all.

    ``positions``: key of a statement -> the position in it on a paragraph of a draft text, which counts under that key; empty
    for other statements.
    """
    counted: Counter[tuple[str, str]] = Counter()
    for key, position in (positions or {}).items():
        if position:
            counted[key, ""] = counted[key, position] = 1
    for question in spec.questions():
        value = values.get(question.key)
        texts = {question.key: "text"} if question.key in statement_keys else {}
        if not Answer(value, texts).given:
            continue
        counted[question.key, ""] = 1
        kind = type_of(question)
        offered = {choice.key for choice in kind.options(question)}
        for option in kind.counted(question, value):
            if option in offered:
                counted[question.key, option] = 1
    return counted
