"""Receipts, reminders and invitations in the language of who gets them."""

import io
import json
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db.models.functions import Now
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pypdf import PdfReader

from accounts.roles import Role
from consultations.models import Phase
from core.clock import database_now
from core.mail.language import language_for
from core.models import OutgoingMail
from responses.models import Invitation, Response
from responses.services.invitations import invite_many, send_invitations
from responses.services.receipt_mail import queue_receipts
from responses.services.reminders import queue_reminders
from tests import make
from tests.catalogue import catalogue
from tests.responses import pages

pytestmark = pytest.mark.django_db
WORDS = {
    "Your response %(reference)s has been received": "Jawaban %(reference)s telah diterima",
    "Received: %(received)s": "Diterima: %(received)s",
    "Your answer is not sent yet: %(consultation)s": "Belum dikirim: %(consultation)s",
    "Invitation to answer: %(consultation)s": "Undangan: %(consultation)s",
    "It closes %(closes)s.": "Ditutup %(closes)s.",
}


@pytest.mark.parametrize(
    ("language", "subject"), [("id", "Jawaban %s telah diterima"), ("tet", "Your response %s has been received")]
)
def test_receipt_is_in_the_language_of_the_response_or_in_english(language: str, subject: str) -> None:
    phase = make.consultation().phases.get()
    sent = make.response(phase, submitted_at=Now(), language=language)
    with catalogue(WORDS):
        queue_receipts()
    mail = OutgoingMail.objects.get()
    assert mail.subject == subject % sent.reference
    assert ("Diterima: " in mail.body) == (language == "id")


def test_mails_name_the_consultation_as_the_language_of_the_mail_does(client: Client) -> None:
    phase = make.consultation(translations={"id": {"title": "Aturan dagang"}}).phases.get()
    for language in ("id", "km"):
        make.response(phase, submitted_at=Now(), language=language)
    queue_receipts()
    here = pages.begin(client)
    client.post(here + "about-you/", {**pages.PROFILE, "profile__remind": ["yes"]})
    Response.objects.drafts().update(language="id")
    Phase.objects.update(closes_at=database_now() + timedelta(days=5))
    queue_reminders()
    to_khmer, *to_indonesian = OutgoingMail.objects.order_by("subject").values_list("body", flat=True)[::-1]
    assert ["Aturan dagang" in body for body in (to_khmer, *to_indonesian)] == [False, True, True]
    assert "Rules for trade" in to_khmer


def test_two_receipts_of_one_batch_speak_two_languages() -> None:
    phase = make.consultation().phases.get()
    for language in ("en", "id", "und"):
        make.response(phase, submitted_at=Now(), language=language)
    with catalogue(WORDS, "id"):
        queue_receipts()
    said = sorted(subject.split()[0] for subject in OutgoingMail.objects.values_list("subject", flat=True))
    assert said == ["Jawaban", "Your", "Your"]


def test_reminder_is_in_the_language_of_the_draft(client: Client) -> None:
    make.consultation()
    here = pages.begin(client)
    client.post(here + "about-you/", {**pages.PROFILE, "profile__remind": ["yes"]})
    Response.objects.update(language="id")
    Phase.objects.update(closes_at=database_now() + timedelta(days=5))
    with catalogue(WORDS):
        queue_reminders()
    mail = OutgoingMail.objects.get()
    assert mail.subject.startswith("Belum dikirim: ")
    assert "Ditutup " in mail.body


def test_invitation_by_an_officer_is_in_english_whatever_the_officer_reads() -> None:
    phase = make.consultation().phases.get()
    ends = database_now() + timedelta(days=9)
    invite_many(phase=phase, kind="invited", lines="One, one@example.org", expires_at=ends, by="officer")
    with catalogue(WORDS):
        send_invitations(ids=[Invitation.objects.get().pk], by="officer")
    mail = OutgoingMail.objects.get()
    assert mail.subject.startswith("Invitation to answer: ")
    assert "It closes " in mail.body


