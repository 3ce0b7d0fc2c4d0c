"""Two windows of one draft on the pages beside the sections: comments, reasons, words for a file, one member."""

import re
import uuid

import pytest
from django.test import Client

from responses.claims import wording_name
from responses.members import members_in
from responses.models import Attachment, DraftConflict, Response
from responses.services.conflicts import TWO_TEXTS
from responses.services.members import digest_of, put_members
from tests import make
from tests.responses.pages import ANSWERS, CONSENT, PROFILE, begin, fill

pytestmark = pytest.mark.django_db
ABOUT = "text__chapter_on_data__p2__"


@pytest.fixture
def here(client: Client) -> str:
    about = make.consultation(publish=False)
    make.put_up(about, make.draft_text(about).versions.get())
    return begin(client)


def started_from(client: Client, address: str) -> dict[str, str]:
    """The hidden inputs of a page, as its form would post them."""
    page = client.get(address).content.decode()
    found = dict(re.findall(r'<input type="hidden" name="(draft-[a-z]+|was)" value="([^"]*)"', page))
    assert found
    return found


def draft() -> dict[str, list[str]]:
    return dict(Response.objects.get().draft)


def test_a_comment_in_two_windows_is_kept_twice_and_one_is_chosen(client: Client, here: str) -> None:
    page = f"{here}texts/chapter-on-data/p2/"
    one, two = started_from(client, page), started_from(client, page)
    assert client.post(page, one | {f"{ABOUT}comment": "From one"}).status_code == 303
    answer = client.post(page, two | {f"{ABOUT}comment": "From two", f"{ABOUT}position": "oppose"})
    assert answer["Location"] == f"{page}#two-texts"
    assert (draft()[f"{ABOUT}comment"], draft()[f"{ABOUT}position"]) == (["From one"], ["oppose"])
    shown = client.get(page).content.decode()
    assert "Changed in two places at once" in shown
    assert "From two</pre>" in shown
    assert TWO_TEXTS.replace("&", "&amp;") in client.get(f"{here}check/").content.decode()
    row = DraftConflict.objects.get()
    standing = re.search(r'name="standing" value="([0-9a-f]+)"', shown)
    assert standing
    choice = {"conflict": row.uuid, "choice": "kept", "standing": standing[1]}
    assert client.post(f"{here}choose/", choice)["Location"] == page
    assert draft()[f"{ABOUT}comment"] == ["From two"]


def test_a_position_in_two_windows_is_shown_in_words(client: Client, here: str) -> None:
    page = f"{here}texts/chapter-on-data/p2/"
    one, two = started_from(client, page), started_from(client, page)
    client.post(page, one | {f"{ABOUT}position": "support"})
    client.post(page, two | {f"{ABOUT}position": "oppose"})
    shown = " ".join(client.get(page).content.decode().split())
    assert "> Support</pre>" in shown
    assert "> Oppose</pre>" in shown


def test_the_text_of_the_paragraph_untouched_overwrites_no_wording(client: Client, here: str) -> None:
    page = f"{here}texts/chapter-on-data/p2/"
    one, two = started_from(client, page), started_from(client, page)
    paragraph = re.search(r"data-quote-from>([^<]+)</p>", client.get(page).content.decode())
    assert paragraph
    client.post(page, one | {f"{ABOUT}wording": "Each Party may."})
    client.post(page, two | {f"{ABOUT}comment": "Why?", f"{ABOUT}wording": paragraph[1]})
    assert (draft()[f"{ABOUT}wording"], draft()[f"{ABOUT}comment"]) == (["Each Party may."], ["Why?"])
    assert not DraftConflict.objects.exists()


def test_the_place_of_a_quote_is_no_choice_for_people(client: Client, here: str) -> None:
    page = f"{here}texts/chapter-on-data/p2/"
    one, two = started_from(client, page), started_from(client, page)
    client.post(page, one | {f"{ABOUT}quote": "data", f"{ABOUT}at": "12", f"{ABOUT}comment": "x"})
    client.post(page, two | {f"{ABOUT}quote": "data", f"{ABOUT}at": "30", f"{ABOUT}comment": "x"})
    assert draft()[f"{ABOUT}at"] == ["12"]
    assert not DraftConflict.objects.exists()


def test_deleting_a_comment_that_was_changed_meanwhile_keeps_both(client: Client, here: str) -> None:
    page = f"{here}texts/chapter-on-data/p2/"
    client.post(page, {f"{ABOUT}comment": "First"})
    one, two = started_from(client, page), started_from(client, page)
    client.post(page, one | {f"{ABOUT}comment": "First, and more"})
    assert client.post(page, two | {"go": "delete"})["Location"] == f"{page}#two-texts"
    assert draft()[f"{ABOUT}comment"] == ["First, and more"]


