"""Confidential passages are stored with their statement, never altered, and come back as typed in an amendment."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from responses.claims import wording_name
from responses.models import ConfidentialPassage, Response, Statement
from responses.services.amend import raw_of, start_amendment
from responses.services.drafts import save_draft, start_draft
from responses.services.passages import marked_texts
from responses.services.submit import KeptAsDraft, NotReady, submit_draft, submit_one_page
from tests import make

pytestmark = pytest.mark.django_db
TYPED = "At the border [[we pay\n4 million]] ស្ពាន [[to two]] banks."
MARKED = make.whole_answer(reasons=TYPED, claim__reason="prices", claim__words="Rivals read this.", claim__certify="yes")
WORDING = {wording_name("reasons", "we pay\n4 million", 0): ["a large sum"]}


def sent() -> Response:
    make.consultation()
    draft = start_draft(form=make.form())
    save_draft(key=draft.idempotency_key, posted=MARKED | WORDING)
    submit_draft(key=draft.idempotency_key)
    return Response.objects.get(pk=draft.pk)


def test_submission_stores_the_full_text_and_its_passages() -> None:
    response = sent()
    text = Statement.objects.get(key="reasons").text
    assert text == "At the border we pay\n4 million ស្ពាន to two banks."
    assert [(text[one.start : one.end], one.public_wording) for one in ConfidentialPassage.objects.all()] == [
        ("we pay\n4 million", "a large sum"),
        ("to two", ""),
    ]
    assert (response.claim, response.claim_reason, response.claim_words) == ("claimed", "prices", "Rivals read this.")
    assert [one.public for one in marked_texts(response, make.form().spec)] == [
        "At the border a large sum ស្ពាន [business-confidential passage] banks."
    ]


def test_submission_with_marks_that_say_nothing_more_is_not_ready() -> None:
    make.consultation()
    draft = start_draft(form=make.form())
    save_draft(key=draft.idempotency_key, posted=make.whole_answer(reasons=TYPED))
    with pytest.raises(NotReady) as refused:
        submit_draft(key=draft.idempotency_key)
    assert list(refused.value.errors) == ["claim__reason", "claim__certify"]
    assert not ConfidentialPassage.objects.exists()


def test_amendment_holds_the_brackets_and_the_reason_again() -> None:
    response = sent()
    raw = raw_of(response, make.form().spec)
    assert raw["reasons"] == [TYPED]
    assert {name: values for name, values in raw.items() if name.startswith("claim")} == {
        "claim__reason": ["prices"],
        "claim__words": ["Rivals read this."],
        **WORDING,
    }
    draft = start_amendment(response=response)
    save_draft(key=draft.idempotency_key, posted={"reasons": ["No marks."], "consent__certify": ["yes"]})
    submit_draft(key=draft.idempotency_key)
    assert Response.objects.get(pk=draft.pk).claim == "none"
    assert Response.objects.get(pk=response.pk).claim == "claimed"


def test_amendment_of_a_text_with_brackets_of_its_own_is_the_same_text() -> None:
    response = make.response(make.consultation().phases.get(), statements={"reasons": r"array[[0]] and \[x]"})
    draft = start_amendment(response=response)
    save_draft(key=draft.idempotency_key, posted={"stance": ["support"], "consent__certify": ["yes"]})
    submit_draft(key=draft.idempotency_key)
    assert Statement.objects.get(response=draft.pk).text == r"array[[0]] and \[x]"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE responses_confidentialpassage SET public_wording = 'x'",
        'UPDATE responses_confidentialpassage SET "end" = 1',
        "DELETE FROM responses_confidentialpassage",
        "UPDATE responses_response SET claim = 'none'",
        "UPDATE responses_response SET claim_reason = 'other'",
        "UPDATE responses_response SET claim = 'claimed', claim_words = ''",
        "UPDATE responses_response SET standing = 'published'",
        "UPDATE responses_response SET claim = 'refused', standing = 'published'",
        """INSERT INTO responses_confidentialpassage (statement_id, "order", start, "end", public_wording)
           SELECT id, 9, 0, 10000, '' FROM responses_statement""",
    ],
)
def test_passages_and_claim_are_altered_by_nobody(statement: str) -> None:
    sent()
    before = list(ConfidentialPassage.objects.values()), list(Response.objects.values())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert (list(ConfidentialPassage.objects.values()), list(Response.objects.values())) == before


def test_response_without_a_claim_takes_no_passage_later() -> None:
    make.response(make.consultation().phases.get(), statements={"reasons": "Because."})
    with pytest.raises(IntegrityError), transaction.atomic():
        ConfidentialPassage.objects.create(statement=Statement.objects.get(), order=0, start=0, end=3)


def test_answer_on_one_page_with_marks_becomes_a_draft_under_its_key() -> None:
    make.consultation(layout="one_page")
    key = start_draft(form=make.form()).idempotency_key
    Response.objects.all().delete()
    for _ in range(2):  # a double click
        with pytest.raises(KeptAsDraft):
            submit_one_page(form=make.form(), key=key, posted=make.whole_answer(reasons=TYPED), language="km")
    draft = Response.objects.get()
    assert (draft.idempotency_key, draft.state, draft.language, draft.draft["reasons"]) == (key, "draft", "km", [TYPED])
    save_draft(key=key, posted={"claim__reason": ["law"], "claim__certify": ["yes"]})
    receipt = submit_draft(key=key)
    assert submit_one_page(form=make.form(), key=key, posted=make.whole_answer(reasons=TYPED)).reference == receipt.reference
