"""A step of the timeline in words, for calendars and feed readers.

Uids come from the milestones' own uuid and from a consultation's slug and phase, so an event keeps its identity when its
date or title moves.
"""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from consultations.queries import Window, windows
from defa_portal.views.public import line
from elements.queries import MilestoneRow, element_links, milestone_rows
from elements.states import Status

WINDOW_NAMESPACE = uuid.UUID("b8a2f0de-3a0e-5c55-8f38-0f0f2e7c9d14")


def entries(request: HttpRequest) -> list[line.Entry]:
    """The steps that the page would show with these filters."""
    wanted = line.chosen(request.GET.dict(), element_links())
    return line.entries(milestone_rows(), windows(), wanted, timezone.now(), ZoneInfo(settings.STATED_TIME_ZONE))


def title(row: MilestoneRow) -> str:
    return row.title if row.status == Status.DONE else f"{row.status.label}: {row.title}"


def description(row: MilestoneRow) -> str:
    superseded = f"Superseded by: {row.superseded_by.title} ({row.superseded_by.when.words})." if row.superseded_by else ""
    parts = [
        f"Status: {row.status.label}.",
        superseded,
        row.superseded_note,
        row.summary,
        f"Not confirmed: {row.caveat}" if row.caveat else "",
        f"Last checked: {row.last_checked.isoformat()}.",
    ]
    return " ".join(part for part in parts if part)


def window_of(entry: line.Entry) -> Window:
    assert entry.window
    return entry.window


def window_title(window: Window) -> str:
    return f"Example: {window.title}" if window.is_example else window.title


def window_uuid(window: Window, what: str) -> uuid.UUID:
    return uuid.uuid5(WINDOW_NAMESPACE, f"{window.slug}/{window.phase_number}/{what}")


def updated(entry: line.Entry) -> datetime:
    """When the entry last changed: a window changes when it is moved, when it opens and when it closes."""
    if entry.milestone:
        return entry.milestone.updated_at
    window, now = window_of(entry), timezone.now()
    return max(window.updated_at, *(at for at in (window.opens_at, window.closes_at) if at <= now))


def address(request: HttpRequest, path: str) -> str:
    """Absolute: by SITE_URL where it is set, else by the host the reader asked."""
    return settings.SITE_URL.rstrip("/") + path if settings.SITE_URL else request.build_absolute_uri(path)
