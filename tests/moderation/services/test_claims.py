"""Deciding on what is marked as confidential: nothing of it becomes public without agreement, and then only the public text."""

import pytest
from django.db import IntegrityError, connection, transaction

from core.errors import Conflict, Refused
from core.models import AuditEntry
from moderation.models import Decision, PublishedResponse, PublishedStatement, Tally
from moderation.services.claims import decide_claim
from moderation.services.decide import decide, decide_many
from responses.claims import wording_name
from responses.models import Response
from responses.services.amend import start_amendment, withdraw
from responses.services.drafts import save_draft, start_draft
from responses.services.submit import submit_draft
from tests import make

pytestmark = pytest.mark.django_db
TEXT = "We pay [[4 million]] to [[two]] banks."
WORDING = wording_name("reasons", "4 million", 0)
PUBLIC = "We pay a large sum to [business-confidential passage] banks."


def claimed(**changes: str) -> Response:
    draft = start_draft(form=make.form())
    said = {"reasons": TEXT, "claim__reason": "prices", "claim__certify": "yes", WORDING: "a large sum"} | changes
    save_draft(key=draft.idempotency_key, posted=make.whole_answer(**said))
    submit_draft(key=draft.idempotency_key)
    return Response.objects.get(pk=draft.pk)


@pytest.fixture(autouse=True)
def _consultation() -> None:
    make.consultation()


def accept(response: Response, seen: int = 0) -> Decision:
    return decide_claim(response_id=response.pk, act="accept", reason="confidential", note="", by="nok", seen=seen)


def refuse(response: Response, seen: int = 0) -> Decision:
    note = "The sum stands in your annual report."
    return decide_claim(response_id=response.pk, act="refuse", reason="known", note=note, by="nok", seen=seen)


def publish(response: Response, seen: int) -> Decision:
    return decide(response_id=response.pk, act="publish", reason="accepted", note="", by="nok", seen=seen)


def test_undecided_claim_keeps_the_response_unpublished() -> None:
    response = claimed()
    with pytest.raises(Refused, match="Decide on the claim first"):
        publish(response, 0)
    assert not PublishedResponse.objects.exists()


def test_accepted_claim_lets_only_the_public_text_out() -> None:
    response = claimed()
    accept(response)
    publish(response, 1)
    texts = dict(PublishedStatement.objects.values_list("key", "text"))
    assert texts == {"reasons": PUBLIC, "barrier__other": "Two systems that do not talk"}
    assert [(one.act, one.reason) for one in Decision.objects.order_by("number")] == [
        ("accept", "confidential"),
        ("publish", "accepted"),
    ]
    assert AuditEntry.objects.filter(act="decision.accept", target_key=response.reference).count() == 1


def test_figures_count_a_response_with_confidential_passages_like_any_other() -> None:
    response = claimed()
    accept(response)
    publish(response, 1)
    assert Tally.objects.get(question="reasons", option="").count == 1


def test_refused_claim_returns_the_response_with_its_reason() -> None:
    response = claimed()
    refuse(response)
    response.refresh_from_db()
    assert (response.claim, response.standing) == ("refused", "returned")
    with pytest.raises(Refused, match="the filer has to change it first"):
        publish(response, 1)


def test_refused_claim_is_mended_by_taking_the_mark_away() -> None:
    response = claimed()
    refuse(response)
    draft = start_amendment(response=Response.objects.get(pk=response.pk))
    mended_text = "We pay 4 million to [[two]] banks."
    certified = {"consent__certify": ["yes"], "claim__certify": ["yes"]}
    save_draft(key=draft.idempotency_key, posted={"reasons": [mended_text], **certified})
    submit_draft(key=draft.idempotency_key)
    mended = Response.objects.get(pk=draft.pk)
    assert (mended.claim, mended.standing, mended.timing) == ("claimed", "waiting", "on_time")
    accept(mended)
    publish(mended, 1)
    assert PublishedStatement.objects.get(key="reasons").text == "We pay 4 million to [business-confidential passage] banks."


def test_refused_claim_can_be_withdrawn_or_accepted_after_all() -> None:
    response, other = claimed(), claimed()
    refuse(response)
    accept(response, seen=1)
    publish(response, 2)
    refuse(other)
    withdraw(response=Response.objects.get(pk=other.pk))
    with pytest.raises(Conflict):
        accept(other, seen=1)


@pytest.mark.parametrize("act", ["accept", "refuse"])
def test_claim_is_decided_once_by_one_officer(act: str) -> None:
    response = claimed()
    accept(response)
    with pytest.raises(Conflict, match="was quicker"):
        refuse(response) if act == "refuse" else accept(response)


def test_claim_of_a_published_response_cannot_be_refused() -> None:
    response = claimed()
    accept(response)
    publish(response, 1)
    with pytest.raises(Refused, match="cannot be refused any more"):
        refuse(response, seen=2)


@pytest.mark.parametrize(
    ("act", "reason", "note"),
    [
        ("publish", "accepted", ""),
        ("refuse", "known", ""),
        ("refuse", "confidential", "x"),
        ("accept", "known", "x"),
        ("", "", ""),
    ],
)
def test_claim_is_decided_by_its_own_acts_with_reason_and_note(act: str, reason: str, note: str) -> None:
    with pytest.raises(Refused):
        decide_claim(response_id=claimed().pk, act=act, reason=reason, note=note, by="nok", seen=0)
    assert not Decision.objects.exists()


def test_nothing_to_decide_where_nothing_is_marked() -> None:
    plain = claimed(reasons="No marks.")
    with pytest.raises(Refused):
        accept(plain)
    with pytest.raises(Refused):
        decide(response_id=plain.pk, act="accept", reason="confidential", note="", by="nok", seen=0)


def test_many_are_published_but_those_with_an_undecided_claim() -> None:
    marked, plain = claimed(), claimed(reasons="No marks.")
    outcome = decide_many(ids_with_seen={marked.pk: 0, plain.pk: 0}, act="publish", reason="accepted", note="", by="nok")
    assert outcome.done == (plain.reference,)
    assert [(one.reference, one.sentence) for one in outcome.refused] == [
        (marked.reference, "Parts of it are marked as confidential. Decide on the claim first.")
    ]


@pytest.mark.parametrize("text", ["We pay 4 million to two banks.", "We pay a large sum to two banks.", ""])
def test_record_refuses_any_other_text_by_whatever_way(text: str) -> None:
    response = claimed()
    accept(response)
    publish(response, 1)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE moderation_publishedstatement SET text = %s WHERE key = 'reasons'", [text])


def test_record_counts_characters_and_not_bytes() -> None:
    response = claimed(reasons="ស្ពាន [[ຂົວ 👩🏽‍💻]] สะพาน [[cầu]] 桥", claim__words="桥")
    accept(response)
    publish(response, 1)
    covered = "[business-confidential passage]"
    assert PublishedStatement.objects.get(key="reasons").text == f"ស្ពាន {covered} สะพาน {covered} 桥"
