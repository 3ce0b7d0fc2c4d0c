from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests import make

pytestmark = pytest.mark.django_db

QUERIES = 6  # version, tallies, consultations, phases, milestones, elements


def home(client: Client) -> str:
    return client.get("/").content.decode()


def test_the_open_consultation_stands_first_with_its_closing_time_and_a_way_to_answer(client: Client) -> None:
    make.consultation("later", title="To come", opens=timedelta(days=3))
    make.consultation("rules", title="Rules for trade")
    page = home(client)
    assert page.index("Open for answers now") < page.index("Rules for trade") < page.index("Next to open") < page.index("To come")
    assert 'href="/consultations/rules/respond/"' in page
    assert 'href="/consultations/later/respond/"' not in page
    assert "Jakarta time (UTC+7)" in page
    assert "30 days left" in page


def test_of_two_open_consultations_the_one_that_closes_first_comes_first(client: Client) -> None:
    make.consultation("slow", title="Closes later", closes=timedelta(days=30))
    make.consultation("quick", title="Closes soon", closes=timedelta(days=2))
    page = home(client)
    assert page.index("Closes soon") < page.index("Closes later")


def test_a_draft_is_nowhere(client: Client) -> None:
    make.consultation("secret", title="Not yet public", publish=False)
    page = home(client)
    assert "Not yet public" not in page
    assert "No consultation is open today" in page


def test_closed_consultations_are_shown_where_none_is_open(client: Client) -> None:
    make.consultation("past", title="Long ago", opens=timedelta(days=-9), closes=timedelta(days=-1))
    page = home(client)
    assert "Closed, with answers to read" in page
    assert "Long ago" in page


def test_an_empty_portal_says_what_will_be_here(client: Client) -> None:
    page = home(client)
    assert "No consultation is open today" in page
    assert "No milestones yet" in page


def test_it_says_where_the_negotiation_stands(client: Client) -> None:
    make.milestone("done", title="Concluded", status="done")
    make.milestone("next", title="Signing", status="planned", precision="open", starts_on=None)
    page = home(client)
    assert "Last step done: 30 May 2026" in page
    assert page.index("Concluded") < page.index("Signing")
    assert 'href="/timeline/#next"' in page


def test_published_responses_are_counted_from_the_tallies(client: Client) -> None:
    phase = make.consultation().phases.get()
    for _ in range(2):
        make.published(phase)
    assert '<strong class="tabular">2</strong> responses published so far' in " ".join(home(client).split())


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_does_not_depend_on_rows(
    client: Client, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for n in range(number):
        make.published(make.consultation(f"c{n}").phases.get())
        make.milestone(f"m{n}")
    with django_assert_num_queries(QUERIES):
        client.get("/")


def test_only_reading_is_allowed(client: Client) -> None:
    assert client.post("/").status_code == 405
