from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from consultations.queries import windows
from core.clock import database_now
from defa_portal.views.public import line
from defa_portal.views.public.timeline import next_change
from elements.queries import milestone_rows
from tests import make

pytestmark = pytest.mark.django_db

JAKARTA = ZoneInfo("Asia/Jakarta")
NOW = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
TIMELINE_QUERIES = 6  # version, elements, milestones, their sources and contrary sources, phases


def text(client: Client, query: str = "") -> str:
    answer = client.get(f"/timeline/{query}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def order_on_the_line() -> list[str]:
    found = line.entries(milestone_rows(), windows(), line.Filter("", ""), NOW, JAKARTA)
    marks = []
    for year in line.by_year(found, NOW.astimezone(JAKARTA).date()):
        marks += [entry.anchor for entry in year.before]
        marks += ["today"] if year.has_today else []
        marks += [entry.anchor for entry in year.after]
    return marks


def test_line_runs_through_the_years_with_today_on_it() -> None:
    make.milestone("m-open", precision="open", starts_on=None, status="unknown")
    make.milestone("m-month", precision="month", starts_on=date(2026, 11, 1), status="planned")
    make.milestone("m-day", starts_on=date(2026, 11, 20))
    make.milestone("m-today", starts_on=date(2026, 11, 24), status="planned")
    make.milestone("m-next", starts_on=date(2027, 1, 5), status="planned")
    make.milestone("m-year", precision="year", starts_on=date(2021, 1, 1))
    assert order_on_the_line() == ["m-year", "m-day", "today", "m-today", "m-month", "m-next", "m-open"]


def test_today_is_marked_in_a_year_without_steps(client: Client) -> None:
    make.milestone(starts_on=date(2016, 11, 5))
    assert order_on_the_line() == ["m-conclude", "today"]
    with time_machine.travel("2028-03-01T20:00:00Z", tick=False):
        page = text(client)
    assert 'id="year-2028"' in page
    assert 'Today, <time datetime="2028-03-02">2 March 2028</time>' in page


def test_whole_content_is_shown(client: Client) -> None:
    call_command("load_defa", verbosity=0)
    with time_machine.travel(NOW, tick=False):
        page = text(client)
    assert page.count('<li class="step ') == 34
    assert page.count("step is-superseded") == 2
    assert page.count("step is-unknown") == 3
    assert page.count("step is-planned") == 1
    assert "<s>Target: conclude by the end of 2025</s>" in page
    assert 'Superseded by <a href="#m-conclude">Negotiations concluded</a> (30 May 2026).' in page
    assert "Not seen to have happened" in page
    assert "Weak source" in page
    assert 'id="today"' in page
    assert page.index('id="today"') < page.index('id="m-sign"') < page.index('id="m-inforce"')
    assert page.index('href="#m-sign"') < page.index('id="m-accec"')


def test_planned_date_that_has_passed_is_not_called_planned(client: Client) -> None:
    make.milestone("m-sign", status="planned", precision="month", starts_on=date(2026, 11, 1))
    with time_machine.travel("2026-12-01T03:00:00Z", tick=False):
        page = text(client)
    assert "Planned, result not recorded" in page
    assert "The planned date has passed." in page
    assert "What comes next" not in page


def test_consultation_windows_stand_on_the_same_line(client: Client) -> None:
    make.consultation(is_example=True)
    page = text(client)
    assert 'id="consultation-rules-for-trade-1"' in page
    assert 'href="/consultations/rules-for-trade/"' in page
    assert "Open for answers" in page
    assert "What comes next" in page
    assert "Example data." in page


def test_what_comes_next_is_in_the_order_of_what_happens_next(client: Client) -> None:
    make.consultation("a-coming-late", title="Coming late", opens=timedelta(days=9), closes=timedelta(days=10))
    make.consultation("b-open-long", title="Open long", opens=timedelta(days=-9), closes=timedelta(days=8))
    make.consultation("z-open-short", title="Open short", opens=timedelta(days=-2), closes=timedelta(days=2))
    today = database_now().astimezone(JAKARTA).date()
    last = today + timedelta(days=5)
    make.milestone("m-step", title="A step of days", status="planned", starts_on=today + timedelta(days=1), ends_on=last)
    make.milestone("a-open", title="Without a date", status="planned", precision="open", starts_on=None)
    found = line.coming(line.entries(milestone_rows(), windows(), line.Filter("", ""), database_now(), JAKARTA))
    names = [entry.window.slug if entry.window else entry.anchor for entry in found]
    assert names == ["z-open-short", "m-step", "b-open-long", "a-coming-late", "a-open"]
    page = text(client)
    assert page.index("Open short") < page.index("A step of days") < page.index("Open long") < page.index("Coming late")


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", ["m-a", "m-b", "m-whole", "consultation-rules-for-trade-1"]),
        ("?element=digital-trade", ["m-a", "consultation-rules-for-trade-1"]),
        ("?element=whole", ["m-whole"]),
        ("?kind=signing", ["m-b"]),
        ("?kind=consultation", ["consultation-rules-for-trade-1"]),
        ("?element=digital-trade&kind=conclusion", ["m-a"]),
        ("?element=nope&kind=nope&more=x", ["m-a", "m-b", "m-whole", "consultation-rules-for-trade-1"]),
        ("?element=talent&kind=conclusion", []),
    ],
)
def test_filters_can_be_linked_to(client: Client, query: str, shown: list[str]) -> None:
    make.consultation()
    make.milestone("m-a", elements=("digital-trade",))
    make.milestone("m-b", kind="signing", elements=("talent",))
    make.milestone("m-whole")
    page = text(client, query)
    anchors = ["m-a", "m-b", "m-whole", "consultation-rules-for-trade-1"]
    assert [anchor for anchor in anchors if f'id="{anchor}"' in page] == shown
    assert ("No step fits this choice" in page) == (not shown)
    if query == "?element=digital-trade&kind=conclusion":
        assert 'href="/timeline.ics?element=digital-trade&amp;kind=conclusion"' in page
        assert '<option value="digital-trade" selected>' in page


@pytest.mark.parametrize("path", ["/timeline/", "/timeline.ics", "/timeline.atom"])
@pytest.mark.parametrize("value", ["%00", "9" * 5000, "%ED%A0%80", "%FF%FE", "%F0%9F%98%80", "a%0Ab", "&&&==", "%"])
def test_hostile_parameters_are_ignored_or_refused(client: Client, path: str, value: str) -> None:
    make.milestone()
    answer = client.get(f"{path}?element={value}&kind={value}")
    assert answer.status_code == (400 if value == "%00" else 200)


@pytest.mark.parametrize("number", [1, 3])
def test_timeline_asks_the_same_number_of_questions_for_one_row_and_three(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    for n in range(number):
        make.consultation(f"rules-{n}")
        make.milestone(f"m-{n}", elements=("digital-trade",))
    with django_assert_num_queries(TIMELINE_QUERIES):
        page = text(client)
    assert page.count('<li class="step ') == 2 * number


def test_page_is_good_until_midnight_in_the_stated_zone_or_the_next_window() -> None:
    midnight = datetime(2026, 11, 25, tzinfo=JAKARTA)
    assert next_change(NOW, JAKARTA, []) == midnight
    make.consultation(closes=timedelta(days=3))
    [window] = windows()
    assert next_change(window.closes_at - timedelta(minutes=5), JAKARTA, [window]) <= window.closes_at
    just_before = database_now() - timedelta(days=1, seconds=5)
    assert next_change(just_before, JAKARTA, [window]) == min(window.opens_at, next_change(just_before, JAKARTA, []))
