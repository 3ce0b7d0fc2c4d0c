"""What the database itself refuses and keeps."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from core.models import ContentVersion
from elements.models import Element, Milestone
from tests import make

pytestmark = pytest.mark.django_db

BROKEN: list[tuple[str, dict[str, Any], str]] = [
    ("milestone_open_has_no_date", {"precision": "open"}, "leave the date empty"),
    ("milestone_open_has_no_date", {"starts_on": None}, "Give a date"),
    ("milestone_date_fits_precision", {"precision": "month"}, "stored as its first day"),
    ("milestone_date_fits_precision", {"precision": "quarter", "starts_on": date(2026, 11, 1)}, "stored as its first day"),
    ("milestone_date_fits_precision", {"precision": "year", "starts_on": date(2026, 11, 1)}, "stored as its first day"),
    ("milestone_ends_after_start", {"ends_on": date(2026, 5, 1)}, "cannot be before"),
    (
        "milestone_last_day_needs_day_precision",
        {"precision": "month", "starts_on": date(2026, 5, 1), "ends_on": date(2026, 5, 9)},
        "known to the day",
    ),
    ("milestone_superseded_says_by_what", {"status": "superseded"}, "Say what took its place"),
]


@pytest.mark.parametrize(("name", "fields", "sentence"), BROKEN)
def test_milestone_refuses_what_makes_no_sense(name: str, fields: dict[str, Any], sentence: str) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make.milestone(**fields)
    with pytest.raises(ValidationError, match=sentence):
        make.unsaved_milestone(**fields).full_clean()


def test_milestone_names_a_successor_only_if_superseded() -> None:
    later = make.milestone("m-later")
    with pytest.raises(IntegrityError, match="milestone_only_superseded_has_successor"), transaction.atomic():
        make.milestone("m-earlier", superseded_by=later)
    make.milestone("m-earlier", superseded_by=later, status="superseded")
    with pytest.raises(IntegrityError, match="milestone_not_superseded_by_itself"), transaction.atomic():
        Milestone.objects.filter(pk=later.pk).update(superseded_by=later.pk, status="superseded")


def test_sequence_rises_with_what_a_calendar_shows_and_with_nothing_else() -> None:
    row = make.milestone()
    stamped = row.updated_at
    Milestone.objects.update(summary="Said better.")
    row.refresh_from_db()
    assert row.sequence == 0
    assert row.updated_at > stamped
    Milestone.objects.update(starts_on=date(2026, 6, 1))
    Milestone.objects.update(status="planned")
    Milestone.objects.update(status="planned")
    row.refresh_from_db()
    assert row.sequence == 2


def test_every_change_moves_the_content_version() -> None:
    make.milestone()
    before = ContentVersion.objects.get().version
    Milestone.objects.update(summary="Other words.")
    assert ContentVersion.objects.get().version != before


def test_history_keeps_earlier_words() -> None:
    element = make.element(summary="First words.")
    Element.objects.filter(pk=element.pk).update(summary="Second words.")
    events = Element._meta.apps.get_model("elements", "ElementEvent").objects.order_by("pgh_id")
    assert [event.summary for event in events] == ["First words.", "Second words."]
