"""The receipt as PDF and JSON, and by mail."""

import hashlib
import io
import json
import uuid
from datetime import timedelta

import pytest
from django.core import mail
from django.db.models.functions import Now
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from core.mail.sending import send_due
from core.models import OutgoingMail
from responses.models import Response
from responses.services.receipt_mail import queue_receipts
from tests import make
from tests.responses import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(client: Client) -> pages.Sent:
    make.consultation()
    return pages.send(client)


def test_json_says_what_was_sent_with_its_hash(client: Client, sent: pages.Sent) -> None:
    answer = client.get(f"/responses/{sent.reference}/receipt.json")
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "no-store"
    copy = json.loads(answer.content)
    about = copy["response"]
    assert copy["shape"] == "defa-receipt/1"
    assert copy["zone"] == "Asia/Jakarta"
    assert copy["received_at_stated"].endswith("+07:00")
    assert (about["reference"], about["form_revision"], about["edition"]) == (sent.reference, 1, 1)
    assert about["respondent"]["organisation"] == "Silk Road Parcels"
    assert [(one["key"], one["value"], one["texts"], one["in_words"]) for one in about["answers"]] == [
        ("stance", "with_changes", {}, ["Support with changes"]),
        ("reasons", None, {"reasons": "Paper at the border costs us two days."}, ["Paper at the border costs us two days."]),
        ("barrier", "other", {"barrier__other": "Two systems that do not talk"}, ["Other: Two systems that do not talk"]),
        ("days", "2.5", {}, ["2.5 days"]),
    ]
    canonical = json.dumps(about, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    assert copy["sha256"] == hashlib.sha256(canonical).hexdigest()


def test_hash_stays_when_the_closing_is_moved(client: Client, sent: pages.Sent) -> None:
    address = f"/responses/{sent.reference}/receipt.json"
    before = json.loads(client.get(address).content)
    phase = Response.objects.get().phase
    type(phase).objects.update(closes_at=phase.closes_at + timedelta(days=3), title="Second look")
    after = json.loads(client.get(address).content)
    assert after["response"] == before["response"]
    assert after["sha256"] == before["sha256"]


def test_pdf_holds_reference_answers_and_hash_and_no_access_code(client: Client, sent: pages.Sent) -> None:
    answer = client.get(f"/responses/{sent.reference}/receipt.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="receipt-{sent.reference}.pdf"'
    reader = PdfReader(io.BytesIO(answer.content))
    text = "\n".join(page.extract_text() for page in reader.pages)
    copy = json.loads(client.get(f"/responses/{sent.reference}/receipt.json").content)
    for words in (sent.reference, "Paper at the border costs us two days.", "Silk Road Parcels", copy["sha256"], "WIB"):
        assert words in text
    assert sent.code not in text
    assert "Tagged" not in text
    assert reader.metadata is not None
    assert reader.metadata.title == f"Receipt {sent.reference}"


def test_copies_cost_as_many_queries_as_the_receipt(
    client: Client,
    sent: pages.Sent,
    settings: pytest.FixtureRequest,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    settings.PAGE_CACHE_POLL_SECONDS = 60  # type: ignore[attr-defined]
    for name, queries in {"receipt.pdf": 3, "receipt.json": 2, "receipt/": 2}.items():  # the PDF asks for its data twice
        client.get(f"/responses/{sent.reference}/{name}")
        with django_assert_num_queries(queries):
            client.get(f"/responses/{sent.reference}/{name}")


def test_receipt_mail_names_the_reference_and_nothing_of_the_answer(client: Client, sent: pages.Sent) -> None:
    assert queue_receipts() == 1
    assert queue_receipts() == 0
    assert send_due() == 1
    (one,) = mail.outbox
    assert one.to == ["one@example.org"]
    assert one.subject == f"Your response {sent.reference} has been received"
    assert sent.reference in one.body
    assert "&" not in one.body
    for words in make.WHOLE_ANSWER.values():
        assert words[0] not in one.body.replace("yes", "") or len(words[0]) < 6
    assert sent.code not in one.body
    assert "Silk Road" not in one.body


def test_without_an_address_or_for_example_data_no_mail_is_queued(client: Client) -> None:
    made = make.consultation()
    make.response(made.phases.get(), email="")
    make.response(made.phases.get(), is_example=True, submitted_at=Response.objects.get().started_at)
    assert queue_receipts() == 0
    assert not OutgoingMail.objects.exists()


def test_old_responses_get_no_mail_when_mail_is_set_up_years_later() -> None:
    phase = make.consultation().phases.get()
    now = Response.objects.create(idempotency_key=uuid.uuid4(), phase=phase, revision=phase.revisions.get()).started_at
    make.response(phase, submitted_at=now - timedelta(days=8))
    recent = make.response(phase, submitted_at=now - timedelta(days=6))
    assert queue_receipts() == 1
    assert OutgoingMail.objects.get().key == f"{recent.reference}.1"


def test_amendment_gets_a_mail_of_its_own(client: Client, sent: pages.Sent) -> None:
    queue_receipts()
    answer = client.post(f"/responses/{sent.reference}/amend/")
    here = answer["Location"]
    assert client.post(here + "publication/", pages.CONSENT).status_code == 303
    assert client.post(here + "submit/").status_code == 303
    assert queue_receipts() == 1
    assert sorted(OutgoingMail.objects.values_list("key", flat=True)) == [f"{sent.reference}.1", f"{sent.reference}.2"]
    assert "version 2" in OutgoingMail.objects.get(key=f"{sent.reference}.2").body


def test_looking_for_receipts_costs_the_same_for_one_and_three(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    phase = make.consultation().phases.get()
    for number in (1, 3):
        for _ in range(number):
            make.response(phase, submitted_at=Now())
        with django_assert_num_queries(6):
            assert queue_receipts() == number
