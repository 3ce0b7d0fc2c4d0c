"""The page of a response of which parts are marked as confidential."""

import pytest
from django.test import Client

from moderation.models import Decision, PublishedStatement
from responses.models import Response
from tests import make
from tests.moderation import build
from tests.moderation.services.test_claims import PUBLIC, claimed

pytestmark = pytest.mark.django_db


@pytest.fixture
def response(client: Client) -> Response:
    make.consultation()
    client.force_login(build.officer())
    return claimed(claim__words="Rivals read this.")


def address(response: Response) -> str:
    return f"/admin/responses/response/{response.pk}/change/"


def test_page_shows_full_and_public_text_the_reason_and_both_acts(client: Client, response: Response) -> None:
    page = client.get(address(response))
    html = page.content.decode()
    preview = html.partition("What the public would see")[2].partition("claim-heading")[0]
    assert PUBLIC in preview
    assert "4 million" not in preview
    for words in ("We pay <mark>4 million</mark> to <mark>two</mark> banks.", "Prices, costs, sales", "Rivals read this."):
        assert words in html
    assert [form.act for form in page.context["page"].forms] == ["accept", "refuse", "return", "decline"]


def test_accepting_stays_on_the_page_which_then_offers_publishing(client: Client, response: Response) -> None:
    answer = client.post(address(response), {"act": "accept", "reason": "confidential", "seen": 0})
    assert answer["Location"] == address(response)
    page = client.get(address(response))
    assert [form.act for form in page.context["page"].forms] == ["refuse", "publish", "return", "decline"]
    client.post(address(response), {"act": "publish", "reason": "accepted", "seen": 1})
    assert PublishedStatement.objects.get(key="reasons").text == PUBLIC


def test_refusing_without_a_note_asks_for_one(client: Client, response: Response) -> None:
    answer = client.post(address(response), {"act": "refuse", "reason": "too_wide", "seen": 0})
    assert answer.status_code == 422
    assert not Decision.objects.exists()


def test_publishing_by_a_post_made_by_hand_is_refused(client: Client, response: Response) -> None:
    client.post(address(response), {"act": "publish", "reason": "accepted", "seen": 0})
    assert not PublishedStatement.objects.exists()
    assert "Decide on the claim first" in client.get(address(response)).content.decode()


def test_queue_says_which_claims_wait_and_narrows_to_them(client: Client, response: Response) -> None:
    plain = claimed(reasons="No marks.")
    page = client.get("/admin/responses/response/?claim=claimed").content.decode()
    assert "Confidential parts: undecided" in page
    assert response.reference in page
    assert plain.reference not in page