def test_reasons_in_two_windows_are_kept_twice(client: Client, here: str) -> None:
    client.post(f"{here}s/trade/", ANSWERS | {"reasons": "We pay [[4 million dollars]]."})
    page, wording = f"{here}confidential/", wording_name("reasons", "4 million dollars", 0)
    one, two = started_from(client, page), started_from(client, page)
    client.post(page, one | {"claim__reason": "prices", wording: "a sum"})
    answer = client.post(page, two | {"claim__reason": "contracts", wording: "an amount", "claim__certify": "yes"})
    assert answer["Location"] == f"{page}#two-texts"
    assert (draft()["claim__reason"], draft()[wording], draft()["claim__certify"]) == (["prices"], ["a sum"], ["yes"])
    shown = client.get(page).content.decode()
    assert "Prices, costs, sales or investments</pre>" in shown
    assert "Contracts, customers or suppliers</pre>" in shown
    assert client.get(f"{here}check/").content.decode().count(f"Confidential passages: {TWO_TEXTS}") == 2


def test_a_choice_about_a_passage_that_is_gone_is_no_longer_asked_for(client: Client, here: str) -> None:
    fill(client, here)
    client.post(f"{here}s/trade/", ANSWERS | {"reasons": "We pay [[4 million dollars]]."})
    page, wording = f"{here}confidential/", wording_name("reasons", "4 million dollars", 0)
    one, two = started_from(client, page), started_from(client, page)
    client.post(page, one | {wording: "a sum"})
    client.post(page, two | {wording: "an amount"})
    client.post(f"{here}s/trade/", ANSWERS)
    assert "still needed" not in client.get(f"{here}check/").content.decode()
    assert client.post(f"{here}submit/").status_code == 303


@pytest.mark.parametrize("page", ["texts/chapter-on-data/p2/", "confidential/"])
def test_pages_save_while_one_types_and_say_until_when(client: Client, here: str, page: str) -> None:
    client.post(f"{here}s/trade/", ANSWERS | {"reasons": "We pay [[4 million dollars]]."})
    shown = client.get(here + page).content.decode()
    assert "js/saving" in shown
    assert "What is saved is kept until" in shown
    assert set(started_from(client, here + page)) == {"draft-version", "draft-basis", "draft-window", "draft-turn"}


def test_words_for_a_file_are_not_written_over_silently(client: Client, here: str) -> None:
    file = make.attachment(Response.objects.get(), confidential=True)
    page, posted = f"{here}files/", {"act": "summary", "of": str(file.uuid)}
    one, two = started_from(client, page), started_from(client, page)
    assert client.post(page, posted | one | {"summary": "From one"}).status_code == 303
    answer = client.post(page, posted | two | {"summary": "From two"})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Someone changed these words in another place." in shown
    assert "From one</blockquote>" in shown
    assert "From two</textarea>" in shown
    assert Attachment.objects.get().public_summary == "From one"
    again = re.search(r'name="was" value="([0-9a-f]{12})"', shown)
    assert again
    assert client.post(page, posted | {"was": again[1], "summary": "From two"}).status_code == 303
    assert Attachment.objects.get().public_summary == "From two"


def test_the_same_words_for_a_file_twice_are_saved_once(client: Client, here: str) -> None:
    file = make.attachment(Response.objects.get(), confidential=True)
    was = started_from(client, f"{here}files/")
    for _ in range(2):
        posted = {"act": "summary", "of": str(file.uuid), "summary": "From one", **was}
        assert client.post(f"{here}files/", posted).status_code == 303


def test_a_member_is_not_written_over_silently(client: Client, here: str) -> None:
    client.post(f"{here}about-you/", PROFILE | {"profile__capacity": "association"})
    key = Response.objects.get().idempotency_key
    member = make.member()
    put_members(key=key, members=[member])
    page = f"{here}members/{member.key}/"
    one, two = started_from(client, page), started_from(client, page)
    typed = {name: values[0] for name, values in member.to_raw().items()}
    assert client.post(page, typed | one | {"member__name": "Beta Boats"}).status_code == 303
    answer = client.post(page, typed | two | {"member__name": "Gamma Boats"})
    assert answer.status_code == 200
    assert "This member was changed or removed in another place." in answer.content.decode()
    assert [one.name for one in members_in(draft())] == ["Beta Boats"]
    again = {"was": digest_of(members_in(draft())[0])}
    assert client.post(page, typed | again | {"member__name": "Gamma Boats"}).status_code == 303
    assert [one.name for one in members_in(draft())] == ["Gamma Boats"]


@pytest.mark.parametrize("was", ["", "x", "\0", "0" * 12, "9" * 100_000])
def test_odd_digests_are_never_an_error(client: Client, here: str, was: str) -> None:
    file = make.attachment(Response.objects.get(), confidential=True)
    posted = {"act": "summary", "of": str(file.uuid), "summary": "words", "was": was}
    assert client.post(f"{here}files/", posted).status_code in (303, 422)
    seen = {"draft-version": was, "draft-basis": was, "draft-window": was, "draft-turn": was}
    assert client.post(f"{here}texts/chapter-on-data/p2/", seen | {f"{ABOUT}comment": "x"}).status_code == 303
    assert client.post(f"{here}confidential/", seen | CONSENT).status_code == 200  # of the file there is more to say
    assert client.post(f"{here}members/{uuid.uuid4()}/", {"was": was}).status_code == 404
