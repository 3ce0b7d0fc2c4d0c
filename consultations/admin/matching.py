"""The page on which an officer confirms where each paragraph came from."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_http_methods

from consultations import permissions
from consultations.admin.acts import user_of
from consultations.admin.text_acts import version_page, version_trail
from consultations.matching import Link, in_order
from consultations.models import Lineage, Paragraph, TextVersion
from consultations.redline import Piece, redline
from consultations.services.lineage import ParagraphsMoved, Row, before, propose_lineage, save_lineage, state_of
from consultations.states import LineageStatus
from core.admin import actor
from core.errors import PortalError

MOST_LINES = 1100
EMPTY_LINES = 3  # to link what the machine did not see
_WORDS_DIFFER = frozenset({LineageStatus.CHANGED, LineageStatus.SPLIT, LineageStatus.MERGED})


@dataclass(frozen=True)
class Line:
    """One row of the table, the paragraphs with their words."""

    number: int
    row: Row
    older: Paragraph | None
    newer: Paragraph | None
    redline: tuple[Piece, ...]


@require_http_methods(["GET", "POST"])
def match(request: HttpRequest, pk: int) -> HttpResponse:
    version = permissions.version_to_build(user_of(request), pk)
    older = before(version)
    if older is None:
        messages.error(request, "This is the first version: there is nothing to match it with.")
        return redirect(version_page(version))
    rows, status = _stored(version, older), 200
    if request.method == "POST":
        try:
            if request.POST.get("go") == "propose":
                number = propose_lineage(version=version, by=actor(request))
                messages.success(request, f"{number} line{'' if number == 1 else 's'} proposed. Look through them and confirm.")
                return redirect(request.path)
            rows = _posted(request.POST)
            confirmed = save_lineage(version=version, rows=rows, by=actor(request), seen=request.POST.get("seen", ""))
        except ParagraphsMoved as error:
            messages.error(request, error.sentence)
            rows, status = _stored(version, older), error.status
        except PortalError as error:
            messages.error(request, error.sentence)
            status = error.status
        else:
            messages.success(request, f"Saved: {confirmed} of {len([r for r in rows if r.older or r.newer])} lines confirmed.")
            return redirect(request.path)
    return TemplateResponse(request, "admin/consultations/matching.html", _context(request, version, older, rows), status=status)


def _context(request: HttpRequest, version: TextVersion, older: TextVersion, rows: list[Row]) -> dict[str, object]:
    old = {one.key: one for one in older.paragraphs.all()}
    new = {one.key: one for one in version.paragraphs.all()}
    editable = version.published_at is None
    rows = [*rows, *[Row("", "", "", False)] * EMPTY_LINES] if editable else rows
    return {
        **admin.site.each_context(request),
        "title": f"Match version {version.number} with version {older.number}",
        "is_nav_sidebar_enabled": False,
        "trail": version_trail(version),
        "back": version_page(version),
        "version": version,
        "older": older,
        "lines": [_line(number, row, old, new) for number, row in enumerate(rows)],
        "old": list(old.values()),
        "new": list(new.values()),
        "statuses": LineageStatus.choices,
        "editable": editable,
        "seen": state_of(version),
    }


def _line(number: int, row: Row, old: Mapping[str, Paragraph], new: Mapping[str, Paragraph]) -> Line:
    older, newer = old.get(row.older), new.get(row.newer)
    differs = older is not None and newer is not None and row.status in _WORDS_DIFFER
    return Line(number, row, older, newer, redline(older.text, newer.text) if differs and older and newer else ())


def _stored(version: TextVersion, older: TextVersion) -> list[Row]:
    """In the order of the new version, each removed paragraph after the one it followed."""
    rows = list(Lineage.objects.filter(version=version).select_related("older", "newer"))
    old = {one.pk: place for place, one in enumerate(older.paragraphs.all())}
    new = {one.pk: place for place, one in enumerate(version.paragraphs.all())}
    by_ends = {(old.get(row.older_id or 0), new.get(row.newer_id or 0)): row for row in rows}
    ordered = in_order([Link(*ends, row.status) for ends, row in by_ends.items()])
    return [_row(by_ends[link.old, link.new]) for link in ordered]


def _row(row: Lineage) -> Row:
    return Row(row.older.key if row.older else "", row.newer.key if row.newer else "", row.status, bool(row.confirmed_by))


def _posted(post: Mapping[str, str]) -> list[Row]:
    """The lines of the page; one with neither paragraph is dropped by the service."""
    lines = post.get("lines", "")
    number = min(int(lines), MOST_LINES) if lines.isdecimal() and len(lines) < 6 else 0
    every = post.get("go") == "confirm-all"
    return [
        Row(
            post.get(f"line-{n}-older", "").strip()[:8],
            post.get(f"line-{n}-newer", "").strip()[:8],
            post.get(f"line-{n}-status", ""),
            every or f"line-{n}-confirmed" in post,
        )
        for n in range(number)
    ]
