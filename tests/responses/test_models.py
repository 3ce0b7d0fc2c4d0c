"""What was sent is evidence: the database refuses to alter or delete it, whoever writes."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from core.clock import database_now
from responses.models import Response, Statement
from responses.services.amend import withdraw
from responses.services.drafts import save_draft, start_draft
from responses.services.submit import submit_draft
from tests import make

pytestmark = pytest.mark.django_db


def sent() -> Response:
    return make.response(make.consultation().phases.get(), answers={"stance": "support"}, statements={"reasons": "Because."})


def refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError:
        return True
    return False


@pytest.mark.parametrize(
    "change",
    [
        """answers = '{"stance": "oppose"}'""",
        "organisation = 'Another'",
        "consent = 'anonymous'",
        "submitted_at = submitted_at - interval '1 day'",
        "timing = 'late'",
        "access_code_hash = 'x'",
        """draft = '{"stance": ["oppose"]}'""",
        "withdrawn_at = now()",
        "state = 'draft', standing = 'none'",
        "state = 'withdrawn', withdrawn_at = now(), organisation = 'Another'",
    ],
)
def test_response_once_sent_is_altered_by_nobody(change: str) -> None:
    sent()
    before = Response.objects.values().get()
    assert refused(f"UPDATE responses_response SET {change}")  # noqa: S608 - the changes stand above
    assert Response.objects.values().get() == before


@pytest.mark.parametrize("statement", ["UPDATE responses_statement SET text = 'Never.'", "DELETE FROM responses_statement"])
def test_statement_is_altered_by_nobody(statement: str) -> None:
    sent()
    assert refused(statement)
    assert Statement.objects.get().text == "Because."


def test_statement_is_added_by_nobody_once_its_response_was_sent() -> None:
    sent()
    assert refused(
        'INSERT INTO responses_statement (uuid, response_id, key, "order", element, language, text)'
        " SELECT gen_random_uuid(), id, 'more', 9, '', 'en', 'Never said.' FROM responses_response"
    )
    assert [statement.text for statement in Statement.objects.all()] == ["Because."]


@pytest.mark.django_db(transaction=True)
def test_statement_comes_with_its_response_or_not_at_all() -> None:
    make.consultation()
    draft = start_draft(form=make.form())
    save_draft(key=draft.idempotency_key, posted=make.whole_answer())
    submit_draft(key=draft.idempotency_key)
    said = Statement.objects.count()
    assert said == 2
    with pytest.raises(IntegrityError, match="Nothing is added to a response once it was sent"):
        Statement.objects.create(response_id=draft.pk, key="more", text="Never said.")
    with transaction.atomic():
        Response.objects.filter(pk=draft.pk).update(standing="kept")  # a change of the row in the same transaction opens nothing
        with pytest.raises(IntegrityError, match="Nothing is added"), transaction.atomic():
            Statement.objects.create(response_id=draft.pk, key="more", text="Never said.")
    assert Statement.objects.count() == said


def test_response_once_sent_is_deleted_by_nobody() -> None:
    make.response(make.consultation().phases.get())
    assert refused("DELETE FROM responses_response")


def test_withdrawn_response_stays_withdrawn() -> None:
    response = sent()
    withdraw(response=response)
    assert refused("UPDATE responses_response SET state = 'submitted', withdrawn_at = NULL")
    assert refused("UPDATE responses_response SET withdrawn_at = now() + interval '1 day'")


def test_standing_moves_and_a_draft_changes() -> None:
    sent()
    assert not refused("UPDATE responses_response SET standing = 'declined'")
    draft = start_draft(form=make.form())
    save_draft(key=draft.idempotency_key, posted={"reasons": ["At first"]})
    Response.objects.filter(pk=draft.pk).update(started_at=database_now())
    assert Response.objects.drafts().delete()[0] == 1
