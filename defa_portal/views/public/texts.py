"""Draft texts: a version with the number of comments at each paragraph, the comments on one, and two versions compared."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse

from consultations.carrying import descendants
from consultations.comparing import Change, changes
from consultations.quotes import Range
from consultations.states import LineageStatus
from consultations.texts import (
    ShownParagraph,
    TextHead,
    VersionRow,
    lineage_steps,
    paragraph_versions,
    text_head,
    text_version,
    version_intro,
)
from core.errors import NotFound
from core.pagecache import public_page
from core.rendering import render_public
from moderation.comments import PublishedComment, comment_counts, comments_on

STATUS_LOOK = {
    LineageStatus.UNCHANGED: ("done", "plain"),
    LineageStatus.MOVED: ("arrow", "now"),
    LineageStatus.CHANGED: ("draft", "wait"),
    LineageStatus.SPLIT: ("draft", "wait"),
    LineageStatus.MERGED: ("draft", "wait"),
    LineageStatus.REMOVED: ("declined", "bad"),
    LineageStatus.NEW: ("added", "good"),
}
Look = tuple[str, str, str]  # word, icon, tone


@dataclass(frozen=True)
class CarriedComments:
    """The comments made on one earlier paragraph, as they are read now."""

    number: int
    paragraph: ShownParagraph
    look: Look
    comments: tuple[tuple[PublishedComment, Range | None], ...]


@dataclass(frozen=True)
class Gone:
    """Text no longer there that was commented on."""

    number: int
    paragraph: ShownParagraph
    comments: int


@public_page
def text(request: HttpRequest, text_slug: str) -> HttpResponse:
    head = text_head(text_slug)
    return _version(request, head, head.versions[0])


@public_page
def version(request: HttpRequest, text_slug: str, number: int) -> HttpResponse:
    head = text_head(text_slug)
    return _version(request, head, head.version(number))


def _version(request: HttpRequest, head: TextHead, row: VersionRow) -> HttpResponse:
    shown, counts = text_version(row.id), comment_counts(head.id)
    came_from, gone = _carried(head, row)
    earlier = _earlier_paragraphs(head, row.number) if gone else {}
    return render_public(
        request,
        "texts/version.html",
        {
            "head": head,
            "row": row,
            "intro": version_intro(row.id),
            "language": head.language,
            "paragraphs": [
                (one, counts.get(one.id, 0) + sum(counts.get(old, 0) for old, _ in came_from.get(one.id, ())))
                for one in shown.paragraphs
            ],
            "gone": [Gone(*earlier[old], counts[old]) for old in gone if counts.get(old)],
            "is_newest": row is head.versions[0],
        },
    )


@public_page
def paragraph(request: HttpRequest, text_slug: str, number: int, key: str) -> HttpResponse:
    head = text_head(text_slug)
    row = head.version(number)
    shown = text_version(row.id)
    found = shown.by_key.get(key)
    if found is None:
        raise NotFound()
    came_from, _ = _carried(head, row)
    sources = came_from.get(found.id, ())
    comments = comments_on((found.id, *(old for old, _ in sources)))
    earlier = _earlier_paragraphs(head, row.number) if sources else {}
    carried = [
        CarriedComments(
            *earlier[old],
            _look(status),
            tuple((one, one.place_in(found.text)) for one in comments if one.paragraph_id == old),
        )
        for old, status in sources
    ]
    return render_public(
        request,
        "texts/paragraph.html",
        {
            "head": head,
            "row": row,
            "paragraph": found,
            "own": [one for one in comments if one.paragraph_id == found.id],
            "carried": [one for one in carried if one.comments],
            "total": len(comments),
            "became": _became(head, row, found),
        },
    )


@public_page
def compare(request: HttpRequest, text_slug: str) -> HttpResponse:
    """``?from=<number>&to=<number>``; unknown numbers, and an order the wrong way round, give the two newest."""
    head = text_head(text_slug)
    numbers = {str(row.number): row for row in head.versions}
    first, last = numbers.get(request.GET.get("from", "")), numbers.get(request.GET.get("to", ""))
    if first is None or last is None or first.number >= last.number:
        first, last = (head.versions[1], head.versions[0]) if len(head.versions) > 1 else (None, head.versions[0])
    found: list[Change] = []
    if first is not None:
        found = changes(text_version(first.id), text_version(last.id), lineage_steps(head.id))
    counted = [(_look(status), sum(one.status == status for one in found)) for status in LineageStatus.values]
    return render_public(
        request,
        "texts/compare.html",
        {
            "head": head,
            "first": first,
            "last": last,
            "changes": [(one, _look(one.status)) for one in found if one.status != LineageStatus.UNCHANGED],
            "counted": [(look, number) for look, number in counted if number],
        },
    )


def _look(status: str) -> Look:
    known = LineageStatus(status)
    return (str(known.label), *STATUS_LOOK[known])


Sources = dict[int, list[tuple[int, str]]]  # paragraph of this version -> (paragraph of an earlier one, status)


def _carried(head: TextHead, row: VersionRow) -> tuple[Sources, list[int]]:
    """Where the paragraphs of this version came from, and the earlier ones that are no longer there."""
    came_from: Sources = {}
    if row.number == head.versions[-1].number:
        return came_from, []
    start = {pk: number for pk, number in paragraph_versions(head.id).items() if number < row.number}
    gone = []
    for old, became in descendants(lineage_steps(head.id), start, row.number).items():
        for one in became:
            came_from.setdefault(one.paragraph, []).append((old, one.status))
        if not became:
            gone.append(old)
    return came_from, gone


def _earlier_paragraphs(head: TextHead, before: int) -> Mapping[int, tuple[int, ShownParagraph]]:
    """Paragraph -> number of its version, and the paragraph."""
    return {one.id: (row.number, one) for row in head.versions if row.number < before for one in text_version(row.id).paragraphs}


def _became(head: TextHead, row: VersionRow, found: ShownParagraph) -> list[tuple[ShownParagraph, Look]] | None:
    """What this paragraph is in the newest version; empty if it is no longer there, None on the newest version itself."""
    newest = head.versions[0]
    if row.number == newest.number:
        return None
    became = descendants(lineage_steps(head.id), {found.id: row.number}, newest.number)[found.id]
    by_id = {one.id: one for one in text_version(newest.id).paragraphs}
    return [(by_id[one.paragraph], _look(one.status)) for one in became]
