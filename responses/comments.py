"""Comments on the paragraphs of draft texts: read from what was posted, and written back as it. Imports no Django forms."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from consultations.kinds import Raw
from consultations.matching import squeezed
from consultations.quotes import find_quote
from consultations.states import PositionValue
from consultations.texts import AskedText, ShownParagraph
from core.text import clean_text
from core.words import message
from responses.claims import TELLS, unbalanced
from responses.marks import Marked, Span, Unbalanced, read_marks, write_marks

LONGEST_COMMENT, LONGEST_WORDING = 5000, 10_000
NOT_THERE = message("These words do not stand in the paragraph. Copy them from it exactly, or leave this empty.")
NOT_HERE = message(
    "A proposed wording is for everyone to read: it cannot hold a passage in [[ ]]. Put what is confidential into your comment."
)
TELLS_ALL = message("This holds words that your comment marks as confidential. Everyone will read this wording.")
NOTHING_SAID = message("Say what you think of these words: choose a position, write a comment or propose another wording.")


@dataclass(frozen=True)
class Comment:
    """``key``: of the statement. ``place``: of the quote in the text of the paragraph, in code points.

    ``spans``: the confidential passages of ``text``.
    """

    key: str
    paragraph: ShownParagraph
    position: str
    text: str
    quote: str
    place: tuple[int, int] | None
    wording: str
    spans: tuple[Span, ...] = ()


Errors = dict[str, str]  # input name -> sentence


def read_comments(texts: Sequence[AskedText], raw: Raw) -> tuple[tuple[Comment, ...], Errors]:
    """In the order of the texts and their paragraphs; a paragraph of which nothing is said gives nothing."""
    errors: Errors = {}
    touched = {text.key: _touched(text, raw) for text in texts}
    comments = tuple(
        comment
        for text in texts
        for paragraph in text.paragraphs
        if paragraph.key in touched[text.key] and (comment := _read(text, paragraph, raw, errors))
    )
    return comments, errors


def error_place(texts: Sequence[AskedText], name: str) -> tuple[AskedText, ShownParagraph] | None:
    """Where the input of an error stands; None for an input that is not about a paragraph."""
    for text in texts:
        if name.startswith(f"{text.key}__"):
            paragraph = text.by_key.get(name.removeprefix(f"{text.key}__").partition("__")[0])
            return (text, paragraph) if paragraph else None
    return None


def raw_of_comments(texts: Sequence[AskedText], comments: Iterable[Comment]) -> dict[str, list[str]]:
    """The inverse of reading."""
    by_key = {text.statement(paragraph.key): (text, paragraph) for text in texts for paragraph in text.paragraphs}
    raw: dict[str, list[str]] = {}
    for comment in comments:
        if comment.key in by_key:
            text, paragraph = by_key[comment.key]
            names = text.names(paragraph.key)
            raw |= {
                names["position"]: [comment.position],
                names["comment"]: [write_marks(comment.text, comment.spans)],
                names["quote"]: [comment.quote],
                names["at"]: [str(comment.place[0])] if comment.place else [""],
                names["wording"]: [comment.wording],
                text.seen: ["yes"],
            }
    return raw


def marked_comments(texts: Sequence[AskedText], comments: Iterable[Comment]) -> list[tuple[str, str, Marked]]:
    """Those with confidential passages, as ``responses.claims.read_claim`` wants them."""
    titles = {text.statement(paragraph.key): text.title for text in texts for paragraph in text.paragraphs}
    return [
        (one.key, comment_title(one.paragraph, titles.get(one.key, "")), Marked(one.text, one.spans))
        for one in comments
        if one.spans
    ]


def comment_title(paragraph: ShownParagraph, text_title: str) -> str:
    return message("Comment on %(paragraph)s of “%(text)s”", paragraph=paragraph.name, text=text_title)


def comment_lines(comment: Comment) -> list[str]:
    """A comment in plain text, for summaries in the reader's language."""
    position = comment.position  # as posted: of a draft it may be none that is offered
    lines = [str(PositionValue(position).label) if position in PositionValue.values else position] if position else []
    lines += [_("About the words “%(quote)s”") % {"quote": comment.quote}] if comment.quote else []
    lines += [comment.text] if comment.text else []
    return [*lines, *([_("Proposed wording: %(wording)s") % {"wording": comment.wording}] if comment.wording else [])]


def _touched(text: AskedText, raw: Mapping[str, object]) -> set[str]:
    start = f"{text.key}__"
    return {name.removeprefix(start).partition("__")[0] for name in raw if name.startswith(start)}


def _read(text: AskedText, paragraph: ShownParagraph, raw: Raw, errors: Errors) -> Comment | None:
    names = text.names(paragraph.key)
    given = {name: clean_text(values[0]) if (values := raw.get(of)) else "" for name, of in names.items()}
    marked = _marked(given["comment"], names["comment"], errors)
    given["comment"] = marked.text
    wording = "" if squeezed(given["wording"]) == squeezed(paragraph.text) else given["wording"]
    if not (given["position"] or given["comment"] or given["quote"] or wording):
        return None
    if given["position"] and given["position"] not in PositionValue.values:
        errors[names["position"]] = message("Choose one of the positions offered.")
    for name, said, longest in (("comment", given["comment"], LONGEST_COMMENT), ("wording", wording, LONGEST_WORDING)):
        if len(said) > longest:
            errors[names[name]] = message(
                "Shorten this to %(limit)s characters; it has %(count)s.", limit=longest, count=len(said)
            )
    if any(bracket in wording and bracket not in paragraph.text for bracket in ("[[", "]]")):
        errors[names["wording"]] = NOT_HERE
    elif any(len(words) >= TELLS and words in wording and words not in paragraph.text for words in marked.passages):
        errors[names["wording"]] = TELLS_ALL
    place = None
    if given["quote"]:
        place = find_quote(paragraph.text, given["quote"], _offset(given["at"]))
        if place is None:
            errors[names["quote"]] = NOT_THERE
        elif not (given["position"] or given["comment"] or wording):
            errors[names["quote"]] = NOTHING_SAID
    quote = paragraph.text[place[0] : place[1]] if place else given["quote"]
    return Comment(
        text.statement(paragraph.key), paragraph, given["position"], given["comment"], quote, place, wording, marked.spans
    )


def _marked(typed: str, name: str, errors: Errors) -> Marked:
    try:
        return read_marks(typed)
    except Unbalanced as problem:
        errors[name] = unbalanced(problem)
        return Marked(typed)


def _offset(typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and typed.isascii() and len(typed) < 7 else None
