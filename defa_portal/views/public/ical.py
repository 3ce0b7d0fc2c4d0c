"""The timeline as iCalendar (RFC 5545). The sequence of each event is raised by the database whenever a calendar would show
something else. Imported when a calendar is asked for: the library behind it is the heaviest of the portal.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from icalendar import Calendar, Event

from consultations.queries import Window
from defa_portal.views.public import line, steps
from elements.queries import MilestoneRow
from elements.states import Precision, Status

_ICAL_STATUS = {
    Status.DONE: "CONFIRMED",
    Status.PLANNED: "TENTATIVE",
    Status.UNKNOWN: "TENTATIVE",
    Status.SUPERSEDED: "CANCELLED",
}


def calendar(request: HttpRequest) -> bytes:
    """Dated milestones and openings and closings of consultations; what has no date is left out."""
    made = Calendar()
    made.add("PRODID", "-//DEFA Consultation Portal//Timeline//EN")
    made.add("VERSION", "2.0")
    made.add("METHOD", "PUBLISH")
    made.add("X-WR-CALNAME", f"{settings.SITE_NAME}: timeline")
    for entry in steps.entries(request):
        for event in _events(request, entry):
            made.add_component(event)
    return bytes(made.to_ical())


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
    event.add("SUMMARY", steps.title(row) if exact else f"{steps.title(row)} (date open within {row.when.words})")
    event.add("STATUS", "TENTATIVE" if row.status == Status.DONE and not exact else _ICAL_STATUS[row.status])
    event.add("TRANSP", "TRANSPARENT")
    event.add("CATEGORIES", [str(row.kind.label)])
    event.add("DESCRIPTION", steps.description(row))
    event.add("URL", steps.address(request, f"{reverse('timeline')}#{row.key}"))
    if row.place:
        event.add("LOCATION", row.place)
    return event


def _window_event(request: HttpRequest, window: Window, what: str, at: datetime) -> Event:
    """An instant."""
    event = Event()
    event.add("UID", f"{steps.window_uuid(window, what)}@defa-portal")
    event.add("DTSTAMP", window.updated_at.replace(microsecond=0))
    event.add("LAST-MODIFIED", window.updated_at.replace(microsecond=0))
    event.add("SEQUENCE", window.sequence)
    event.add("DTSTART", at.astimezone(UTC))
    event.add("SUMMARY", f"{steps.window_title(window)}: {what}")
    event.add("STATUS", "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT")
    event.add("CATEGORIES", ["Consultation"])
    event.add("URL", steps.address(request, f"/consultations/{window.slug}/"))
    return event
