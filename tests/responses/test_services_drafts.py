"""Drafts keep every word, valid or not, and only for the holder of the key."""

import uuid

import pytest

from core.errors import BadInput, Closed, NotFound
from responses.models import Response
from responses.services.drafts import LARGEST_DRAFT, discard_draft, save_draft, start_draft
from responses.services.submit import submit_draft
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft() -> Response:
    make.consultation()
    return start_draft(form=make.form())


def test_save_merges_by_name_and_counts_versions(draft: Response) -> None:
    save_draft(key=draft.idempotency_key, posted={"days": ["not a number"], "stance": ["support"]})
    saved = save_draft(key=draft.idempotency_key, posted={"stance": []})
    draft.refresh_from_db()
    assert draft.draft == {"days": ["not a number"], "stance": []}
    assert saved.version == draft.draft_version == 2
    assert saved.saved_at == draft.saved_at


def test_save_is_one_update(draft: Response, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        save_draft(key=draft.idempotency_key, posted={"days": ["3"]})


@pytest.mark.parametrize("typed", ["a\0b", "\ud800lone", "line\r\nline", "e\u0301", "\u202eevil", "9" * 5000])
def test_save_takes_any_characters(draft: Response, typed: str) -> None:
    save_draft(key=draft.idempotency_key, posted={"reasons": [typed]})
    draft.refresh_from_db()
    expected = {"a\0b": "ab", "\ud800lone": "lone", "line\r\nline": "line\nline", "e\u0301": "é", "\u202eevil": "evil"}.get(
        typed, typed
    )
    assert draft.draft == {"reasons": [expected]}


def test_save_leaves_out_names_no_form_has(draft: Response) -> None:
    save_draft(
        key=draft.idempotency_key, posted={"csrfmiddlewaretoken-x": ["t"], "UPPER": ["x"], "a" * 200: ["x"], "days": ["1"]}
    )
    draft.refresh_from_db()
    assert draft.draft == {"days": ["1"]}


def test_save_of_unknown_sent_or_overgrown_draft_says_why(draft: Response) -> None:
    with pytest.raises(NotFound):
        save_draft(key=uuid.uuid4(), posted={})
    with pytest.raises(BadInput):
        save_draft(key=draft.idempotency_key, posted={"reasons": ["x" * LARGEST_DRAFT]})
    save_draft(key=draft.idempotency_key, posted=make.whole_answer())
    submit_draft(key=draft.idempotency_key)
    with pytest.raises(Closed):
        save_draft(key=draft.idempotency_key, posted={"days": ["9"]})


def test_discard_deletes_only_drafts(draft: Response) -> None:
    save_draft(key=draft.idempotency_key, posted=make.whole_answer())
    other = start_draft(form=make.form())
    submit_draft(key=draft.idempotency_key)
    discard_draft(key=other.idempotency_key)
    with pytest.raises(NotFound):
        discard_draft(key=draft.idempotency_key)
    assert Response.objects.count() == 1
