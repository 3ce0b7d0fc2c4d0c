"""Commenting on a draft text inside a draft, from the first page to the row in the database."""

from typing import Any
from urllib.parse import quote_plus, urlencode

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from responses.models import ParagraphComment, Response, Statement
from responses.services.amend import start_amendment
from responses.services.submit import submit_draft
from tests import make
from tests.responses.pages import CONSENT, PROFILE, begin, fill, send

pytestmark = pytest.mark.django_db
QUOTE = "across its borders"
WORDING = "Each Party may allow data to move across its borders for business."
SAID = {"position": "with_changes", "comment": "Too strict. ពាក្យ 中文", "quote": QUOTE, "at": "", "wording": WORDING}


def names(**values: str) -> dict[str, str]:
    return {f"text__chapter_on_data__p2__{name}": value for name, value in values.items()}


@pytest.fixture
def here(client: Client) -> str:
    about = make.consultation(publish=False)
    make.put_up(about, make.draft_text(about).versions.get())
    return begin(client)


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_the_text_is_a_part_of_the_task_list(client: Client, here: str) -> None:
    assert f'href="{here}texts/chapter-on-data/"' in page(client, here)
    shown = page(client, f"{here}texts/chapter-on-data/")
    assert "Part 3 of 5" in shown
    assert f'href="{here}texts/chapter-on-data/p2/"' in shown


def test_a_comment_is_saved_shown_changed_and_deleted(client: Client, here: str) -> None:
    address = f"{here}texts/chapter-on-data/p2/"
    answer = client.post(address, names(**SAID))
    assert (answer.status_code, answer["Location"]) == (303, f"{here}texts/chapter-on-data/#p2")
    shown = page(client, f"{here}texts/chapter-on-data/")
    assert "<strong>1 comment</strong> so far" in shown
    assert '<ins><span class="visually-hidden" lang="en"> [put in: </span>may' in shown
    again = page(client, address)
    assert f"<mark>{QUOTE}</mark>" in again
    assert "Too strict. ពាក្យ 中文</textarea>" in again
    client.post(address, {"go": "delete"})
    assert "You have not commented yet." in page(client, f"{here}texts/chapter-on-data/")


