"""Questionnaires loaded from a file and saved as one."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from consultations.admin.files import LARGEST_FILE
from consultations.compiling import compile_form
from consultations.models import Consultation, Phase, Section
from core.clock import database_now
from core.models import AuditEntry
from tests import make
from tests.consultations.admin.page import messages

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(make.staff())
    return client


@pytest.fixture
def empty() -> Phase:
    now = database_now()
    made = Consultation.objects.create(slug="target", title="Target", summary=".")
    return Phase.objects.create(consultation=made, opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=40))


def load(officer: Client, phase: Phase, content: bytes) -> Any:
    sent = {"file": SimpleUploadedFile("form.json", content, "application/json")}
    return officer.post(f"/admin/consultations/phase/{phase.pk}/load/", sent, follow=True)


def test_what_was_saved_loads_again_as_it_was(officer: Client, empty: Phase) -> None:
    source = make.consultation(questions=make.EVERY_KIND).phases.get()
    saved = officer.get(f"/admin/consultations/phase/{source.pk}/save/")
    assert saved["Content-Disposition"] == 'attachment; filename="rules-for-trade-1.json"'
    assert 'enctype="multipart/form-data"' in officer.get(f"/admin/consultations/phase/{empty.pk}/load/").content.decode()
    assert messages(load(officer, empty, saved.content)) == ["The questionnaire is loaded. Look at it before you publish."]
    assert compile_form(empty) == compile_form(source)
    assert AuditEntry.objects.get(act="form.load").actor == "editor"
    again = load(officer, empty, saved.content)
    assert (again.status_code, "has sections already" in again.content.decode()) == (403, True)


QUESTION = b'{"key": "q", "kind": "date", "text": "?"%s}'


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no json",
        b"\xff\xfe\x00",
        b"[]",
        b'"sections"',
        b"[" * 100_000,
        b'{"sections": ' + b"9" * 5000 + b"}",
        b'{"sections": [{"key": "s", "title": "\\u0000", "questions": [' + QUESTION % b"" + b"]}]}",
        b'{"sections": [{"key": "s", "title": "\\ud800", "questions": [' + QUESTION % b"" + b"]}]}",
        b'{"sections": [{"key": "s", "title": "S", "questions": [{"key": "q", "kind": ["date"], "text": "?"}]}]}',
        b'{"sections": [{"key": "s", "title": "S", "questions": [{"key": ["q"], "kind": "date", "text": "?"}]}]}',
        b'{"sections": [{"key": "s", "title": "S", "element": {}, "questions": [' + QUESTION % b"" + b"]}]}",
        b'{"sections": [{"key": "s", "title": "S", "questions": [' + QUESTION % b', "maximum": NaN' + b"]}]}",
        b'{"sections": [{"key": "s", "title": "S", "questions": [' + QUESTION % b', "minimum": 1e400' + b"]}]}",
        b" " * (LARGEST_FILE + 1),
    ],
    ids=range(15),
)
def test_what_is_no_questionnaire_is_refused_with_a_sentence(officer: Client, empty: Phase, content: bytes) -> None:
    page = load(officer, empty, content)
    assert page.status_code in (200, 400, 403)
    assert "Nothing was changed. See below." in page.content.decode()
    assert not Section.objects.exists()
