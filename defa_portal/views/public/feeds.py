"""The timeline for calendars (RFC 5545) and feed readers (RFC 4287), with the same filters as the page.

Uids come from the milestones' own uuid and from a consultation's slug and phase, so an event keeps its identity when its
date or title moves; the sequence of each is raised by the database whenever a calendar would show something else.
"""

import uuid
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from icalendar import Calendar, Event

from consultations.queries import Window, windows
from core.pagecache import public_page, valid_until
from defa_portal.views.public import line
from defa_portal.views.public.timeline import next_change
from elements.queries import MilestoneRow, element_links, milestone_rows
from elements.states import Precision, Status

if TYPE_CHECKING:
    EntryFeed = Feed[line.Entry, None]
else:
    EntryFeed = Feed

WINDOW_NAMESPACE = uuid.UUID("b8a2f0de-3a0e-5c55-8f38-0f0f2e7c9d14")
_ICAL_STATUS = {
    Status.DONE: "CONFIRMED",
    Status.PLANNED: "TENTATIVE",
    Status.UNKNOWN: "TENTATIVE",
    Status.SUPERSEDED: "CANCELLED",
}


@public_page
def timeline_ics(request: HttpRequest) -> HttpResponse:
    """Dated milestones and openings and closings of consultations; what has no date is left out."""
    calendar = Calendar()
    calendar.add("PRODID", "-//DEFA Consultation Portal//Timeline//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    calendar.add("X-WR-CALNAME", f"{settings.SITE_NAME}: timeline")
    for entry in _entries(request):
        for event in _events(request, entry):
            calendar.add_component(event)
    return HttpResponse(
        calendar.to_ical(),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="defa-timeline.ics"'},
    )


def _events(request: HttpRequest, entry: line.Entry) -> Iterator[Event]:
    if entry.window:
        yield _window_event(request, entry.window, "opens", entry.window.opens_at)
        yield _window_event(request, entry.window, "closes", entry.window.closes_at)
    elif entry.milestone and entry.milestone.when.starts_on:
        yield _milestone_event(request, entry.milestone)


def _milestone_event(request: HttpRequest, row: MilestoneRow) -> Event:
    """All day; a month, quarter or year is an event as long as that, marked tentative, and its title says so."""
    assert row.when.starts_on
    assert row.when.last_day
    exact = row.when.precision == Precision.DAY
    event = Event()
    event.add("UID", f"{row.uid}@defa-portal")
    event.add("DTSTAMP", row.updated_at.replace(microsecond=0))
    event.add("LAST-MODIFIED", row.updated_at.replace(microsecond=0))
    event.add("SEQUENCE", row.sequence)
    event.add("DTSTART", row.when.starts_on)
    event.add("DTEND", row.when.last_day + timedelta(days=1))
    event.add("SUMMARY", _title(row) if exact else f"{_title(row)} (date open within {row.when.words})")
    event.add("STATUS", "TENTATIVE" if row.status == Status.DONE and not exact else _ICAL_STATUS[row.status])
    event.add("TRANSP", "TRANSPARENT")
    event.add("CATEGORIES", [str(row.kind.label)])
    event.add("DESCRIPTION", _description(row))
    event.add("URL", _address(request, f"{reverse('timeline')}#{row.key}"))
    if row.place:
        event.add("LOCATION", row.place)
    return event


def _window_event(request: HttpRequest, window: Window, what: str, at: datetime) -> Event:
    """An instant."""
    event = Event()
    event.add("UID", f"{_window_uuid(window, what)}@defa-portal")
    event.add("DTSTAMP", window.updated_at.replace(microsecond=0))
    event.add("LAST-MODIFIED", window.updated_at.replace(microsecond=0))
    event.add("SEQUENCE", window.sequence)
    event.add("DTSTART", at.astimezone(UTC))
    event.add("SUMMARY", f"{_window_title(window)}: {what}")
    event.add("STATUS", "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT")
    event.add("CATEGORIES", ["Consultation"])
    event.add("URL", _address(request, f"/consultations/{window.slug}/"))
    return event


class TimelineAtom(EntryFeed):
    """One entry per step; its ``updated`` is the moment of its last change, so readers show what moved."""

    feed_type = Atom1Feed
    title = "DEFA timeline"
    subtitle = "Milestones of the ASEAN Digital Economy Framework Agreement and consultation windows."

    def get_object(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        self.request = request

    def link(self) -> str:
        return _address(self.request, reverse("timeline"))

    def feed_url(self) -> str:
        return _address(self.request, self.request.get_full_path())

    def items(self) -> list[line.Entry]:
        return sorted(_entries(self.request), key=lambda entry: (_updated(entry), entry.anchor), reverse=True)

    def item_title(self, item: line.Entry) -> str:
        return _title(item.milestone) if item.milestone else f"{_window_title(_window(item))}: {item.word.lower()}"

    def item_description(self, item: line.Entry) -> str:
        if item.milestone:
            return escape(f"{item.milestone.when.words}. {_description(item.milestone)}")
        window, zone = _window(item), ZoneInfo(settings.STATED_TIME_ZONE)
        opens, closes = (f"{at.astimezone(zone):%d %B %Y, %H:%M} {zone.key}" for at in (window.opens_at, window.closes_at))
        return escape(f"{window.phase_title}. Answers from {opens} to {closes}.")

    def item_link(self, item: line.Entry) -> str:
        if item.milestone:
            return _address(self.request, f"{reverse('timeline')}#{item.anchor}")
        return _address(self.request, f"/consultations/{_window(item).slug}/")

    def item_guid(self, item: line.Entry) -> str:
        return f"urn:uuid:{item.milestone.uid if item.milestone else _window_uuid(_window(item), 'window')}"

    def item_updateddate(self, item: line.Entry) -> datetime:
        return _updated(item)

    def item_categories(self, item: line.Entry) -> list[str]:
        return [str(item.milestone.kind.label) if item.milestone else "Consultation"]


@public_page
def timeline_atom(request: HttpRequest) -> HttpResponse:
    response = TimelineAtom()(request)
    now, zone = timezone.now(), ZoneInfo(settings.STATED_TIME_ZONE)
    return valid_until(response, next_change(now, zone, windows()))


def _entries(request: HttpRequest) -> list[line.Entry]:
    wanted = line.chosen(request.GET.dict(), element_links())
    return line.entries(milestone_rows(), windows(), wanted, timezone.now(), ZoneInfo(settings.STATED_TIME_ZONE))


def _title(row: MilestoneRow) -> str:
    return row.title if row.status == Status.DONE else f"{row.status.label}: {row.title}"


def _description(row: MilestoneRow) -> str:
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


def _window(entry: line.Entry) -> Window:
    assert entry.window
    return entry.window


def _window_title(window: Window) -> str:
    return f"Example: {window.title}" if window.is_example else window.title


def _window_uuid(window: Window, what: str) -> uuid.UUID:
    return uuid.uuid5(WINDOW_NAMESPACE, f"{window.slug}/{window.phase_number}/{what}")


def _updated(entry: line.Entry) -> datetime:
    """When the entry last changed: a window changes when it is moved, when it opens and when it closes."""
    if entry.milestone:
        return entry.milestone.updated_at
    window, now = _window(entry), timezone.now()
    return max(window.updated_at, *(at for at in (window.opens_at, window.closes_at) if at <= now))


def _address(request: HttpRequest, path: str) -> str:
    """Absolute: by SITE_URL where it is set, else by the host the reader asked."""
    return settings.SITE_URL.rstrip("/") + path if settings.SITE_URL else request.build_absolute_uri(path)
