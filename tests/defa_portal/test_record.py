import re
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from consultations.models import Phase
from moderation.jobs import show_guessed_languages
from moderation.models import PublishedResponse
from moderation.queries import PAGE
from moderation.services.decide import decide
from responses.jobs import guess_statement_languages
from tests import make

pytestmark = pytest.mark.django_db

LIST_QUERIES = 5  # version, consultation, elements, rows with their first words, tallies
PAGED_QUERIES = 3  # version, the row to go on from, rows; the rest is kept while nothing public changes
PAGE_QUERIES = 5  # version, response with its consultation, phase and revision; statements; files; elements
ADDRESS = "/consultations/rules/responses/"


@pytest.fixture
def phase() -> Phase:
    return make.consultation("rules").phases.get()


def text(client: Client, address: str = ADDRESS) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def references(page: str) -> list[str]:
    return re.findall(r'href="/consultations/rules/responses/(DEFA-[A-Z0-9-]+)/"', page)


def publish(phase: Phase, number: int, **fields: Any) -> list[str]:
    return [make.published(phase, **fields).reference for _ in range(number)]


def test_rows_say_who_as_consented_when_what_and_on_what(client: Client, phase: Phase) -> None:
    make.published(
        phase,
        consent="anonymous",
        country="VN",
        sector="logistics",
        statements={"reasons": "Giấy tờ ở biên giới."},
        statement_elements={"reasons": "digital-trade"},
        language="vi",
    )
    page = text(client)
    assert "A micro, small or medium enterprise in Viet Nam, logistics and delivery" in page
    assert '<p class="record-words" lang="vi" dir="auto">Giấy tờ ở biên giới.</p>' in page
    assert "<li>Digital trade</li>" in page
    assert 'datetime="2026-11-02"' in page
    assert "Somsak" not in page
    assert "Mekong" not in page


@pytest.mark.parametrize(("consent", "line"), [("named", "Somsak Vongsa, Mekong Crafts"), ("organisation", "Mekong Crafts")])
def test_names_are_shown_as_far_as_consented(client: Client, phase: Phase, consent: str, line: str) -> None:
    make.published(phase, consent=consent)
    assert f"<bdi>{line}</bdi>" in text(client)


def test_what_is_written_is_shown_as_text(client: Client, phase: Phase) -> None:
    made = make.published(phase, statements={"reasons": "<b>One</b>\nand two & three"}, organisation="<i>Firm</i>")
    assert "&lt;b&gt;One&lt;/b&gt; and two &amp; three" in text(client)
    page = text(client, f"{ADDRESS}{made.reference}/")
    assert "&lt;b&gt;One&lt;/b&gt;<br>and two &amp; three" in page
    assert "&lt;i&gt;Firm&lt;/i&gt;" in page


def test_pages_go_on_by_reference_and_come_back(client: Client, phase: Phase) -> None:
    all_references = publish(phase, 2 * PAGE + 3)[::-1]
    first = text(client)
    assert references(first) == all_references[:PAGE]
    assert "Previous page" not in first
    second = text(client, f"{ADDRESS}?after={all_references[PAGE - 1]}")
    assert references(second) == all_references[PAGE : 2 * PAGE]
    assert f'href="{ADDRESS}?before={all_references[PAGE]}"' in second
    assert f'href="{ADDRESS}?after={all_references[2 * PAGE - 1]}"' in second
    last = text(client, f"{ADDRESS}?after={all_references[2 * PAGE - 1]}")
    assert references(last) == all_references[2 * PAGE :]
    assert "Next page" not in last
    back = text(client, f"{ADDRESS}?before={all_references[2 * PAGE]}")
    assert references(back) == all_references[PAGE : 2 * PAGE]
    assert "Previous page" in back
    start = text(client, f"{ADDRESS}?before={all_references[PAGE]}")
    assert references(start) == all_references[:PAGE]
    assert "Previous page" not in start
    assert "Next page" in start


@pytest.mark.parametrize(
    "cursor", ["after=DEFA-0000-0000-0", "after=1", "before=%00x"[:6], "after=%ED%A0%80", "before=" + "9" * 400]
)
def test_an_unknown_cursor_gives_the_first_page(client: Client, phase: Phase, cursor: str) -> None:
    all_references = publish(phase, 2)[::-1]
    assert references(text(client, f"{ADDRESS}?{cursor}")) == all_references


