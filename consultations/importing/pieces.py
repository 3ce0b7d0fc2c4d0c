"""Pieces of a text and the numbers printed before them. Imports no Django."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

HEADING, ARTICLE, PARAGRAPH, ITEM = "heading", "article", "paragraph", "item"
MOST_PIECES, LONGEST_PIECE, DEEPEST = 500, 10_000, 4
LONGEST_LABEL = 40
LARGEST_FILE = 5_000_000  # bytes
# “Article 4”, “Article 4:”, “Section II.”, “Annex A –”; Indonesian and Malay “Pasal 4”, “Perkara 4”; Vietnamese “Điều 4”.
_ARTICLE = re.compile(
    r"((?:Article|Section|Rule|Pasal|Perkara|Artikel|Điều|Artigo)\s+[0-9IVXLC]{1,6}[A-Z]?"
    r"|(?:มาตรา|ข้อ|ມາດຕາ|មាត្រា)\s*[0-9๐-๙០-៩]{1,4}|第[0-9一二三四五六七八九十百]{1,6}条)(?![A-Za-z0-9(])[ \t]*[.:–—-]?\s*",
    re.IGNORECASE,
)
_CHAPTER = re.compile(
    r"((?:Chapter|Part|Annex|Bab|Chương|Bagian)\s+(?:[0-9IVXLC]{1,6}|[A-Z]))(?![A-Za-z0-9(])[ \t]*[.:–—-]?\s*", re.IGNORECASE
)
# “4.”, “4)”, “(4)”, “4.2”, “4.2.”, “(a)”, “a)”, “(iv)”, “iv.”
_NUMBER = re.compile(r"(\(?[0-9]{1,3}(?:\.[0-9]{1,3})*[.)]?|\(?[a-z][.)]|\(?[ivx]{1,5}[.)])\s+(?=\S)")


@dataclass(frozen=True)
class Piece:
    """``label``: the number as printed, empty for none. ``level``: of a heading, or how deep an item stands."""

    kind: str
    text: str
    level: int = 1
    label: str = ""


@dataclass(frozen=True)
class Imported:
    """``notes``: sentences on what the file held that is not in the pieces."""

    pieces: tuple[Piece, ...]
    notes: tuple[str, ...] = ()


def labelled(pieces: Iterable[Piece]) -> list[Piece]:
    """Numbers are taken out of the words; a numbered paragraph is named with its article: Article 4(2)(a)."""
    article = paragraph = ""
    found = []
    for piece in pieces:
        named = _with_own_label(piece)
        if named.kind in (HEADING, ARTICLE):
            article, paragraph = (named.label if named.kind == ARTICLE else ""), ""
        elif named.label and re.match(r"[0-9]+[.)]?\Z|\([0-9]+\)\Z", named.label):
            number = re.sub(r"[^0-9]", "", named.label)
            named = replace(named, label=f"{article}({number})" if article else named.label)
            paragraph = named.label
        elif named.label and re.match(r"\(?[a-z]+[.)]\Z", named.label) and (paragraph or article):
            letters = re.sub(r"[^a-z]", "", named.label)
            named = replace(named, kind=ITEM, label=f"{paragraph or article}({letters})")
        else:
            paragraph = "" if named.kind == PARAGRAPH else paragraph
        found.append(replace(named, label=named.label[:LONGEST_LABEL]))
    return found


def divided(text: str) -> list[str]:
    """Lines of one paragraph, divided where a line begins with a number of its own."""
    found: list[str] = []
    for line in text.split("\n"):
        if found and not _NUMBER.match(line):
            found[-1] += f" {line}"
        else:
            found.append(line)
    return found


def _with_own_label(piece: Piece) -> Piece:
    if piece.label:
        return piece
    if piece.kind == HEADING and (found := _CHAPTER.match(piece.text)):
        return replace(piece, label=found[1], text=piece.text[found.end() :].strip() or found[1])
    if (found := _ARTICLE.match(piece.text)) and (piece.kind in (HEADING, ARTICLE) or len(piece.text) <= 120):
        rest = piece.text[found.end() :].strip()
        return replace(piece, kind=ARTICLE, label=found[1].strip(), text=rest or found[1].strip())
    if piece.kind in (PARAGRAPH, ITEM) and (found := _NUMBER.match(piece.text)):
        return replace(piece, label=found[1], text=piece.text[found.end() :])
    return piece
