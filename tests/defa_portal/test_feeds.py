from datetime import date, timedelta
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.test import Client
from icalendar import Calendar

from consultations.services.publish import move_window
from elements.models import Milestone
from tests import make

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def events(client: Client, query: str = "") -> dict[str, Any]:
    """By title."""
    answer = client.get(f"/timeline.ics{query}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/calendar; charset=utf-8")
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def entries(client: Client, query: str = "") -> list[ElementTree.Element]:
    answer = client.get(f"/timeline.atom{query}")
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/atom+xml; charset=utf-8")
    return ElementTree.fromstring(answer.content).findall(f"{ATOM}entry")  # noqa: S314 - our own feed


def test_calendar_holds_every_dated_milestone_under_a_lasting_uid(client: Client) -> None:
    call_command("load_defa", verbosity=0)
    first = events(client)
    assert len(first) == 33
    uids = {title: str(event["UID"]) for title, event in first.items()}
    assert len(set(uids.values())) == 33
    Milestone.objects.all().delete()
    call_command("load_defa", verbosity=0, overwrite=True)
    assert {title: str(event["UID"]) for title, event in events(client).items()} == uids


def test_calendar_is_the_same_twice(client: Client) -> None:
    make.milestone()
    make.consultation()
    assert client.get("/timeline.ics").content == client.get("/timeline.ics?kind=unknown-kind").content


@pytest.mark.parametrize(
    ("fields", "title", "status", "first", "after"),
    [
        ({}, "Negotiations concluded", "CONFIRMED", date(2026, 5, 30), date(2026, 5, 31)),
        (
            {"ends_on": date(2026, 6, 1), "status": "planned"},
            "Planned: Negotiations concluded",
            "TENTATIVE",
            date(2026, 5, 30),
            date(2026, 6, 2),
        ),
        (
            {"precision": "month", "starts_on": date(2026, 11, 1), "status": "planned"},
            "Planned: Negotiations concluded (date open within November 2026)",
            "TENTATIVE",
            date(2026, 11, 1),
            date(2026, 12, 1),
        ),
        (
            {"precision": "year", "starts_on": date(2021, 1, 1)},
            "Negotiations concluded (date open within 2021)",
            "TENTATIVE",
            date(2021, 1, 1),
            date(2022, 1, 1),
        ),
        (
            {"status": "superseded", "superseded_note": "Later."},
            "Superseded: Negotiations concluded",
            "CANCELLED",
            date(2026, 5, 30),
            date(2026, 5, 31),
        ),
        ({"status": "unknown"}, "Not confirmed: Negotiations concluded", "TENTATIVE", date(2026, 5, 30), date(2026, 5, 31)),
    ],
)
def test_calendar_is_as_sure_as_the_milestone(
    client: Client, fields: dict[str, Any], title: str, status: str, first: date, after: date
) -> None:
    make.milestone(**fields)
    [(summary, event)] = events(client).items()
    assert (summary, str(event["STATUS"]), event.decoded("DTSTART"), event.decoded("DTEND")) == (title, status, first, after)


def test_calendar_leaves_out_what_has_no_date(client: Client) -> None:
    make.milestone(precision="open", starts_on=None, status="unknown")
    assert events(client) == {}


def test_sequence_rises_and_uid_stays_when_a_date_moves(client: Client) -> None:
    make.milestone()
    [before] = events(client).values()
    Milestone.objects.update(starts_on=date(2026, 6, 2))
    [after] = events(client).values()
    assert (int(before["SEQUENCE"]), int(after["SEQUENCE"])) == (0, 1)
    assert before["UID"] == after["UID"]
    assert after.decoded("DTSTART") == date(2026, 6, 2)


def test_calendar_and_feed_hold_consultation_windows(client: Client) -> None:
    made = make.consultation(is_example=True)
    phase = made.phases.get()
    found = events(client)
    assert {title: event.decoded("DTSTART") for title, event in found.items()} == {
        "Example: Rules for trade: opens": phase.opens_at.replace(microsecond=0),
        "Example: Rules for trade: closes": phase.closes_at.replace(microsecond=0),
    }
    [entry] = entries(client)
    assert entry.findtext(f"{ATOM}title") == "Example: Rules for trade: open for answers"


def test_window_moved_is_a_new_edition_of_the_same_event(client: Client) -> None:
    phase = make.consultation().phases.get()
    before = events(client)["Rules for trade: closes"]
    move_window(phase=phase, opens_at=phase.opens_at, closes_at=phase.closes_at + timedelta(days=7), by="ann", reason="More time")
    after = events(client)["Rules for trade: closes"]
    assert before["UID"] == after["UID"]
    assert int(after["SEQUENCE"]) == int(before["SEQUENCE"]) + 1
    assert after.decoded("DTSTAMP") >= before.decoded("DTSTAMP")


def test_feed_is_valid_and_its_ids_last(client: Client) -> None:
    make.milestone(summary="Fish & <chips>, ສະບາຍດີ.")
    [entry] = entries(client)
    stamp = entry.findtext(f"{ATOM}updated")
    assert entry.findtext(f"{ATOM}id") == f"urn:uuid:{Milestone.objects.get().uid}"
    assert "Fish &amp; &lt;chips&gt;, ສະບາຍດີ." in (entry.findtext(f"{ATOM}summary") or "")
    Milestone.objects.update(title="Talks concluded")
    [changed] = entries(client)
    assert changed.findtext(f"{ATOM}id") == entry.findtext(f"{ATOM}id")
    assert changed.findtext(f"{ATOM}title") == "Talks concluded"
    assert (changed.findtext(f"{ATOM}updated") or "") > (stamp or "")


def test_feeds_take_the_filters_of_the_page(client: Client) -> None:
    make.milestone("m-a", elements=("digital-trade",))
    make.milestone("m-b", title="Signed", kind="signing")
    assert list(events(client, "?kind=signing")) == ["Signed"]
    assert [entry.findtext(f"{ATOM}title") for entry in entries(client, "?element=digital-trade")] == ["Negotiations concluded"]
    assert len(entries(client, "?element=nope")) == 2


def test_addresses_in_feeds_follow_the_setting(client: Client, settings: Any) -> None:
    settings.SITE_URL = "https://consult.example.org/"
    make.milestone()
    [event] = events(client).values()
    assert str(event["URL"]) == "https://consult.example.org/timeline/#m-conclude"
