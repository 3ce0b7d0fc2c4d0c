"""Confidential marks in a text: typed as ``[[passage]]``, kept as the plain text and the places of its passages. No Django.

How typed text is read (docs/confidentiality.md says it for people):

- A text without ``[[`` or ``]]`` is taken as it is. In any other a backslash before a square bracket keeps that bracket as it
  is, and a pair of backslashes before one stands for one backslash.
- Marks inside a mark belong to the outer one. What is opened must be closed, or :class:`Unbalanced` is raised.
- A passage is widened to whole characters, loses the white space at its ends, and is left out if nothing remains.

Places are half-open and count code points of the plain text, which is NFC without white space at its ends.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from responses.graphemes import starts

COVERED = "[business-confidential passage]"
_TOKEN = re.compile(r"(?P<slashes>\\+)(?=[\[\]])|(?P<open>\[\[)|(?P<close>\]\])|(?P<one>.)", re.DOTALL)
Span = tuple[int, int]


class Unbalanced(Exception):
    """``missing``: the brackets that are not there, ``[[`` or ``]]``; ``near``: the first words beside the ones that are."""

    def __init__(self, missing: str, near: str) -> None:
        super().__init__(f"{missing} is missing near “{near}”")
        self.missing, self.near = missing, near


@dataclass(frozen=True)
class Marked:
    text: str
    spans: tuple[Span, ...] = ()  # in order, none empty, none over another

    @property
    def passages(self) -> tuple[str, ...]:
        return tuple(self.text[start:end] for start, end in self.spans)


@dataclass(frozen=True)
class Passage:
    """A confidential passage of a text and what everyone may read in its place; no wording: :data:`COVERED`."""

    start: int
    end: int
    public_wording: str = ""


@dataclass(frozen=True)
class Piece:
    """A stretch of a text; ``place`` is the number of its passage, from 0, or -1 outside all passages."""

    text: str
    place: int


def read_marks(typed: str, *, one_line: bool = False) -> Marked:
    """The plain text and its passages; ``one_line`` makes each run of white space one space. Raises :class:`Unbalanced`."""
    if "[[" not in typed and "]]" not in typed:
        return Marked(_plain(typed, one_line))
    return _stripped(*_composed(*_unbracketed(typed)), one_line)


def write_marks(text: str, spans: Iterable[Span]) -> str:
    """What someone would type for it: the inverse of :func:`read_marks`."""
    signs: list[str] = []
    ends = {end for _, end in spans}
    begins = {start for start, _ in spans}
    for place, sign in enumerate([*text, ""]):
        if place in ends:
            signs.append("]]")
        if place in begins:
            signs.append("[[")
        signs.append(sign)
    signs.pop()
    if "[[" not in text and "]]" not in text and not begins:
        return text
    return "".join(_escaped(signs))


def settled(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Any ranges of a text as passages: of whole characters, without white space at the ends, in order, none over another."""
    return _trimmed(text, _widened(text, list(starts(text)), spans))


def public_text(text: str, passages: Iterable[Passage]) -> str:
    """What everyone may read: each passage replaced by its public wording, or by :data:`COVERED`.

    The check page shows this, and publication writes this.
    """
    parts, at = [], 0
    for passage in sorted(passages, key=lambda one: one.start):
        parts += [text[at : passage.start], passage.public_wording or COVERED]
        at = passage.end
    return "".join([*parts, text[at:]])


def pieces(text: str, spans: Iterable[Span]) -> Iterator[Piece]:
    """The whole text in stretches, the passages apart from what stands between them."""
    at = 0
    for place, (start, end) in enumerate(spans):
        if at < start:
            yield Piece(text[at:start], -1)
        yield Piece(text[start:end], place)
        at = end
    if at < len(text):
        yield Piece(text[at:], -1)


def _unbracketed(typed: str) -> tuple[str, list[Span]]:
    signs: list[str] = []
    spans: list[Span] = []
    depth = opened = opened_at = 0
    place = 0
    while place < len(typed):
        token = _TOKEN.match(typed, place)
        assert token is not None  # one sign at least
        word, place = token[0], token.end()
        if token["slashes"]:
            signs += "\\" * (len(word) // 2)
            if len(word) % 2:
                signs.append(typed[place])
                place += 1
        elif token["open"]:
            depth += 1
            if depth == 1:
                opened, opened_at = len(signs), place
        elif token["close"]:
            depth -= 1
            if depth < 0:
                raise Unbalanced("[[", _near(typed[max(0, place - 42) : place - 2]))
            if depth == 0:
                spans.append((opened, len(signs)))
        else:
            signs.append(word)
    if depth:
        raise Unbalanced("]]", _near(typed[opened_at : opened_at + 40]))
    return "".join(signs), spans


def _near(words: str) -> str:
    return " ".join(words.replace("[[", " ").replace("]]", " ").split())


def _composed(text: str, spans: Iterable[Span]) -> tuple[str, list[Span]]:
    """The text as NFC, with its spans, each widened to whole characters: no two characters become one."""
    cuts = list(starts(text))
    characters = [unicodedata.normalize("NFC", text[cut:end]) for cut, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    offsets = [0, *accumulate(map(len, characters))]
    found = [(bisect_right(cuts, start) - 1, bisect_left(cuts, end)) for start, end in spans if start < end]
    return "".join(characters), [(offsets[start], offsets[end]) for start, end in found]


def _stripped(text: str, spans: Iterable[Span], one_line: bool) -> Marked:
    """Without white space at the ends and, on ``one_line``, with one space for each run of it."""
    offsets: list[int] = []
    kept: list[str] = []
    for sign in text:
        offsets.append(len(kept))
        if sign.isspace() and (not kept or (one_line and kept[-1] == " ")):
            continue
        kept.append(" " if one_line and sign.isspace() else sign)
    offsets.append(len(kept))
    plain = "".join(kept).rstrip()
    found = [(offsets[start], min(offsets[end], len(plain))) for start, end in spans]
    return Marked(plain, settled(plain, found))


def _widened(text: str, cuts: list[int], spans: Iterable[Span]) -> list[Span]:
    wide: list[Span] = []
    for start, end in sorted(spans):
        if not 0 <= start < end <= len(text):
            continue
        after = bisect_left(cuts, end)
        start, end = cuts[bisect_right(cuts, start) - 1], cuts[after] if after < len(cuts) else len(text)
        if wide and start < wide[-1][1]:
            start, end = wide[-1][0], max(end, wide[-1][1])
            wide.pop()
        wide.append((start, end))
    return wide


def _trimmed(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Only white space that is a character by itself goes: an accent on a space keeps it."""
    trimmed = []
    for start, end in spans:
        places = [start + place for place in starts(text[start:end])]
        ends = [*places[1:], end]
        solid = [pair for pair in zip(places, ends, strict=True) if not text[pair[0] : pair[1]].isspace()]
        if solid:
            trimmed.append((solid[0][0], solid[-1][1]))
    return tuple(trimmed)


def _escaped(signs: list[str]) -> Iterator[str]:
    """A bracket that would be read as half of a mark, and backslashes before any bracket, get a backslash."""
    for place, sign in enumerate(signs):
        following = signs[place + 1 : place + 2]
        if sign == "\\":
            rest = next((one for one in signs[place + 1 :] if one != "\\"), "")
            yield "\\\\" if rest[:1] in ("[", "]") and rest else sign
        elif sign in ("[", "]") and following and following[0][:1] == sign:
            yield "\\" + sign
        else:
            yield sign


def _plain(typed: str, one_line: bool) -> str:
    return " ".join(typed.split()) if one_line else unicodedata.normalize("NFC", typed).strip()