@pytest.mark.parametrize("position", ["-1", "\ud800", "9" * 5000, "a\0b", "Support"])
def test_a_position_that_is_none_is_said_on_every_page(client: Client, here: str, position: str) -> None:
    address, body = f"{here}texts/chapter-on-data/p2/", urlencode({"text__chapter_on_data__p2__comment": "Too strict."})
    odd = quote_plus(position.encode("utf-8", "surrogatepass"))
    posted = f"{body}&text__chapter_on_data__p2__position={odd}x"
    answer = client.post(address, posted, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert "Choose one of the positions offered." in answer.content.decode()
    for one in (f"{here}texts/chapter-on-data/", address, here, f"{here}check/"):
        assert "Too strict." in page(client, one) or one == here
    assert "Choose one of the positions offered." in page(client, f"{here}check/")
    assert client.post(f"{here}submit/").status_code == 422


def test_what_is_wrong_is_saved_and_said(client: Client, here: str) -> None:
    address = f"{here}texts/chapter-on-data/p2/"
    answer = client.post(address, names(comment="Why?", quote="no such words"))
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "These words do not stand in the paragraph." in shown
    assert "Why?</textarea>" in shown
    fill(client, here)
    refused = client.post(f"{here}submit/")
    assert refused.status_code == 422
    assert f'{here}texts/chapter-on-data/p2/#id_text__chapter_on_data__p2__quote"' in refused.content.decode()


@pytest.mark.parametrize("path", ["no-such/", "no-such/p1/", "chapter-on-data/p99/", "chapter-on-data/P1/"])
def test_what_is_not_put_up_is_not_found(client: Client, here: str, path: str) -> None:
    assert client.get(f"{here}texts/{path}").status_code == 404
    assert client.post(f"{here}texts/{path}", names(comment="x")).status_code == 404


def test_hostile_values_are_kept_or_refused_but_never_an_error(client: Client, here: str) -> None:
    address = f"{here}texts/chapter-on-data/p2/"
    for value in (
        "\0",
        "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
        "x" * 20_000,
        "<script>alert(1)</script>",
    ):
        for name in SAID:
            answer = client.post(address, names(**{name: value}))
            assert answer.status_code in (200, 303)
            assert b"<script>alert" not in answer.content
    assert b"<script>alert" not in client.get(f"{here}texts/chapter-on-data/").content


def test_sending_makes_a_statement_and_a_comment(client: Client, here: str) -> None:
    client.post(f"{here}texts/chapter-on-data/p2/", names(**SAID))
    client.post(f"{here}texts/chapter-on-data/p4/", {"text__chapter_on_data__p4__position": "support"})
    sent = send(client, here)
    statement = Statement.objects.get(key="text__chapter_on_data__p2")
    comment = statement.comment
    assert (statement.text, comment.position, comment.quote, comment.wording) == (SAID["comment"], "with_changes", QUOTE, WORDING)
    assert comment.paragraph.text[comment.start : comment.end] == QUOTE
    bare = Statement.objects.get(key="text__chapter_on_data__p4")
    assert (bare.text, bare.comment.position, bare.comment.start) == ("", "support", None)
    receipt = page(client, reverse("receipt", args=[sent.reference]))
    assert "Comments on “Chapter on data”, version 1" in receipt
    assert WORDING in receipt


def test_a_second_post_of_the_same_draft_stores_nothing_again(client: Client, here: str) -> None:
    client.post(f"{here}texts/chapter-on-data/p2/", names(**SAID))
    send(client, here)
    submit_draft(key=Response.objects.get().idempotency_key)
    assert ParagraphComment.objects.count() == 1


def test_an_amendment_begins_with_the_comments_sent(client: Client, here: str) -> None:
    client.post(f"{here}texts/chapter-on-data/p2/", names(**SAID))
    send(client, here)
    draft = start_amendment(response=Response.objects.get())
    again = f"/drafts/{draft.idempotency_key}/texts/chapter-on-data/p2/"
    assert f"<mark>{QUOTE}</mark>" in page(client, again)
    client.post(again, names(comment="Changed"))
    fill(client, f"/drafts/{draft.idempotency_key}/")
    assert client.post(f"/drafts/{draft.idempotency_key}/submit/").status_code == 303
    assert sorted(Statement.objects.filter(key="text__chapter_on_data__p2").values_list("text", flat=True)) == sorted(
        [SAID["comment"], "Changed"]
    )


def test_continue_marks_the_text_as_read_and_goes_on(client: Client, here: str) -> None:
    answer = client.post(f"{here}texts/chapter-on-data/", {"go": "on"})
    assert answer["Location"] == f"{here}files/"
    assert "Done" in page(client, here)


def test_a_phase_of_a_text_alone_needs_no_question(client: Client) -> None:
    about = make.consultation(publish=False, questions=(), layout="one_page")
    make.put_up(about, make.draft_text(about).versions.get())
    here = begin(client)
    assert client.get(here).status_code == 200
    client.post(f"{here}texts/chapter-on-data/p2/", names(comment="Only this."))
    assert client.post(f"{here}about-you/", PROFILE)["Location"] == f"{here}texts/chapter-on-data/"
    client.post(f"{here}publication/", CONSENT)
    assert client.post(f"{here}submit/").status_code == 303
    assert ParagraphComment.objects.get().statement.text == "Only this."


def test_pages_of_a_text_cost_two_queries_whatever_is_said(
    client: Client, here: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    reader = f"{here}texts/chapter-on-data/"
    client.get(reader)  # the form is kept in this process from now on
    for _ in range(2):
        for address in (reader, f"{reader}p2/"):
            with django_assert_num_queries(2):  # the content version and the draft
                client.get(address)
        values: dict[str, Any] = {f"text__chapter_on_data__p{n}__comment": "x" for n in (1, 2, 3)}
        client.post(f"{here}save/", values)


def test_a_passage_of_a_comment_asks_for_the_reason_and_is_covered_beside(client: Client, here: str) -> None:
    address = f"{here}texts/chapter-on-data/p2/"
    assert 'data-marking-only="text__chapter_on_data__p2__comment"' in page(client, address)
    fill(client, here)
    assert client.post(address, names(comment="We keep [[our own vault]].")).status_code == 303
    assert "Confidential passages" in page(client, here)
    assert "Part of it is marked as confidential." in page(client, f"{here}texts/chapter-on-data/")
    assert f'href="{here}confidential/"' in page(client, f"{here}files/")
    assert "We keep <mark>our own vault</mark>." in page(client, f"{here}confidential/")
    assert client.post(f"{here}submit/").status_code == 422
    client.post(f"{here}confidential/", {"claim__reason": "security", "claim__certify": "yes"})
    shown = page(client, f"{here}check/")
    assert "We keep [business-confidential passage]." in shown
    assert f'href="{address}"' in shown
    receipt = client.post(f"{here}submit/")["Location"]
    assert "We keep [business-confidential passage]." in page(client, receipt)


def test_brackets_left_open_in_a_comment_are_said_beside_it(client: Client, here: str) -> None:
    answer = client.post(f"{here}texts/chapter-on-data/p2/", names(comment="We keep [[our vault."))
    assert "A confidential passage near “our vault.” is not closed" in answer.content.decode()
    assert "We keep [[our vault.</textarea>" in answer.content.decode()
