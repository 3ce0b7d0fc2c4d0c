"""The page where an answer starts, and the answer on one page."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from consultations.models import Phase
from consultations.rendering import shelf
from consultations.services.forms import first_revision
from consultations.services.publish import copy_questionnaire
from core.clock import database_now
from core.version import watch
from responses.models import Response, Statement
from tests import make
from tests.responses.pages import RESPOND, begin, correct

pytestmark = pytest.mark.django_db


def test_open_consultation_says_what_when_and_how_long(client: Client) -> None:
    make.consultation()
    page = client.get(RESPOND).content.decode()
    for words in (
        "Rules for trade",
        "Open until",
        "Jakarta time (UTC+7)",
        "About 10 minutes if you answer all: 4 questions in 1 part.",
        "go on later",
    ):
        assert words in page


def test_starting_makes_a_draft_in_the_language_chosen(client: Client) -> None:
    make.consultation()
    client.post(RESPOND, {"language": "km"})
    assert list(Response.objects.values_list("state", "language")) == [("draft", "km")]


@pytest.mark.parametrize("typed", ["", "xx", "\x00", "e" * 300])
def test_language_that_is_not_offered_is_unknown(client: Client, typed: str) -> None:
    make.consultation()
    client.post(RESPOND, {"language": typed})
    assert Response.objects.get().language == "und"


def test_looking_at_the_page_writes_nothing(client: Client) -> None:
    make.consultation()
    client.get(RESPOND)
    assert not Response.objects.exists()


def test_browser_that_started_is_offered_to_go_on(client: Client) -> None:
    make.consultation()
    here = begin(client)
    assert f'href="{here}"' in client.get(RESPOND).content.decode()
    assert here not in Client().get(RESPOND).content.decode()
    cookie = client.cookies["defa_draft"]
    assert (cookie["max-age"], cookie["expires"], cookie["httponly"], cookie["path"]) == ("", "", True, "/consultations/")


def test_forged_cookie_is_ignored(client: Client) -> None:
    make.consultation()
    client.cookies["defa_draft"] = "forged"
    assert client.get(RESPOND).status_code == 200


@pytest.mark.parametrize(
    ("opens", "closes", "words"),
    [(1, 2, "This consultation is not open yet"), (-2, -1, "This consultation has closed")],
)
def test_page_outside_the_window_says_so_and_starts_nothing(client: Client, opens: int, closes: int, words: str) -> None:
    make.consultation(opens=timedelta(days=opens), closes=timedelta(days=closes))
    assert words in client.get(RESPOND).content.decode()
    assert client.post(RESPOND).status_code == 403
    assert not Response.objects.exists()


def test_unknown_and_unpublished_consultations_are_not_found(client: Client) -> None:
    make.consultation("being-prepared", publish=False)
    assert client.get("/consultations/nothing/respond/").status_code == 404
    assert client.get("/consultations/being-prepared/respond/").status_code == 404
    assert client.post("/consultations/being-prepared/respond/").status_code == 404


@pytest.mark.parametrize("layout", ["task_list", "one_page"])
def test_page_costs_no_query_within_the_poll_time(
    client: Client, settings: Any, django_assert_num_queries: Any, layout: str
) -> None:
    make.consultation(layout=layout)
    settings.PAGE_CACHE_POLL_SECONDS = 60
    watch.asked = float("-inf")
    client.get(RESPOND)
    rendered = shelf.rendered
    with django_assert_num_queries(0):
        client.get(RESPOND)
    assert shelf.rendered == rendered
    watch.asked = float("-inf")


def one_page(client: Client) -> str:
    """The key on the page."""
    make.consultation(layout="one_page")
    page = client.get(RESPOND).content.decode()
    assert page.count("<h1") == 1
    return page.split('name="key" value="')[1].split('"')[0]


def test_one_page_is_sent_at_once_and_once(client: Client) -> None:
    key = one_page(client)
    answers = [client.post(RESPOND, {**make.whole_answer(), "key": key}) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer["Location"] for answer in answers}) == 1
    assert Response.objects.count() == 1
    page = client.get(answers[0]["Location"]).content.decode()
    assert 'class="code"' in page
    assert "Paper at the border costs us two days." in page


def test_one_page_asks_for_the_language_and_keeps_it(client: Client) -> None:
    key = one_page(client)
    assert '<option value="und" selected>' in client.get(RESPOND).content.decode()
    again = client.post(RESPOND, {**make.whole_answer(days="many"), "key": key, "language": "km"}).content.decode()
    assert '<option value="km" selected>' in again
    assert re.findall(r'<textarea[^>]* lang="(.*?)"', again) == ["km"] * 3
    assert client.post(RESPOND, {**make.whole_answer(), "key": key, "language": "km"}).status_code == 303
    assert Response.objects.get().language == "km"
    assert set(Statement.objects.values_list("language", flat=True)) == {"km"}


@pytest.mark.parametrize("odd", ["", "xx", "\x00", "<b>"])
def test_one_page_with_an_odd_language_is_sent_without_one(client: Client, odd: str) -> None:
    key = one_page(client)
    assert client.post(RESPOND, {**make.whole_answer(), "key": key, "language": odd}).status_code == 303
    assert Response.objects.get().language == "und"


def test_one_page_has_a_fresh_key_each_time(client: Client) -> None:
    assert one_page(client) not in client.get(RESPOND).content.decode()


def test_one_page_with_errors_keeps_key_and_words(client: Client) -> None:
    key = one_page(client)
    answer = client.post(RESPOND, {**make.whole_answer(days="many", profile__capacity=""), "key": key})
    page = answer.content.decode()
    assert f'name="key" value="{key}"' in page
    assert 'href="#id_days"' in page
    assert 'href="#id_profile__capacity_0"' in page
    assert 'value="many"' in page
    assert "Paper at the border costs us two days." in page
    assert not Response.objects.exists()


@pytest.mark.parametrize("key", ["", "nonsense", None])
def test_one_page_without_a_key_keeps_the_words(client: Client, key: str | None) -> None:
    one_page(client)
    answer = client.post(RESPOND, {**make.whole_answer(), **({} if key is None else {"key": key})})
    page = answer.content.decode()
    assert "Paper at the border costs us two days." in page
    assert "please send it again" in page
    fresh = page.split('name="key" value="')[1].split('"')[0]
    assert client.post(RESPOND, {**make.whole_answer(), "key": fresh}).status_code == 303
    assert Response.objects.count() == 1


def test_one_page_with_the_key_of_a_draft_is_refused(client: Client) -> None:
    made = make.consultation(layout="task_list")
    here = begin(client)
    made.phases.update(layout="one_page")
    answer = client.post(RESPOND, {**make.whole_answer(), "key": here.split("/")[2]})
    assert answer.status_code == 409
    assert Response.objects.get().state == "draft"


def test_one_page_left_open_past_the_closing_is_taken_as_late(client: Client) -> None:
    key = one_page(client)
    Phase.objects.update(closes_at=database_now() - timedelta(hours=1))
    assert client.post(RESPOND, {**make.whole_answer(), "key": key}).status_code == 303
    assert Response.objects.get().timing == "late"


def test_one_page_is_read_by_the_form_that_was_on_it(client: Client) -> None:
    key = one_page(client)
    correct("days", text="How many working days does it take?")
    assert 'name="form-seen" value="1.2"' in client.get(RESPOND).content.decode()
    posted = {**make.whole_answer(), "key": key, "form-seen": "1.1"}
    assert client.post(RESPOND, posted).status_code == 303
    assert Response.objects.get().revision.number == 1


def test_one_page_of_a_phase_that_closed_is_kept_as_late_though_another_has_opened(client: Client) -> None:
    key = one_page(client)
    first = Phase.objects.get()
    now = database_now()
    second = Phase.objects.create(
        consultation=first.consultation, number=2, opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=9)
    )
    copy_questionnaire(source=first, target=second, by="test")
    Phase.objects.filter(pk=first.pk).update(closes_at=now - timedelta(hours=1))
    first_revision(phase=second, by="test")
    assert client.post(RESPOND, {**make.whole_answer(), "key": key, "form-seen": "1.1"}).status_code == 303
    assert list(Response.objects.values_list("phase__number", "timing")) == [(1, "late")]


@pytest.mark.parametrize("seen", ["", "9.9", "1.99999999999", "\x00", "١.١", "1.1.1"])
def test_one_page_that_names_no_form_is_read_by_the_one_in_force(client: Client, seen: str) -> None:
    key = one_page(client)
    assert client.post(RESPOND, {**make.whole_answer(), "key": key, "form-seen": seen}).status_code == 303
    assert Response.objects.get().revision.number == 1


def test_one_page_of_a_phase_that_is_not_public_is_not_reached_by_its_number(client: Client) -> None:
    key = one_page(client)
    hidden = make.consultation("being-prepared", publish=False, layout="one_page")
    assert client.post("/consultations/being-prepared/respond/", {"key": key, "form-seen": "1.1"}).status_code == 404
    assert not Response.objects.filter(phase__consultation=hidden).exists()


def test_one_page_can_go_on_as_a_draft_with_every_word(client: Client) -> None:
    make.consultation(layout="one_page")
    key = re.search(r'name="key" value="([0-9a-f-]{36})"', client.get(RESPOND).content.decode())
    assert key
    posted = {"key": key[1], "go": "draft", "language": "th", "reasons": "Half a sentence"}
    for _ in range(2):
        answer = client.post(RESPOND, posted)
        assert (answer.status_code, answer["Location"]) == (303, f"/drafts/{key[1]}/")
    draft = Response.objects.get()
    assert (draft.draft, draft.language) == ({"reasons": ["Half a sentence"], "profile__language": ["th"]}, "th")
    assert f'href="/drafts/{key[1]}/files/"' in client.get(answer["Location"]).content.decode()
    assert f'href="/drafts/{key[1]}/"' in client.get(RESPOND).content.decode()
