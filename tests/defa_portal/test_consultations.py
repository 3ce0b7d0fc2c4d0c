from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from consultations.models import Consultation, Question
from consultations.services.forms import publish_correction, start_correction
from defa_portal.views.public.standing import days_left
from tests import make

pytestmark = pytest.mark.django_db

LIST_QUERIES = 6  # version, elements, tallies, consultations, phases, their elements
DETAIL_QUERIES = 6  # version, consultation, elements, revisions with their phases, texts, tallies
JAKARTA = ZoneInfo("Asia/Jakarta")


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


@pytest.fixture
def three() -> dict[str, Consultation]:
    """One of each standing; the open one is also about payments."""
    made = {
        "closed": make.consultation("past", title="Past one", opens=timedelta(days=-9), closes=timedelta(days=-1)),
        "upcoming": make.consultation("coming", title="Coming one", opens=timedelta(days=2)),
        "open": make.consultation("now", title="Open one"),
    }
    made["open"].elements.add(make.element("payments"))
    return made


def titles(page: str) -> list[str]:
    return sorted((word for word in ("Past one", "Coming one", "Open one") if f">{word}</a>" in page), key=page.index)


def test_the_list_goes_from_open_to_closed(client: Client, three: dict[str, Any]) -> None:
    assert titles(text(client, "/consultations/")) == ["Open one", "Coming one", "Past one"]


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("standing=open", ["Open one"]),
        ("standing=upcoming", ["Coming one"]),
        ("standing=closed", ["Past one"]),
        ("element=payments", ["Open one"]),
        ("element=payments&standing=closed", []),
        ("element=nothing&standing=whatever", ["Open one", "Coming one", "Past one"]),
        ("element=%ED%A0%80&standing=", ["Open one", "Coming one", "Past one"]),
    ],
)
def test_filters_can_be_linked_to_and_unknown_values_are_ignored(
    client: Client, three: dict[str, Any], query: str, shown: list[str]
) -> None:
    assert titles(text(client, f"/consultations/?{query}")) == shown


def test_the_empty_list_says_what_will_be_here(client: Client) -> None:
    assert "No consultation yet" in text(client, "/consultations/")


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_three(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(number):
        make.published(make.consultation(f"c{n}").phases.get())
    with django_assert_num_queries(LIST_QUERIES):
        client.get("/consultations/")


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_takes_the_same_queries_whatever_it_holds(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = make.consultation("one")
    for n in range(number):
        made.elements.add(make.element(f"e{n}"))
        make.published(made.phases.get())
    with django_assert_num_queries(DETAIL_QUERIES):
        client.get("/consultations/one/")


def test_the_page_says_what_is_asked_until_when_and_where_to_answer(client: Client) -> None:
    make.consultation("rules", body="**Why** we ask.\n\n<script>alert(1)</script>", contact="help@example.org")
    page = text(client, "/consultations/rules/")
    assert "<strong>Why</strong> we ask." in page
    assert "<script>alert" not in page
    assert 'href="/consultations/rules/respond/"' in page
    assert "4 questions in 1 section" in page
    assert "30 days left" in page
    assert "Jakarta time (UTC+7)" in page
    assert 'href="/elements/digital-trade/"' in page
    assert "mailto:help@example.org" in page
    assert "Corrections to the form" not in page


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [(1, 2, "You can answer from"), (-2, -1, "It closed")],
)
def test_there_is_no_way_to_answer_what_is_not_open(client: Client, opens: int, closes: int, words: str) -> None:
    make.consultation("rules", opens=timedelta(days=opens), closes=timedelta(days=closes))
    page = text(client, "/consultations/rules/")
    assert words in page
    assert "respond/" not in page


def test_a_draft_is_like_what_does_not_exist(client: Client) -> None:
    make.consultation("secret", publish=False)
    for address in ("", "responses/", "figures/"):
        hidden, missing = client.get(f"/consultations/secret/{address}"), client.get(f"/consultations/absent/{address}")
        assert (hidden.status_code, missing.status_code) == (404, 404)
        assert hidden.content.replace(b"secret", b"") == missing.content.replace(b"absent", b"")


def test_corrections_of_the_form_are_told_with_their_reason(client: Client) -> None:
    phase = make.consultation("rules").phases.get()
    start_correction(phase=phase, by="ed", reason="A word was missing.")
    Question.objects.filter(section__phase=phase, key="days").update(text="How many working days does it take?")
    publish_correction(phase=phase, by="ed")
    page = text(client, "/consultations/rules/")
    assert "<strong>Revision 2</strong>" in page
    assert "A word was missing." in page


def test_an_example_says_so(client: Client) -> None:
    made = make.consultation("rules")
    assert "example-banner" not in text(client, "/consultations/rules/")
    Consultation.objects.filter(pk=made.pk).update(is_example=True)
    for address in (
        "/",
        "/consultations/",
        "/consultations/rules/",
        "/consultations/rules/responses/",
        "/consultations/rules/figures/",
    ):
        assert "example-banner" in text(client, address)


def test_the_page_is_kept_no_longer_than_until_closing(client: Client) -> None:
    made = make.consultation("rules", closes=timedelta(minutes=30))
    answer = client.get("/consultations/rules/")
    midnight = datetime.now(JAKARTA).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    assert answer._valid_until == min(made.phases.get().closes_at, midnight)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("now", "words"),
    [
        (datetime(2026, 11, 24, 17, 0, tzinfo=UTC), "Closes today"),  # midnight in Jakarta: the day has just begun
        (datetime(2026, 11, 24, 16, 59, tzinfo=UTC), "Closes tomorrow"),
        (datetime(2026, 11, 20, 3, 0, tzinfo=UTC), "5 days left"),
    ],
)
def test_days_left_are_counted_as_people_count_them(now: datetime, words: str) -> None:
    assert days_left(datetime(2026, 11, 25, 16, 59, tzinfo=UTC), now, JAKARTA) == words
