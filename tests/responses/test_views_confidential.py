"""The page about what is confidential, and the pages that show both texts."""

import re

import pytest
from django.test import Client

from responses.claims import wording_name
from responses.models import Response
from tests import make
from tests.responses.pages import ANSWERS, RESPOND, begin, fill

pytestmark = pytest.mark.django_db
REASONS = "Each year we pay [[4 million dollars]] at the border."
WORDING = wording_name("reasons", "4 million dollars", 0)
COVERED = "Each year we pay [business-confidential passage] at the border."


def marked(client: Client) -> str:
    make.consultation()
    here = begin(client)
    fill(client, here)
    client.post(f"{here}s/trade/", ANSWERS | {"reasons": REASONS})
    return here


def test_part_appears_with_the_first_mark_and_goes_with_the_last(client: Client) -> None:
    here = marked(client)
    assert "Confidential passages" in client.get(here).content.decode()
    client.post(f"{here}s/trade/", ANSWERS)
    assert "Confidential passages" not in client.get(here).content.decode()
    assert client.get(f"{here}confidential/")["Location"] == here


def test_section_leads_on_to_it_and_it_leads_on_to_publication(client: Client) -> None:
    here = marked(client)
    assert client.post(f"{here}s/trade/", ANSWERS | {"reasons": REASONS})["Location"] == f"{here}files/"
    assert f'href="{here}confidential/">Continue' in client.get(f"{here}files/").content.decode()
    answer = client.post(f"{here}confidential/", {"claim__reason": "prices", "claim__certify": "yes"})
    assert (answer.status_code, answer["Location"]) == (303, f"{here}publication/")


def test_page_shows_each_passage_in_its_sentence(client: Client) -> None:
    page = client.get(f"{marked(client)}confidential/").content.decode()
    assert "Each year we pay <mark>4 million dollars</mark> at the border." in page
    assert f'name="{WORDING}"' in page
    assert "We cannot promise secrecy without limits" in page


def test_page_saves_first_and_then_says_what_is_missing(client: Client) -> None:
    here = marked(client)
    answer = client.post(f"{here}confidential/", {WORDING: "a large sum", "profile__name": "Not of this page"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Choose why this is confidential." in page
    assert ">a large sum</textarea>" in page.replace("\n", "")
    draft = Response.objects.get().draft
    assert (draft[WORDING], draft["profile__name"]) == (["a large sum"], ["Respondent One"])


def test_brackets_that_do_not_close_keep_every_word(client: Client) -> None:
    here = marked(client)
    page = client.post(f"{here}s/trade/", ANSWERS | {"reasons": "We pay [[4 million."}).content.decode()
    assert "A confidential passage near “4 million.” is not closed" in page
    assert "We pay [[4 million.</textarea>" in page
    check = client.get(f"{here}check/").content.decode()
    assert f'href="{here}s/trade/#q-reasons"' in check


def test_check_page_shows_exactly_what_will_be_public_beside_the_full_text(client: Client) -> None:
    here = marked(client)
    page = client.get(f"{here}check/").content.decode()
    assert "Each year we pay <mark>4 million dollars</mark> at the border." in page
    assert COVERED in page
    assert "2 answers still needed" in page
    assert f'href="{here}confidential/#q-claim__reason"' in page
    client.post(f"{here}confidential/", {"claim__reason": "prices", "claim__certify": "yes", WORDING: "a large sum"})
    page = client.get(f"{here}check/").content.decode()
    assert "Each year we pay a large sum at the border." in page
    assert "Your answers, without what you marked as confidential" in page


def test_receipt_and_own_page_show_both_under_one_reference(client: Client) -> None:
    here = marked(client)
    client.post(f"{here}confidential/", {"claim__reason": "prices", "claim__certify": "yes"})
    receipt = client.post(f"{here}submit/")["Location"]
    for address in (receipt, receipt.removesuffix("receipt/")):
        page = client.get(address).content.decode()
        assert "<mark>4 million dollars</mark>" in page
        assert COVERED in page
    assert "Not decided yet" in client.get(receipt.removesuffix("receipt/")).content.decode()


def test_answer_on_one_page_goes_on_as_a_draft(client: Client) -> None:
    make.consultation(layout="one_page")
    page = client.get(RESPOND).content.decode()
    key = re.search(r'name="key" value="([0-9a-f-]{36})"', page)
    assert key
    posted = make.whole_answer(reasons=REASONS) | {"key": key[1]}
    for _ in range(2):
        answer = client.post(RESPOND, posted)
        assert (answer.status_code, answer["Location"]) == (303, f"/drafts/{key[1]}/confidential/")
    assert client.get(answer["Location"]).status_code == 200


def test_markup_in_a_passage_is_shown_and_never_obeyed(client: Client) -> None:
    here = marked(client)
    client.post(f"{here}s/trade/", ANSWERS | {"reasons": "[[<script>alert(1)</script>]] <b>x</b>"})
    for page in ("confidential/", "check/"):
        text = client.get(here + page).content.decode()
        assert "<script>alert(1)" not in text
        assert "&lt;script&gt;alert(1)" in text


def test_section_page_costs_no_query_more_than_before(client: Client, django_assert_max_num_queries: object) -> None:
    here = marked(client)
    client.get(f"{here}s/trade/")
    with django_assert_max_num_queries(2):  # type: ignore[operator]
        client.get(f"{here}s/trade/")
