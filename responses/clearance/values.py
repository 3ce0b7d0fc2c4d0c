"""Between a draft's raw values and the texts of a document. Both formats hold the same texts.

A document may be read in another language than it was written in: a choice brings its key along wherever the program kept it,
and words are looked for in both languages.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import get_language, gettext, override

from consultations.kinds import Raw
from consultations.queries import AskedForm
from core.language import say
from core.mail.language import language_for
from core.text import alike, clean_text
from core.words import Message, message
from responses.clearance.fields import CHOICE, TICK, Asked, Field, asked_in

YES, NO = message("yes"), message("no")
_TICKED = frozenset({"yes", "x", "1", "true", "☒", "☑", "✓", "✔", "✗", "✘"})
_UNTICKED = frozenset({"", "no", "0", "false", "☐"})


@dataclass(frozen=True)
class Cell:
    """What a document holds at one tag; ``problem``: a sentence if it cannot be read. ``key``: the value behind a text that was
    chosen from a list of the document; it counts more than the text."""

    text: str = ""
    problem: str = ""
    key: str = ""


@dataclass
class Found:
    """What was read of a document. ``values``: raw, without empty ones; ``problems``: question key -> sentence; ``absent``: keys
    of questions that do not stand in it; ``strangers``: how many marked places belong to no question of the form;
    ``other_form``: it was made for another phase or another revision."""

    values: dict[str, list[str]] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    absent: list[str] = field(default_factory=list)
    strangers: int = 0
    other_form: bool = False

    def stored(self) -> dict[str, Any]:
        """As JSON, sentences unsaid: who reads them later may read another language."""
        return asdict(self) | {"problems": {key: _unsaid(words) for key, words in self.problems.items()}}

    @classmethod
    def restored(cls, stored: Mapping[str, Any]) -> "Found":
        problems = {key: _sayable(words) for key, words in stored["problems"].items()}
        return cls(**{**stored, "problems": problems})


def _unsaid(words: object) -> object:
    if not isinstance(words, Message):
        return words
    values = {name: _unsaid(value) for name, value in words.values.items()}
    return {"msgid": words.msgid, "values": values, "plural": words.plural, "number": words.number}


def _sayable(stored: Any) -> str:
    if not isinstance(stored, dict):
        return str(stored)
    values = {name: _sayable(value) for name, value in stored["values"].items()}
    return Message(stored["msgid"], values, stored.get("plural", ""), stored.get("number", 1))


def text_of(one: Field, raw: Raw) -> str:
    """The text that stands at this place for the values of a draft."""
    values = raw.get(one.name) or ()
    if one.look == TICK:
        return say(YES) if one.value in values else ""
    value = values[0] if values else ""
    return dict(one.options).get(value, value) if one.look == CHOICE else value


def read_cells(form: AskedForm, cells: Mapping[str, Cell], language: str = "") -> Found:
    """``language``: that of the document, as it says itself; empty if it says nothing."""
    found, words = Found(), _Words(form, language)
    known: set[str] = set()
    for asked in asked_in(form):
        tags = {one.tag for one in asked.fields}
        known |= tags
        if not tags & cells.keys():
            found.absent.append(asked.key)
            continue
        values, problem = _read_question(asked, cells, words)
        if problem:
            found.problems[asked.key] = problem
        else:
            found.values |= values
    found.strangers = len(cells.keys() - known)
    return found


class _Words:
    """What texts of a document mean: in its own language, else in that of the moment."""

    def __init__(self, form: AskedForm, language: str) -> None:
        self.form, self.language = form, language_for(language) if language else ""
        self.languages = [one for one in {get_language(), self.language} if one]

    def ticked(self, cell: Cell, text: str) -> bool | None:
        """None for a word that is neither."""
        word = alike(cell.key or text)
        if word in _TICKED or word in self._said(YES):
            return True
        return False if word in _UNTICKED or word in self._said(NO) else None

    def chosen(self, one: Field, cell: Cell, text: str) -> str | None:
        if cell.key and cell.key in dict(one.options):
            return cell.key
        return _offered(self._there.get(one.tag, one), text) or _offered(one, text)

    def _said(self, words: Message) -> set[str]:
        said = set()
        for language in self.languages:
            with override(language):
                said.add(alike(gettext(words.msgid)))
        return said

    @cached_property
    def _there(self) -> dict[str, Field]:
        """The places to write by tag, in the language of the document."""
        with override(self.language or get_language()):
            return {one.tag: one for asked in asked_in(self.form) for one in asked.fields}


def _read_question(asked: Asked, cells: Mapping[str, Cell], words: _Words) -> tuple[dict[str, list[str]], str]:
    values: dict[str, list[str]] = {}
    for one in asked.fields:
        cell = cells.get(one.tag, Cell())
        text = clean_text(cell.text)
        if cell.problem:
            return {}, cell.problem
        if one.look == TICK:
            ticked = words.ticked(cell, text)
            if ticked is None:
                return {}, message(
                    "“%(text)s” stands where a tick is expected (write “%(yes)s” or leave it empty).", text=_short(text), yes=YES
                )
            if ticked:
                values.setdefault(one.name, []).append(one.value)
        elif one.look == CHOICE and text:
            value = words.chosen(one, cell, text)
            if value is None:
                return {}, message("“%(text)s” is not one of the answers offered.", text=_short(text))
            values[one.name] = [value]
        elif text:
            values[one.name] = [text]
    return values, ""


def _offered(one: Field, text: str) -> str | None:
    wanted = alike(text)
    labels = {alike(label): value for value, label in reversed(one.options)}
    return labels.get(wanted) or {alike(value): value for value, _ in one.options}.get(wanted)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