def test_filters_narrow_the_list_and_stay_in_the_links(client: Client, phase: Phase) -> None:
    kept = publish(phase, PAGE + 1, country="TH", capacity="association", sector="cloud")[::-1]
    publish(phase, 1, country="VN")
    [outside] = publish(phase, 1, country="JP")
    [about] = publish(phase, 1, statements={"reasons": "x"}, statement_elements={"reasons": "digital-trade"})
    for query in ("state=TH", "type=association", "sector=cloud"):
        page = text(client, f"{ADDRESS}?{query}")
        assert references(page) == kept[:PAGE]
        assert f'href="{ADDRESS}?{query}&amp;after={kept[PAGE - 1]}"' in page
    assert references(text(client, f"{ADDRESS}?state=outside")) == [outside]
    assert references(text(client, f"{ADDRESS}?element=digital-trade")) == [about]
    assert "No published response like this" in text(client, f"{ADDRESS}?state=TH&sector=platform")


def test_unknown_filters_are_ignored(client: Client, phase: Phase) -> None:
    publish(phase, 2)
    assert len(references(text(client, f"{ADDRESS}?state=XX&type=king&sector=%ED%A0%80&element=a&page=7"))) == 2


def test_the_empty_record_says_what_will_be_here(client: Client, phase: Phase) -> None:
    assert "Nothing published yet" in text(client)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_takes_the_same_queries_for_one_and_three(
    client: Client, phase: Phase, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    all_references = publish(phase, number + 1, statements={"reasons": "Because."})
    with django_assert_num_queries(LIST_QUERIES):
        client.get(ADDRESS)
    with django_assert_num_queries(PAGED_QUERIES):
        client.get(f"{ADDRESS}?after={all_references[-1]}")


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_response_takes_the_same_queries_whatever_it_holds(
    client: Client, phase: Phase, number: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    texts = dict([("reasons", "Because."), ("barrier__other", "Dust"), ("days__other", "x")][:number])
    made = make.published(phase, statements=texts)
    with django_assert_num_queries(PAGE_QUERIES):
        client.get(f"{ADDRESS}{made.reference}/")


def test_a_response_is_shown_by_section_with_its_questions(client: Client, phase: Phase) -> None:
    made = make.published(
        phase,
        answers={"stance": "with_changes", "barrier": "other", "days": "2.5"},
        statements={"reasons": "เพราะเอกสาร", "barrier__other": "Two systems"},
        language="th",
        timing="grace",
        edition=2,
    )
    page = text(client, f"{ADDRESS}{made.reference}/")
    assert "<h2>Digital trade</h2>" in page
    assert '<h3>What is your position on this element?</h3> <p class="answer" dir="auto">Support with changes</p>' in page
    assert '<div class="answer said" lang="th" dir="auto"><p>เพราะเอกสาร</p></div>' in page
    assert '<p class="answer" dir="auto">Other: Two systems</p>' in page
    assert "2.5 days" in page
    assert "five minutes of grace" in page
    assert "This is edition 2." in page
    assert made.reference in page


def test_a_guessed_language_is_used_and_said_to_be_a_guess(client: Client, phase: Phase) -> None:
    made = make.published(phase, statements={"reasons": "เพราะเอกสาร"}, language="und")
    guess_statement_languages.func()
    show_guessed_languages.func()
    page = text(client, f"{ADDRESS}{made.reference}/")
    assert '<div class="answer said" lang="th" dir="auto"><p>เพราะเอกสาร</p></div>' in page
    assert 'Language, as this portal guesses: <span lang="th">ภาษาไทย</span>' in page


def test_questions_without_an_answer_are_left_out(client: Client, phase: Phase) -> None:
    made = make.published(phase, answers={"stance": "oppose"})
    page = text(client, f"{ADDRESS}{made.reference}/")
    assert "What hinders you most?" not in page


def test_what_is_not_published_is_like_what_does_not_exist(client: Client, phase: Phase) -> None:
    waiting = make.response(phase)
    gone = make.published(phase)
    decide(response_id=gone.response_id, act="unpublish", reason="abuse", note="Names a person.", by="nok", seen=1)
    elsewhere = make.published(make.consultation("other").phases.get())
    draft = make.response(phase, consent="not_published")
    for reference in (waiting.reference, gone.reference, elsewhere.reference, draft.reference, "DEFA-0000-0000-0", "x" * 3000):
        assert client.get(f"{ADDRESS}{reference}/").status_code == 404
    assert PublishedResponse.objects.count() == 1


def test_no_integer_id_is_in_the_pages(client: Client, phase: Phase) -> None:
    made = make.published(phase)
    PublishedResponse.objects.filter(pk=made.pk).update(id=987654321)
    for page in (text(client), text(client, f"{ADDRESS}{made.reference}/")):
        assert "987654321" not in page
