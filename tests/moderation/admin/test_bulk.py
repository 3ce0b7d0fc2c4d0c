"""Publish and decline for many: look, decide, read what was not done."""

import pytest
from django.test import Client

from accounts.models import User
from moderation.models import Decision
from moderation.services.decide import decide
from responses.models import Response
from tests.moderation import build

pytestmark = pytest.mark.django_db
QUEUE = "/admin/responses/response/"
DECIDE = f"{QUEUE}decide/"


@pytest.fixture
def moderator(client: Client) -> User:
    user = build.officer()
    client.force_login(user)
    return user


def choose(client: Client, action: str, responses: list[Response], query: str = "", **more: str) -> object:
    ids = [response.pk for response in responses]
    return client.post(f"{QUEUE}?{query}", {"action": action, "index": "0", "_selected_action": ids, **more})


def standings(*responses: Response) -> list[str]:
    return [Response.objects.get(pk=response.pk).standing for response in responses]


def test_the_review_names_what_will_be_done_and_what_not_and_does_nothing(client: Client, moderator: User) -> None:
    phase = build.phase()
    good, closed = build.response(phase), build.response(phase, consent="not_published")
    page = choose(client, "publish_selected", [good, closed])
    assert page.status_code == 200  # type: ignore[attr-defined]
    context = page.context  # type: ignore[attr-defined]
    assert [row.token for row in context["possible"]] == [f"{good.pk}:0"]
    assert [(row.response.pk, row.objection.code) for row in context["refused"]] == [(closed.pk, "refused")]
    assert Decision.objects.count() == 0


def test_publishing_many_leads_back_to_the_list_with_its_filters(client: Client, moderator: User) -> None:
    phase = build.phase()
    one, two = build.response(phase), build.response(phase)
    page = choose(client, "publish_selected", [one, two], "country=LA")
    address = page.context["address"]  # type: ignore[attr-defined]
    assert address == f"{DECIDE}?country=LA"
    answer = client.post(address, {"act": "publish", "reason": "accepted", "row": [f"{one.pk}:0", f"{two.pk}:0"]})
    assert (answer.status_code, answer["Location"]) == (302, f"{QUEUE}?country=LA")
    assert "2 responses published." in client.get(QUEUE).content.decode()
    assert standings(one, two) == ["published", "published"]


def test_declining_many_needs_a_reason_that_fits(client: Client, moderator: User) -> None:
    one = build.response(build.phase())
    row = f"{one.pk}:0"
    for fields in ({"reason": ""}, {"reason": "accepted"}, {"reason": "other", "note": " "}):
        answer = client.post(DECIDE, {"act": "decline", "row": row, **fields})
        assert answer.status_code == 422
        assert [found.token for found in answer.context["possible"]] == [row]
    assert client.post(DECIDE, {"act": "decline", "row": row, "reason": "spam"}).status_code == 302
    assert standings(one) == ["declined"]


def test_what_someone_else_decided_meanwhile_is_named_and_the_rest_is_done(client: Client, moderator: User) -> None:
    phase = build.phase()
    one, two = build.response(phase), build.response(phase)
    decide(response_id=two.pk, act="decline", reason="spam", note="", by="anh", seen=0)
    answer = client.post(DECIDE, {"act": "publish", "reason": "accepted", "row": [f"{one.pk}:0", f"{two.pk}:0"]})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "1 response published, 1 not" in html
    assert f"anh was quicker: {two.reference} was declined on " in html
    assert standings(one, two) == ["published", "declined"]


@pytest.mark.parametrize(
    "posted",
    [
        {},
        {"act": "publish", "reason": "accepted"},
        {"act": "unpublish", "reason": "abuse", "note": "x", "row": "1:1"},
        {"act": "publish", "reason": "accepted", "row": "x"},
        {"act": "publish", "reason": "accepted", "row": "1:" + "9" * 30},
        {"act": "publish", "reason": "accepted", "row": [f"{n}:0" for n in range(501)]},
        {"act": "publish", "reason": "accepted", "row": "٣:0"},
    ],
)
def test_a_post_no_page_of_ours_makes_is_bad_input(client: Client, moderator: User, posted: dict[str, str]) -> None:
    assert client.post(DECIDE, posted).status_code == 400


def test_numbers_that_do_not_exist_are_named(client: Client, moderator: User) -> None:
    answer = client.post(DECIDE, {"act": "publish", "reason": "accepted", "row": "999999999999999999:0"})
    assert answer.status_code == 200
    assert "There is no such response." in answer.content.decode()


def test_one_step_takes_five_hundred_of_all_that_were_chosen(
    client: Client, moderator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("moderation.admin.bulk.MOST_AT_ONCE", 3)
    phase = build.phase()
    responses = [build.response(phase) for _ in range(5)]
    page = choose(client, "publish_selected", responses[:1], select_across="1")
    context = page.context  # type: ignore[attr-defined]
    assert [row.response.pk for row in context["possible"]] == [response.pk for response in responses[:3]]
    assert context["left_for_later"] == 2


def test_opening_the_address_of_the_post_leads_to_the_list(client: Client, moderator: User) -> None:
    answer = client.get(DECIDE)
    assert (answer.status_code, answer["Location"]) == (302, QUEUE)
