"""A text with confidential passages beside what everyone will be able to read of it. Imports no Django forms."""

from collections.abc import Iterable
from dataclasses import dataclass

from responses.claims import MarkedText
from responses.marks import Piece, pieces

AROUND = 90  # code points shown on each side of a passage


@dataclass(frozen=True)
class Pair:
    """As components/confidential_pairs.html wants it; ``lang`` "" where unknown, ``url`` "" where nothing can be changed."""

    question: str
    full: tuple[Piece, ...]
    public: str
    lang: str
    url: str


def pairs_of(texts: Iterable[MarkedText], *, language: str, urls: dict[str, str] | None = None) -> list[Pair]:
    """``urls``: input name -> where its question can be changed."""
    lang = "" if language == "und" else language
    return [
        Pair(text.question, tuple(pieces(text.text, text.spans)), text.public, lang, (urls or {}).get(text.name, ""))
        for text in texts
    ]


def in_its_sentence(text: MarkedText, place: int) -> tuple[str, str, str]:
    """What stands before the passage with this number, the passage, and what follows; cut at white space, marked by “…”."""
    passage = text.passages[place]
    before, after = text.text[: passage.start], text.text[passage.end :]
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    return before, text.text[passage.start : passage.end], after
