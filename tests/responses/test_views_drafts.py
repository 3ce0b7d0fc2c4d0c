"""Answering over two visits: parts, saving, errors, what is hidden."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from consultations.models import Section
from consultations.models.questionnaire import RESERVED
from consultations.services.publish import publish_consultation
from core.clock import database_now
from responses.models import Response
from responses.services import drafts
from responses.views.private import NOT_ANSWERS
from tests import make
from tests.responses.pages import ANSWERS, PROFILE, begin, correct, fill

pytestmark = pytest.mark.django_db
PRIVATE = ("Cache-Control", "Referrer-Policy", "X-Robots-Tag")


@pytest.fixture
def here(client: Client) -> str:
    make.consultation()
    return begin(client)


def draft() -> Response:
    found = Response.objects.get()
    assert isinstance(found, Response)
    return found


def test_draft_goes_on_in_another_browser_with_its_link(client: Client, here: str) -> None:
    client.post(f"{here}s/trade/", ANSWERS)
    page = Client().get(f"{here}s/trade/").content.decode()
    assert "Paper at the border costs us two days." in page
    assert 'value="Two systems that do not talk"' in page
    assert page.count(" checked") == 2


@pytest.mark.parametrize("page", ["", "about-you/", "s/trade/", "publication/", "check/", "discard/"])
def test_pages_of_a_draft_are_private(client: Client, here: str, page: str) -> None:
    answer = client.get(here + page)
    assert answer.status_code == 200
    assert [answer[name] for name in PRIVATE] == ["no-store", "same-origin", "noindex, nofollow"]


@pytest.mark.parametrize("page", ["", "about-you/", "s/trade/", "publication/", "check/"])
def test_draft_of_another_key_is_not_found(client: Client, here: str, page: str) -> None:
    assert client.get(f"/drafts/{uuid4()}/{page}").status_code == 404
    assert client.get(f"/drafts/not-a-key/{page}").status_code == 404


def test_unknown_section_is_not_found(client: Client, here: str) -> None:
    assert client.get(f"{here}s/nothing/").status_code == 404
    assert client.post(f"{here}s/nothing/", {}).status_code == 404


def test_parts_lead_from_one_to_the_next(client: Client, here: str) -> None:
    assert client.post(f"{here}about-you/", PROFILE)["Location"] == f"{here}s/trade/"
    assert client.post(f"{here}s/trade/", ANSWERS)["Location"] == f"{here}files/"
    assert f'href="{here}publication/">Continue' in client.get(f"{here}files/").content.decode()
    consent = {"consent": "named", "consent__certify": "yes"}
    assert client.post(f"{here}publication/", consent)["Location"] == f"{here}check/"


def test_overview_button_saves_and_asks_nothing(client: Client, here: str) -> None:
    assert client.post(f"{here}s/trade/", {"days": "many", "go": "overview"})["Location"] == here
    assert draft().draft["days"] == ["many"]


def test_error_keeps_every_word_and_saves_it(client: Client, here: str) -> None:
    posted = {"reasons": "Words\nin two lines <b>", "days": "many", "barrier": "other", "asked": ["stance", "barrier"]}
    answer = client.post(f"{here}s/trade/", posted)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>\n            Error: Digital trade" in page or "Error: Digital trade" in page
    assert "Words\nin two lines &lt;b&gt;" in page
    assert 'value="many"' in page
    for link in ("#id_stance_0", "#id_days", "#id_barrier__other"):
        assert f'href="{link}"' in page
        assert f'id="{link[1:]}"' in page
    assert draft().draft == {
        "reasons": ["Words\nin two lines <b>"],
        "days": ["many"],
        "barrier": ["other"],
        "stance": [],
    }


def test_group_left_empty_takes_back_the_choice(client: Client, here: str) -> None:
    client.post(f"{here}save/", {"barrier": "paper"})
    client.post(f"{here}s/trade/", {"go": "overview", "asked": ["stance", "barrier"]})
    assert draft().draft["barrier"] == []


def test_unknown_names_are_left_out(client: Client, here: str) -> None:
    client.post(f"{here}s/trade/", {**ANSWERS, "evil": "x", "consent": "named"})
    assert sorted(draft().draft) == ["barrier", "barrier__other", "days", "reasons", "stance"]


@pytest.mark.parametrize("hostile", ["9" * 5000, "\x00null", "\ud800", "‮right", "x" * 200_000])
def test_hostile_value_is_a_form_error_or_is_cleaned(client: Client, here: str, hostile: str) -> None:
    body = f"days={hostile}&stance=support&reasons={hostile}".encode("utf-8", "surrogatepass")
    answer = client.post(f"{here}s/trade/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert "Write a number in digits" in answer.content.decode()
    assert client.get(f"{here}check/").status_code == 200


def test_saving_while_typing_answers_with_version_and_moment(client: Client, here: str) -> None:
    client.post(f"{here}save/", {"reasons": "One"})
    answer = client.post(f"{here}save/", {"reasons": "One two", "stance": "oppose"}, headers={"accept": "application/json"})
    saved = json.loads(answer.content)
    assert sorted(saved) == ["basis", "behind", "saved_at", "twice", "version"]
    assert (saved["behind"], saved["twice"]) == (False, [])
    assert saved["version"] == 2
    assert saved["saved_at"] == draft().saved_at.isoformat()
    assert draft().draft == {"reasons": ["One two"], "stance": ["oppose"]}


def test_saving_what_was_sent_says_so_to_the_script(client: Client, here: str) -> None:
    fill(client, here)
    client.post(f"{here}submit/")
    answer = client.post(f"{here}save/", {"reasons": "More"}, headers={"accept": "application/json"})
    assert answer.status_code == 403
    assert "was sent already" in answer.json()["sentence"]


def test_saving_needs_the_token(here: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"{here}save/", {"reasons": "x"}).status_code == 403
    assert draft().draft == {}
    strict.get(f"{here}s/trade/")
    token = strict.cookies["defa_csrf"].value
    assert strict.post(f"{here}save/", {"reasons": "x"}, headers={"x-csrftoken": token}).status_code == 200


def test_token_on_a_page_from_a_skeleton_is_good(here: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    page = strict.get(f"{here}s/trade/").content.decode()
    token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
    answer = strict.post(f"{here}s/trade/", {"csrfmiddlewaretoken": token, "stance": "support"})
    assert answer.status_code == 303


def test_expired_token_gives_back_what_was_typed(here: str) -> None:
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post(f"{here}s/trade/", {"csrfmiddlewaretoken": "old", "reasons": "Long thought"})
    assert answer.status_code == 403
    assert answer.content.decode().count("Long thought") == 2


def test_task_list_says_how_far_it_has_come(client: Client, here: str) -> None:
    assert words(client.get(here)) == ["Not started", "Not started", "None", "Not started", "When nothing is missing"]
    assert "<strong>5 answers still needed</strong>" in client.get(here).content.decode()
    client.post(f"{here}about-you/", {"profile__capacity": "individual", "asked": "profile__capacity"})
    client.post(f"{here}s/trade/", ANSWERS)
    assert words(client.get(here)) == ["In progress", "Done", "None", "Not started", "When nothing is missing"]
    fill(client, here)
    assert words(client.get(here)) == ["Done", "Done", "None", "Done", "Nothing is missing"]


def words(answer: Any) -> list[str]:
    return [task.word for task in answer.context["progress"].asked]


def test_task_list_shows_the_private_link(client: Client, here: str) -> None:
    assert f'value="http://testserver{here}"' in client.get(here).content.decode()


def test_late_draft_may_go_on_and_says_so(client: Client) -> None:
    made = make.consultation()
    here = begin(client)
    made.phases.update(closes_at=database_now() - timedelta(hours=1))
    for page in ("", "s/trade/", "check/"):
        assert "marked as late" in client.get(here + page).content.decode()
    fill(client, here)
    assert client.post(f"{here}submit/").status_code == 303
    assert draft().timing == "late"


def test_discarding_asks_once_and_deletes(client: Client, here: str) -> None:
    assert client.get(f"{here}discard/").status_code == 200
    assert client.post(f"{here}discard/").status_code == 303
    assert not Response.objects.exists()
    assert client.get(here).status_code == 404


def test_page_of_a_sent_draft_tells_its_holder(client: Client, here: str) -> None:
    fill(client, here)
    client.post(f"{here}submit/")
    answer = client.get(here)
    assert answer.status_code == 410
    assert "This draft was sent." in answer.content.decode()


@pytest.mark.parametrize(("then", "status"), [("submit/", 410), ("discard/", 404)])
def test_what_cannot_be_saved_is_given_back(client: Client, here: str, then: str, status: int) -> None:
    fill(client, here)
    client.post(here + then)
    answer = client.post(f"{here}s/trade/", {"reasons": "A thought of the other window <b>"})
    assert answer.status_code == status
    assert "A thought of the other window &lt;b&gt;" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


def test_draft_that_outgrows_every_form_keeps_its_words(client: Client, here: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drafts, "LARGEST_DRAFT", 100)
    answer = client.post(f"{here}s/trade/", {"reasons": "Words of a very long draft. " * 10})
    assert answer.status_code == 400
    assert answer.content.decode().count("Words of a very long draft.") == 10
    assert draft().draft == {}


def test_section_page_costs_two_queries_at_most(client: Client, here: str, django_assert_num_queries: Any) -> None:
    client.get(f"{here}s/trade/")
    with django_assert_num_queries(2):  # the draft, and the content version (polled once a second in production)
        client.get(f"{here}s/trade/")


def test_saving_costs_one_query(client: Client, here: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        client.post(f"{here}save/", {"reasons": "One"})


CONDITIONAL = (
    {"key": "exports", "kind": "single", "text": "Do you export?", "choices": ("yes", "no"), "required": True},
    {"key": "where", "kind": "short_text", "text": "Where to?", "required": True, "show_if": ("exports", "any_of", ["yes"])},
)


def test_question_of_the_same_page_stands_there_with_its_sentence(client: Client) -> None:
    make.consultation(questions=CONDITIONAL)
    here = begin(client)
    page = client.get(f"{here}s/trade/").content.decode()
    assert "Answer this only if you chose “Yes” for “Do you export?”." in page
    assert 'data-show-if="[{&quot;question&quot;: &quot;exports&quot;' in page
    assert client.post(f"{here}s/trade/", {"exports": "no", "where": ""}).status_code == 303
    assert "Where to? Write an answer." in client.post(f"{here}s/trade/", {"exports": "yes", "where": ""}).content.decode()


def test_section_that_is_not_needed_is_left_out(client: Client) -> None:
    made = make.consultation(questions=CONDITIONAL, publish=False)
    phase = made.phases.get()
    more = Section.objects.create(phase=phase, key="more", title="More", order=2)
    make.add_question(more, key="partner", text="Who?", show_if=("exports", "any_of", ["yes"]))
    publish_consultation(consultation=made, by="test")
    here = begin(client)
    assert client.post(f"{here}s/trade/", {"exports": "no"})["Location"] == f"{here}files/"
    assert client.get(f"{here}s/more/")["Location"] == here
    page = " ".join(client.get(here).content.decode().split())
    assert words(client.get(here)) == ["Not started", "Done", "None", "Not started", "When nothing is missing"]
    assert "<summary>1 part not needed with your answers</summary> <ul> <li>More</li> </ul>" in page
    assert client.post(f"{here}s/trade/", {"exports": "yes", "where": "x"})["Location"] == f"{here}s/more/"
    assert "Part 3 of 5" in client.get(f"{here}s/more/").content.decode()


def test_no_question_can_have_the_name_of_an_input_of_the_pages_themselves() -> None:
    assert NOT_ANSWERS <= RESERVED


@pytest.mark.parametrize("page", ["", "check/"])
def test_correction_made_meanwhile_is_told_with_its_reason(client: Client, here: str, page: str) -> None:
    words = "The questions were corrected after you began."
    assert words not in client.get(here + page).content.decode()
    correct("days", text="How many working days does it take?")
    corrected = client.get(here + page).content.decode()
    assert words in corrected
    assert "A word was missing." in corrected
    assert words not in client.get(begin(client) + page).content.decode()
