"""Submission: stored once, timed by the database, the same receipt each time."""

import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pgtrigger
import pytest
from django.db import connection, connections

from consultations.services.publish import move_window
from core.clock import database_now
from core.codes import access_code, code_matches
from core.errors import Closed, NotFound
from core.models import AuditEntry
from responses.models import Response, Statement
from responses.services.drafts import save_draft, start_draft
from responses.services.submit import NotReady, Receipt, submit_draft, submit_one_page
from tests import make


def ready_draft(**changes: str) -> Response:
    make.consultation(opens=timedelta(days=-9))
    draft = start_draft(form=make.form())
    save_draft(key=draft.idempotency_key, posted=make.whole_answer(**changes))
    return draft


@pytest.mark.django_db
def test_submit_stores_columns_answers_and_statements() -> None:
    draft = ready_draft()
    receipt = submit_draft(key=draft.idempotency_key)
    stored = Response.objects.get()
    assert stored.state == "submitted"
    assert stored.standing == "waiting"
    assert stored.timing == "on_time"
    assert stored.draft == {}
    assert stored.answers == {"stance": "with_changes", "barrier": "other", "days": "2.5"}
    assert (stored.capacity, stored.country, stored.consent, stored.organisation) == (
        "msme",
        "LA",
        "organisation",
        "Silk Road Parcels",
    )
    assert list(Statement.objects.values_list("key", "text", "element")) == [
        ("reasons", "Paper at the border costs us two days.", "digital-trade"),
        ("barrier__other", "Two systems that do not talk", "digital-trade"),
    ]
    assert receipt == Receipt(stored.reference, access_code(draft.idempotency_key), stored.access_code_hash, repeated=False)
    assert code_matches(receipt.code.lower().replace("-", " "), stored.access_code_hash)
    assert AuditEntry.objects.filter(act="response.submit", target_key=stored.reference).count() == 1


@pytest.mark.django_db
def test_submit_names_what_is_missing_and_stores_nothing() -> None:
    draft = ready_draft(stance="", profile__country="", consent="", days="many")
    with pytest.raises(NotReady) as refused:
        submit_draft(key=draft.idempotency_key)
    assert refused.value.errors == {
        "profile__country": "Choose the member state or country you answer from.",
        "stance": "Choose a position. “No view” is one too.",
        "days": ("Write a number in digits with a point for decimals, for example 1250.5 – 15 digits and 4 decimals at most."),
        "consent": "Choose what we may publish.",
    }
    assert Response.objects.get().state == "draft"


@pytest.mark.django_db
def test_submit_of_unknown_key_is_not_found() -> None:
    with pytest.raises(NotFound):
        submit_draft(key=uuid.uuid4())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("closed_ago", "timing"),
    [
        (timedelta(seconds=-60), "on_time"),
        (timedelta(minutes=4), "grace"),
        (timedelta(minutes=6), "late"),
        (timedelta(days=3), "late"),
    ],
)
def test_submit_after_closing_is_kept_and_flagged(closed_ago: timedelta, timing: str) -> None:
    draft = ready_draft()
    phase = draft.phase
    move_window(phase=phase, opens_at=phase.opens_at, closes_at=database_now() - closed_ago, by="test", reason="test")
    submit_draft(key=draft.idempotency_key)
    assert Response.objects.get().timing == timing


@pytest.mark.django_db
def test_start_draft_is_refused_before_opening_and_after_closing() -> None:
    make.consultation("soon", opens=timedelta(hours=1))
    make.consultation("over", opens=timedelta(days=-3), closes=timedelta(seconds=-1))
    for slug in ("soon", "over"):
        with pytest.raises(Closed):
            start_draft(form=make.form(slug))
    assert Response.objects.count() == 0


@pytest.mark.django_db
def test_one_page_stores_once_and_repeats_the_receipt() -> None:
    make.consultation(layout="one_page")
    key, form = uuid.uuid4(), make.form()
    first = submit_one_page(form=form, key=key, posted=make.whole_answer())
    again = submit_one_page(form=form, key=key, posted=make.whole_answer())
    assert (again.reference, again.code, again.repeated) == (first.reference, first.code, True)
    assert Response.objects.count() == 1
    assert Statement.objects.count() == 2


@pytest.mark.django_db
def test_code_is_not_given_again_later_than_an_hour() -> None:
    draft = ready_draft()
    submit_draft(key=draft.idempotency_key)
    with pgtrigger.ignore("responses.Response:sent_is_unaltered"):
        Response.objects.update(submitted_at=database_now() - timedelta(hours=2))
    assert submit_draft(key=draft.idempotency_key).code == ""


@pytest.mark.django_db
def test_code_that_would_open_nothing_is_not_shown(settings: Any) -> None:
    draft = ready_draft()
    first = submit_draft(key=draft.idempotency_key)
    assert submit_draft(key=draft.idempotency_key).code == first.code
    settings.SECRET_KEY = "changed since the response was sent"
    assert submit_draft(key=draft.idempotency_key) == Receipt(first.reference, "", first.access_code_hash, repeated=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("layout", ["task_list", "one_page"])
def test_eight_posts_at_once_store_one_response(layout: str) -> None:
    make.consultation(layout=layout)
    form = make.form()
    if layout == "one_page":
        key = uuid.uuid4()
    else:
        key = start_draft(form=form).idempotency_key
        save_draft(key=key, posted=make.whole_answer())

    def post(_: int) -> Receipt:
        try:
            if layout == "one_page":
                return submit_one_page(form=form, key=key, posted=make.whole_answer())
            return submit_draft(key=key)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        receipts = list(pool.map(post, range(8)))
    assert {(receipt.reference, receipt.code) for receipt in receipts} == {(receipts[0].reference, access_code(key))}
    assert sorted(receipt.repeated for receipt in receipts) == [False] + [True] * 7
    assert Response.objects.count() == 1
    assert Statement.objects.count() == 2
    assert AuditEntry.objects.filter(act="response.submit").count() == 1


@pytest.mark.django_db
def test_database_writes_commits_durably() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        assert cursor.fetchone() == ("on", "on")
