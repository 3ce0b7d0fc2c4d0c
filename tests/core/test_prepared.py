"""A prepared query answers as the queryset it was made of."""

import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.prepared import Prepared
from responses.models import Response
from responses.services.drafts import save_draft, start_draft
from tests import make

pytestmark = pytest.mark.django_db


def drafts() -> Prepared[Response]:
    return Prepared[Response](
        lambda key: Response.objects.drafts().only("idempotency_key", "draft", "saved_at").filter(idempotency_key=key),
        like=uuid.UUID(int=1),
    )


def test_it_returns_the_rows_with_their_types() -> None:
    make.consultation()
    made = [start_draft(form=make.form()) for _ in range(2)]
    save_draft(key=made[1].idempotency_key, posted={"reasons": ["Because."]})
    found = drafts().first(made[1].idempotency_key)
    assert found is not None
    assert (found.pk, found.idempotency_key, found.draft) == (made[1].pk, made[1].idempotency_key, {"reasons": ["Because."]})
    assert found.saved_at.tzinfo is not None


def test_columns_left_out_are_fetched_when_asked_for() -> None:
    make.consultation()
    made = start_draft(form=make.form(), language="km")
    found = drafts().first(made.idempotency_key)
    assert found is not None
    assert found.get_deferred_fields() >= {"language", "answers"}
    assert found.language == "km"


def test_one_query_each_time_with_the_value_of_that_time() -> None:
    make.consultation()
    made, prepared = [start_draft(form=make.form()) for _ in range(3)], drafts()
    with CaptureQueriesContext(connection) as captured:
        found = [prepared.all(draft.idempotency_key) for draft in made]
        assert prepared.first(uuid.uuid4()) is None
    assert [[row.pk for row in rows] for rows in found] == [[draft.pk] for draft in made]
    assert len(captured) == 4
