"""Check, send, receipt, and coming back."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from consultations.models import Section
from consultations.services.publish import move_window, publish_consultation
from core.clock import database_now
from responses.models import Response
from tests import make
from tests.responses.pages import ANSWERS, RESPOND, Sent, begin, fill, send

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _open_consultation() -> None:
    make.consultation()


def test_check_page_links_to_what_is_missing(client: Client) -> None:
    here = begin(client)
    page = client.get(f"{here}check/").content.decode()
    for link in (
        "about-you/#id_profile__capacity_0",
        "about-you/#id_profile__country",
        "s/trade/#q-stance",
        "publication/#id_consent_0",
    ):
        assert f'href="{here}{link}"' in page
    assert "Send my response" not in page


def test_check_page_names_the_part_of_a_question_asked_in_several(client: Client) -> None:
    stance: dict[str, Any] = {"key": "stance", "kind": "position", "text": "Your position?", "required": True}
    made = make.consultation("asked-twice", questions=(stance,), opens=timedelta(days=1), publish=False)
    other = Section.objects.create(phase=made.phases.get(), key="payments", title="Payments", order=1, element=make.element())
    make.add_question(other, **(stance | {"key": "stance_again"}))
    make.add_question(other, key="why", text="Why?", required=True)
    publish_consultation(consultation=made, by="test")
    times: dict[str, Any] = {"opens_at": database_now() - timedelta(days=1), "closes_at": database_now() + timedelta(days=1)}
    move_window(phase=made.phases.get(), **times, by="test", reason="as the test needs it")
    here = client.post("/consultations/asked-twice/respond/", {"language": "en"})["Location"]
    page = client.get(f"{here}check/").content.decode()
    told = re.findall(r'href="[^"]*/s/[^"]*">([^<]*)</a>\s*</li>', page)
    assert [one.partition("?")[0] for one in told] == ["Digital trade – Your position", "Payments – Your position", "Why"]


def test_check_page_shows_every_answer_with_a_link_to_change_it(client: Client) -> None:
    here = begin(client)
    fill(client, here)
    page = client.get(f"{here}check/").content.decode()
    for words in (
        "Paper at the border costs us two days.",
        "Other: Two systems that do not talk",
        "2.5 days",
        "Support with changes",
    ):
        assert words in page
    for link in ("about-you/#q-profile__name", "s/trade/#q-reasons", "publication/#q-consent"):
        assert f'href="{here}{link}"' in page
    assert "Send my response" in page


@pytest.mark.parametrize(
    ("consent", "public", "hidden"),
    [
        (
            "named",
            ["Your answers", "Name: Respondent One", "Organisation: Silk Road Parcels"],
            ["E-mail address: one@example.org"],
        ),
        ("organisation", ["Your answers", "Organisation: Silk Road Parcels"], ["Name: Respondent One"]),
        ("anonymous", ["Your answers"], ["Name: Respondent One", "Organisation: Silk Road Parcels"]),
        ("not_published", [], ["Your answers", "Name: Respondent One", "Organisation: Silk Road Parcels"]),
    ],
)
def test_check_page_says_what_will_be_public(client: Client, consent: str, public: list[str], hidden: list[str]) -> None:
    here = begin(client)
    fill(client, here)
    client.post(f"{here}publication/", {"consent": consent, "consent__certify": "yes"})
    shown: Any = client.get(f"{here}check/").context["shown"]
    assert set(public) <= set(shown.public)
    assert set(hidden) <= set(shown.hidden)
    assert not set(shown.public) & set(shown.hidden)


def test_sending_what_is_not_complete_shows_the_check_page(client: Client) -> None:
    here = begin(client)
    client.post(f"{here}s/trade/", {**ANSWERS, "days": "many"})
    answer = client.post(f"{here}submit/")
    assert answer.status_code == 422
    assert "Not sent:" in answer.content.decode()
    assert Response.objects.get().draft["days"] == ["many"]


def test_sending_twice_leads_to_one_receipt(client: Client) -> None:
    here = begin(client)
    fill(client, here)
    first, second = client.post(f"{here}submit/"), client.post(f"{here}submit/")
    assert (first.status_code, second.status_code) == (303, 303)
    assert first["Location"] == second["Location"]
    assert Response.objects.count() == 1


def test_receipt_shows_reference_moment_and_answers(client: Client) -> None:
    sent = send(client)
    response = Response.objects.get()
    page = client.get(f"/responses/{sent.reference}/receipt/").content.decode()
    assert response.submitted_at is not None
    for words in (sent.reference, "Jakarta time (UTC+7)", f"{response.submitted_at:%Y-%m-%d %H:%M:%S} UTC", "Silk Road Parcels"):
        assert words in page


def test_access_code_is_shown_only_in_the_browser_that_sent(client: Client) -> None:
    sent = send(client)
    cookie = client.cookies["defa_code"]
    assert (cookie["max-age"], cookie["path"], cookie["httponly"]) == (1800, f"/responses/{sent.reference}/receipt/", True)
    assert len(sent.code.replace("-", "")) == 26
    other = come_back(sent)
    page = other.get(f"/responses/{sent.reference}/receipt/").content.decode()
    assert sent.code not in page
    assert "no longer shown" in page


def come_back(sent: Sent, **changes: str) -> Client:
    """A fresh browser that opened the response with reference and code."""
    other = Client()
    answer = other.post("/receipts/", {"reference": sent.reference, "code": sent.code, **changes})
    assert answer.status_code == 303, answer.content.decode()
    assert answer["Location"] == f"/responses/{sent.reference}/"
    return other


@pytest.mark.parametrize("page", ["", "receipt/", "withdraw/"])
def test_stranger_finds_nothing_at_the_address_of_a_response(client: Client, page: str) -> None:
    sent = send(client)
    assert client.get(f"/responses/{sent.reference}/{page}").status_code == 200
    assert Client().get(f"/responses/{sent.reference}/{page}").status_code == 404
    assert Client().get(f"/responses/nothing/{page}").status_code == 404
    assert Client().post(f"/responses/{sent.reference}/amend/").status_code == 404
    assert Client().post(f"/responses/{sent.reference}/withdraw/").status_code == 404


def test_reference_and_code_are_read_kindly(client: Client) -> None:
    sent = send(client)
    come_back(sent, reference=sent.reference.lower().replace("-", " "), code=f" {sent.code.lower()} ")


@pytest.mark.parametrize(
    ("reference", "code"),
    [("", ""), ("DEFA-0000-0000-0", "x"), ("\x00", "\x00"), ("x" * 5000, "y"), ("{reference}", "WRONG")],
)
def test_wrong_reference_or_code_is_a_form_error(client: Client, reference: str, code: str) -> None:
    sent = send(client)
    answer = Client().post("/receipts/", {"reference": reference.format(reference=sent.reference), "code": code})
    assert answer.status_code == 200
    assert "error-summary" in answer.content.decode()
    assert 'aria-invalid="true"' in answer.content.decode() or "do not belong together" in answer.content.decode()


def test_guessing_has_to_wait_and_the_owner_has_not(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("responses.permissions.MOST_WRONG_TRIES", 2)
    sent = send(client)
    wrong, right = ({"reference": sent.reference, "code": code} for code in ("wrong", sent.code))
    assert [client.post("/receipts/", wrong).status_code for _ in range(3)] == [200, 200, 429]
    assert client.post("/receipts/", right).status_code == 303


def test_change_starts_from_what_was_sent_and_replaces_it(client: Client) -> None:
    sent = send(client)
    back = come_back(sent)
    here = back.post(f"/responses/{sent.reference}/amend/")["Location"]
    assert "Paper at the border costs us two days." in back.get(f"{here}s/trade/").content.decode()
    back.post(f"{here}s/trade/", {**ANSWERS, "reasons": "Three days by now."})
    assert f'Change my response <span class="reference">{sent.reference}</span>' in back.get(here).content.decode()
    back.post(f"{here}publication/", {"consent": "named", "consent__certify": "yes"})
    assert back.post(f"{here}submit/")["Location"] == f"/responses/{sent.reference}/receipt/"
    page = back.get(f"/responses/{sent.reference}/receipt/").content.decode()
    assert "This is version 2." in page
    assert "Three days by now." in page
    assert list(Response.objects.order_by("edition").values_list("state", flat=True)) == ["superseded", "submitted"]
    come_back(sent)


def test_withdrawing_asks_once(client: Client) -> None:
    sent = send(client)
    assert "It cannot be undone." in client.get(f"/responses/{sent.reference}/withdraw/").content.decode()
    assert client.post(f"/responses/{sent.reference}/withdraw/").status_code == 303
    page = client.get(f"/responses/{sent.reference}/").content.decode()
    assert "Withdrawn" in page
    assert "Withdraw my response" not in page
    assert "Nothing: you withdrew it before it was decided." in page
    assert client.post(f"/responses/{sent.reference}/withdraw/").status_code == 403


def test_sending_makes_the_browser_forget_the_draft(client: Client) -> None:
    send(client)
    assert "Go on with my answers" not in client.get(RESPOND).content.decode()


@pytest.mark.parametrize("page", ["", "receipt/"])
def test_pages_of_a_sent_response_are_private(client: Client, page: str) -> None:
    sent = send(client)
    assert client.get(f"/responses/{sent.reference}/{page}")["Cache-Control"] == "no-store"
    assert client.get("/receipts/")["Cache-Control"] == "no-store"


@pytest.mark.parametrize("page", ["", "receipt/"])
def test_pages_of_a_sent_response_cost_a_fixed_number_of_queries(
    client: Client, django_assert_max_num_queries: Any, page: str
) -> None:
    sent = send(client)
    with django_assert_max_num_queries(7):
        client.get(f"/responses/{sent.reference}/{page}")
