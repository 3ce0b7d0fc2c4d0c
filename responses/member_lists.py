"""A list of members pasted as CSV: what can be read of it, and what not and why."""

import csv
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from core.language import say
from core.per_language import per_language
from core.text import alike, clean_text
from core.words import message
from responses.members import LABELS, NOBODY, OFFERED, PREFIX, Member, read_member

COLUMNS = ("name", "number", "kind", "country", "sector", "size", "naming")
HEADS = {column: column for column in COLUMNS} | {
    "member": "name",
    "register number": "number",
    "registration number": "number",
    "type": "kind",
    "member state": "country",
    "employees": "size",
    "named to": "naming",
    "named": "naming",
}
SHORT = {"naming": {"secretariat": "secretariat", "nobody": "nobody", "": NOBODY}}
MOST_LINES = 2000


@dataclass(frozen=True)
class NotRead:
    """A line that was left out. ``number`` counts from 1, the head included."""

    number: int
    line: str
    sentence: str


@dataclass(frozen=True)
class ReadList:
    read: tuple[tuple[int, str, Member], ...]  # number of the line, the line, what it says
    not_read: tuple[NotRead, ...]
    head: str = ""  # the line of column names, if there was one
    was_cut: bool = False  # at the most lines that are looked at


def read_list(text: str) -> ReadList:
    """Comma, semicolon or tab, whichever the first line has most of. A first line of column names may put them in any order."""
    lines = clean_text(text).split("\n")
    delimiter = max(",;\t", key=lines[0].count)
    columns, head = _columns(lines[0], delimiter)
    read: list[tuple[int, str, Member]] = []
    not_read: list[NotRead] = []
    for number, line in enumerate(lines[:MOST_LINES], start=1):
        if not line.strip() or (number == 1 and head):
            continue
        found = _member(line, delimiter, columns)
        if isinstance(found, Member):
            read.append((number, line, found))
        else:
            not_read.append(NotRead(number, line, found))
    return ReadList(tuple(read), tuple(not_read), head, len(lines) > MOST_LINES)


def _columns(line: str, delimiter: str) -> tuple[tuple[str, ...], str]:
    cells = _cells(line, delimiter) or []
    named = [HEADS.get(cell.strip().lower(), "") for cell in cells]
    return (tuple(named), line) if "name" in named and "country" in named else (COLUMNS, "")


def _member(line: str, delimiter: str, columns: tuple[str, ...]) -> Member | str:
    """The member, or the sentence that says why there is none."""
    cells = _cells(line, delimiter)
    if cells is None:
        return message("The quotation marks of this line do not close.")
    if len(cells) > len(columns) and any(cells[len(columns) :]):
        return message(
            "It has %(found)s columns, %(known)s are known. Put a name with a comma into quotation marks.",
            found=len(cells),
            known=len(columns),
        )
    said = dict(zip(columns, cells, strict=False))
    values = {column: _value(column, said.get(column, "")) for column in COLUMNS}
    member, errors = read_member({PREFIX + column: [value] for column, value in values.items()}, uuid.uuid4())
    return " ".join(say(_sentence(name, sentence, said)) for name, sentence in errors.items()) or member


def _sentence(name: str, sentence: str, said: Mapping[str, str]) -> str:
    column = name.removeprefix(PREFIX)
    typed = said.get(column, "").strip()
    if column in OFFERED and typed:
        return message("%(column)s: “%(typed)s” is not known.", column=LABELS[column], typed=typed[:60])
    return sentence


def _cells(line: str, delimiter: str) -> list[str] | None:
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True), [])
    except csv.Error:
        return None


def _value(column: str, typed: str) -> str:
    """A choice may be written as its key or as its label, English or in the reader's language, in any case."""
    typed = " ".join(typed.split())
    if column not in OFFERED:
        return typed
    folded = alike(typed)
    return _known(column).get(folded) or next((key for key in OFFERED[column] if key.casefold() == folded), typed)


@per_language
def _known(column: str) -> dict[str, str]:
    said = {alike(words): key for key, label in OFFERED[column].items() for words in (str(label), say(label))}
    return SHORT.get(column, {}) | said
