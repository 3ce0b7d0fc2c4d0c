import re
from xml.etree import ElementTree

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from consultations.models import Phase
from defa_portal.charts import LINE_LENGTH, bar_chart, columns, wrapped
from moderation.figures import QuestionFigure, Row
from moderation.models import PublishedResponse, Tally
from tests import make

pytestmark = pytest.mark.django_db

QUERIES = 5  # version, consultation, tallies, revisions with their phases, distinct respondents
ADDRESS = "/consultations/rules/figures/"


@pytest.fixture
def phase() -> Phase:
    return make.consultation("rules").phases.get()


def text(client: Client) -> str:
    answer = client.get(ADDRESS)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def tally(phase: Phase, question: str, option: str, count: int) -> None:
    Tally.objects.update_or_create(phase=phase, question=question, option=option, defaults={"count": count})


def rows(page: str, question: str) -> list[tuple[str, str, str]]:
    table = page.partition(f"{question}</caption>")[2].partition("</table>")[0]
    return re.findall(r'<th scope="row">(.*?)</th> <td>(.*?)</td> <td>(.*?)</td>', table)


def test_figures_come_from_the_tallies_alone(client: Client, phase: Phase) -> None:
    for option, count in (("", 90), ("support", 50), ("with_changes", 30), ("oppose", 10)):
        tally(phase, "stance", option, count)
    tally(phase, "", "", 95)
    page = text(client)
    assert PublishedResponse.objects.count() == 0
    assert '<strong class="tabular">95</strong> published responses' in page
    assert 'Answered by <span class="tabular">90</span> published responses.' in page
    assert rows(page, "What is your position on this element?") == [
        ("Support", "50", "56 %"),
        ("Support with changes", "30", "33 %"),
        ("Oppose", "not shown", "–"),
        ("No view", "not shown", "–"),
    ]
    assert "They are not a sample" in page


def test_a_small_count_stands_nowhere_in_the_page(client: Client, phase: Phase) -> None:
    for option, count in (("", 1003), ("support", 612), ("with_changes", 388), ("oppose", 3)):
        tally(phase, "stance", option, count)
    tally(phase, "", "", 1003)
    page = text(client)
    assert not re.search(r">\s*3\s*<|: 3[;.]", page)


def test_the_chart_and_the_table_say_the_same(client: Client, phase: Phase) -> None:
    for n in range(7):
        make.published(phase, answers={"barrier": "paper" if n % 2 else "cost"})
    page = text(client)
    counts = re.findall(r'<text class="chart-count"[^>]*>(.*?)</text>', page)
    assert counts == [] or counts == [cell for _, cell, _ in rows(page, "What hinders you most?")]
    assert "style=" not in page


def test_texts_are_counted_and_lead_to_the_record(client: Client, phase: Phase) -> None:
    for _ in range(5):
        make.published(phase, statements={"reasons": "Because."})
    assert 'Answered in their own words or numbers by <strong class="tabular">5</strong>' in text(client)


def test_no_published_response_no_figures(client: Client, phase: Phase) -> None:
    assert "No figures yet" in text(client)


def test_few_responses_show_nothing(client: Client, phase: Phase) -> None:
    for _ in range(4):
        make.published(phase, answers={"stance": "support"})
    page = text(client)
    assert "Fewer than 5 published responses answer this question" in page
    assert "<table" not in page
    assert '<svg class="chart"' not in page


@pytest.mark.parametrize("number", [1, 3])
def test_figures_take_the_same_queries_whatever_they_count(
    client: Client, phase: Phase, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(number):
        make.published(phase, answers={"stance": "support"})
    with django_assert_num_queries(QUERIES):
        client.get(ADDRESS)


def figure(*cells: tuple[str, int | str]) -> QuestionFigure:
    shown = tuple(Row(label, cell, "") for label, cell in cells)
    return QuestionFigure("q", "How & why?", several=False, withheld=False, total=30, rows=shown, rest=0, rest_word="")


def test_a_chart_is_an_image_with_a_title_and_the_numbers_as_text() -> None:
    chart = ElementTree.fromstring(bar_chart(figure(("Yes <b>", 20), ("No", 10), ("Else", "not shown")), "p1-q"))  # noqa: S314 - ours
    assert (chart.get("role"), chart.get("aria-labelledby")) == ("img", "p1-q-title p1-q-desc")
    assert chart.findtext("title") == "How & why?"
    assert chart.findtext("desc") == "Yes <b>: 20; No: 10; Else: not shown."
    assert [bar.get("width") for bar in chart.findall("rect[@class='chart-bar']")] == ["78.00%", "39.00%", "0"]
    assert [count.text for count in chart.findall("text[@class='chart-count']")] == ["20", "10", "not shown"]


def test_there_is_no_chart_of_nothing() -> None:
    assert bar_chart(figure(("Yes", "not shown"), ("No", "not shown")), "q") == ""


@pytest.mark.parametrize("label", ["word " * 60, "x" * 500, "数字经济" * 40, "ក" * 300, "", "short"])
def test_labels_are_wrapped_to_the_width_of_a_small_screen(label: str) -> None:
    lines = wrapped(label)
    assert len(lines) <= 3
    assert all(columns(line) <= LINE_LENGTH for line in lines)
    assert label.startswith("".join(lines)[:5])