@pytest.mark.parametrize(
    ("tag", "language"),
    [
        ("id", "id"),
        ("ID", "id"),
        ("zh", "zh-hans"),
        ("zh-Hant-TW", "zh-hans"),
        ("tet", "en"),
        ("und", "en"),
        ("", "en"),
        (None, "en"),
    ],
)
def test_a_tag_finds_its_language(settings: pytest.FixtureRequest, tag: str | None, language: str) -> None:
    settings.LANGUAGES = [("en", "English"), ("id", "Indonesian"), ("zh-hans", "Chinese")]  # type: ignore[attr-defined]
    assert language_for(tag) == language


def test_copies_speak_the_language_of_the_reader_and_hash_the_same(client: Client) -> None:
    make.consultation()
    sent = pages.send(client)
    address = f"/responses/{sent.reference}/receipt."
    english = json.loads(client.get(address + "json").content)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "id"
    with catalogue({"Reference %(reference)s": "Rujukan %(reference)s", "Receipt %(reference)s": "Tanda terima %(reference)s"}):
        theirs = json.loads(client.get(address + "json").content)
        pdf = client.get(address + "pdf").content
    assert (english["language"], theirs["language"]) == ("en", "id")
    assert (theirs["sha256"], theirs["response"]) == (english["sha256"], english["response"])
    assert [one["key"] for one in theirs["words"]["answers"]] == [one["key"] for one in theirs["response"]["answers"]]
    assert english["words"]["answers"][0]["in_words"] == ["Support with changes"]
    reader = PdfReader(io.BytesIO(pdf))
    assert f"Rujukan {sent.reference}" in reader.pages[0].extract_text()
    assert reader.metadata is not None
    assert reader.metadata.title == f"Tanda terima {sent.reference}"
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/Lang"].startswith("id")


def invited_in(language: str, lines: str = "One, one@example.org") -> list[str]:
    """The languages of the invitations made."""
    phase = Phase.objects.get()
    ends = database_now() + timedelta(days=9)
    invite_many(phase=phase, kind="invited", lines=lines, expires_at=ends, by="officer", language=language)
    return list(Invitation.objects.order_by("name").values_list("language", flat=True))


def test_invitation_is_in_the_language_the_officer_chose() -> None:
    make.consultation(translations={"id": {"title": "Aturan dagang"}})
    assert invited_in("id") == ["id"]
    with catalogue(WORDS), override("en"):
        send_invitations(ids=[Invitation.objects.get().pk], by="officer")
    mail = OutgoingMail.objects.get()
    assert mail.subject == "Undangan: Aturan dagang"
    assert "Ditutup " in mail.body


def test_invitation_follows_the_last_response_from_the_address_where_the_officer_says_so() -> None:
    phase = make.consultation().phases.get()
    for address, language in (("one@example.org", "km"), ("One@example.org", "id"), ("two@example.org", "tet")):
        make.response(phase, email=address, language=language)
    lines = "A, one@example.org\nB, two@example.org\nC, three@example.org\nD"
    assert invited_in("", lines) == ["id", "en", "en", "en"]


def test_officer_chooses_the_language_in_the_form(client: Client) -> None:
    phase = make.consultation().phases.get()
    client.force_login(make.staff(Role.MODERATOR))
    address = reverse("admin:responses_invitation_add")
    assert '<option value="en" selected>English</option>' in client.get(address).content.decode()
    ends = (database_now() + timedelta(days=9)).strftime("%Y-%m-%dT%H:%M")
    posted = {"phase": phase.pk, "kind": "invited", "expires_at": ends, "lines": "One, one@example.org"}
    assert client.post(address, posted | {"language": "xx"}).status_code == 200
    assert client.post(address, posted | {"language": "km"}).status_code == 302
    assert Invitation.objects.get().language == "km"
