"""Between a draft's raw values and the texts of a document. Both formats hold the same texts."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from consultations.kinds import Raw
from consultations.queries import AskedForm
from core.text import clean_text
from responses.clearance.fields import CHOICE, TICK, Asked, Field, asked_in

YES = "yes"
_TICKED = frozenset({YES, "x", "1", "true", "☒", "☑", "✓", "✔", "✗", "✘"})
_UNTICKED = frozenset({"", "no", "0", "false", "☐"})


@dataclass(frozen=True)
class Cell:
    """What a document holds at one tag; ``problem``: a sentence if it cannot be read."""

    text: str = ""
    problem: str = ""


@dataclass
class Found:
    """What was read of a document. ``values``: raw, without empty ones; ``problems``: question key -> sentence; ``absent``: keys
    of questions that do not stand in it; ``strangers``: how many marked places belong to no question of the form."""

    values: dict[str, list[str]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    strangers: int = 0


def text_of(one: Field, raw: Raw) -> str:
    """The text that stands at this place for the values of a draft."""
    values = raw.get(one.name) or ()
    if one.look == TICK:
        return YES if one.value in values else ""
    value = values[0] if values else ""
    return dict(one.options).get(value, value) if one.look == CHOICE else value


def read_cells(form: AskedForm, cells: Mapping[str, Cell]) -> Found:
    found = Found()
    known: set[str] = set()
    for asked in asked_in(form):
        tags = {one.tag for one in asked.fields}
        known |= tags
        if not tags & cells.keys():
            found.absent.append(asked.key)
            continue
        values, problem = _read_question(asked, cells)
        if problem:
            found.problems[asked.key] = problem
        else:
            found.values |= values
    found.strangers = len(cells.keys() - known)
    return found


def _read_question(asked: Asked, cells: Mapping[str, Cell]) -> tuple[dict[str, list[str]], str]:
    values: dict[str, list[str]] = {}
    for one in asked.fields:
        cell = cells.get(one.tag, Cell())
        text = clean_text(cell.text)
        if cell.problem:
            return {}, cell.problem
        if one.look == TICK:
            if (word := text.casefold()) in _TICKED:
                values.setdefault(one.name, []).append(one.value)
            elif word not in _UNTICKED:
                return {}, f"“{_short(text)}” stands where a tick is expected (write “yes” or leave it empty)."
        elif one.look == CHOICE and text:
            value = _offered(one, text)
            if value is None:
                return {}, f"“{_short(text)}” is not one of the answers offered."
            values[one.name] = [value]
        elif text:
            values[one.name] = [text]
    return values, ""


def _offered(one: Field, text: str) -> str | None:
    wanted = _alike(text)
    labels = {_alike(label): value for value, label in reversed(one.options)}
    return labels.get(wanted) or {_alike(value): value for value, _ in one.options}.get(wanted)


def _alike(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", clean_text(text)).split()).casefold()


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
