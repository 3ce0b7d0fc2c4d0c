"""What was read of a document beside what stands in the draft: question by question, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from consultations.kinds import Invalid, Raw, type_of
from consultations.queries import AskedForm
from core.language import say
from responses.clearance.fields import PLACE, TICK, Asked, chapters_of
from responses.clearance.values import Found, text_of


class Outcome(StrEnum):
    """``word``, ``icon`` and ``tone`` as components/status_tag.html wants them."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    EMPTY = "empty"
    ABSENT = "absent"
    UNREADABLE = "unreadable"

    @property
    def word(self) -> str:
        return str(_LOOKS[self][0])

    @property
    def icon(self) -> str:
        return _LOOKS[self][1]

    @property
    def tone(self) -> str:
        return _LOOKS[self][2]


_LOOKS = {
    Outcome.NEW: (_("Will be added"), "done", "good"),
    Outcome.CHANGED: (_("Will replace your answer"), "draft", "now"),
    Outcome.SAME: (_("The same as in your draft"), "done", "plain"),
    Outcome.EMPTY: (_("Empty in the document"), "hidden", "wait"),
    Outcome.ABSENT: (_("Not in the document"), "hidden", "plain"),
    Outcome.UNREADABLE: (_("Cannot be read"), "warning", "bad"),
}
_TAKEN = (Outcome.NEW, Outcome.CHANGED)


@dataclass(frozen=True)
class Line:
    """``now``: in the draft; ``then``: in the document; ``reason``: why it cannot be read, or what is still wrong with it."""

    key: str
    text: str
    outcome: Outcome
    now: str
    then: str
    reason: str
    values: Mapping[str, list[str]]


@dataclass(frozen=True)
class Report:
    chapters: tuple[tuple[str, tuple[Line, ...]], ...]  # title, lines worth a look
    counts: Mapping[Outcome, int]
    strangers: int
    other_form: bool = False

    @property
    def taken(self) -> int:
        return sum(self.counts.get(outcome, 0) for outcome in _TAKEN)

    @property
    def emptied(self) -> int:
        return self.counts.get(Outcome.EMPTY, 0)

    def values(self, *, with_empty: bool) -> dict[str, list[str]]:
        """What is to be saved: what is new or changed, and if wished the answers that stand empty in the document."""
        wanted = (*_TAKEN, Outcome.EMPTY) if with_empty else _TAKEN
        lines = (line for _, found in self.chapters for line in found if line.outcome in wanted)
        return {name: values for line in lines for name, values in line.values.items()}


def compare(form: AskedForm, found: Found, draft: Raw) -> Report:
    """Questions that are empty here and there get no line."""
    counts: dict[Outcome, int] = {}
    chapters = []
    for chapter in chapters_of(form):
        lines = tuple(line for asked in chapter.asked if (line := _line(asked, found, draft)))
        for line in lines:
            counts[line.outcome] = counts.get(line.outcome, 0) + 1
        if lines:
            chapters.append((chapter.title, lines))
    return Report(tuple(chapters), counts, found.strangers, found.other_form)


def _line(asked: Asked, found: Found, draft: Raw) -> Line | None:
    names = {one.name for one in asked.fields}
    values = {name: list(found.values.get(name, [])) for name in sorted(names)}
    now, then = in_words(asked, draft), in_words(asked, values)
    outcome, reason = _outcome(asked, found, now, then, same=all(_given(draft, name) == values[name] for name in names))
    if outcome is None:
        return None
    if outcome in _TAKEN:
        reason = _still_wrong(asked, values)
    return Line(asked.key, asked.text, outcome, now, then, reason, values)


def _outcome(asked: Asked, found: Found, now: str, then: str, same: bool) -> tuple[Outcome | None, str]:
    if asked.key in found.problems:
        return Outcome.UNREADABLE, say(found.problems[asked.key])
    if asked.key in found.absent:
        return (Outcome.ABSENT if now else None), ""
    if same:
        return (Outcome.SAME if now else None), ""
    if not then:
        return (Outcome.EMPTY if now else None), ""
    return (Outcome.CHANGED if now else Outcome.NEW), ""


def in_words(asked: Asked, raw: Raw) -> str:
    lines = []
    for one in asked.fields:
        text = text_of(one, raw)
        if text and one.look == TICK:
            lines.append(one.label)
        elif text and one.look == PLACE:
            lines.append(f"{text}. {one.label}")
        elif text:
            lines.append(text)
    return "\n".join(lines)


def _given(raw: Raw, name: str) -> list[str]:
    return [value for value in raw.get(name) or () if value]


def _still_wrong(asked: Asked, values: Raw) -> str:
    """The sentence that the page of the question will say; a conditional question that is not asked says nothing there."""
    if asked.question is None:
        return ""
    try:
        type_of(asked.question).read(asked.question, values)
    except Invalid as problem:
        return say(problem.args[0])
    return ""
