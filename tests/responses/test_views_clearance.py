"""Answering offline: files out, a file in, its report, and taking it over."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.functions import Now
from django.test import Client
from pypdf import PdfReader
from pytest_django import DjangoAssertNumQueries

from consultations.admin.translating import save_translations
from responses.clearance import write_document
from responses.models import ClearanceUpload, Response
from responses.services.clearance import forget_uploads
from responses.services.drafts import save_draft
from tests import make
from tests.responses import pages

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(client: Client) -> str:
    make.consultation()
    return pages.begin(client)


def upload(client: Client, here: str, raw: dict[str, list[str]], extension: str = "docx", name: str = "") -> None:
    body = write_document(make.form(), raw, extension)
    file = SimpleUploadedFile(name or f"answers.{extension}", body)
    answer = client.post(f"{here}upload/", {"document": file})
    assert (answer.status_code, answer["Location"]) == (303, f"{here}upload/report/")


def take(client: Client, here: str, **more: str) -> int:
    row = ClearanceUpload.objects.get()
    seen = Response.objects.get().draft_version
    return client.post(f"{here}upload/report/", {"act": "take", "upload": str(row.uuid), "seen": seen} | more).status_code


@pytest.mark.parametrize("extension", ["docx", "xlsx", "pdf"])
def test_empty_questionnaire_is_public_and_cached(client: Client, extension: str) -> None:
    make.consultation()
    address = f"/consultations/rules-for-trade/questionnaire.{extension}"
    answer = client.get(address)
    assert answer["Cache-Control"] == "public, max-age=300"
    assert answer["Content-Disposition"] == f'attachment; filename="rules-for-trade.{extension}"'
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    assert client.get("/consultations/rules-for-trade/questionnaire.exe").status_code == 404
    assert client.get(f"/consultations/nothing/questionnaire.{extension}").status_code == 404


def test_draft_as_pdf_shows_what_was_answered(client: Client, here: str) -> None:
    pages.fill(client, here)
    answer = client.get(f"{here}my-answers.pdf")
    assert answer["Cache-Control"] == "no-store"
    text = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)
    assert "Paper at the border costs us two days." in text
    assert "What is your position on this element?" in text
    assert "(chosen)" in text


@pytest.mark.parametrize("extension", ["docx", "xlsx"])
def test_nothing_is_overwritten_before_it_was_shown(client: Client, here: str, extension: str) -> None:
    key = Response.objects.get().idempotency_key
    save_draft(key=key, posted={"reasons": ["Old words"], "days": ["3"]})
    upload(client, here, {"reasons": ["New words"], "stance": ["support"]}, extension)
    page = client.get(f"{here}upload/report/").content.decode()
    for words in ("Old words", "New words", "Will replace your answer", "Will be added", "Empty in the document"):
        assert words in page
    assert Response.objects.get().draft == {"reasons": ["Old words"], "days": ["3"]}
    assert take(client, here) == 303
    assert Response.objects.get().draft["reasons"] == ["New words"]
    assert Response.objects.get().draft["stance"] == ["support"]
    assert Response.objects.get().draft["days"] == ["3"]
    assert not ClearanceUpload.objects.exists()


def test_empty_answers_are_taken_over_only_on_wish(client: Client, here: str) -> None:
    key = Response.objects.get().idempotency_key
    save_draft(key=key, posted={"reasons": ["Old words"]})
    upload(client, here, {})
    assert take(client, here, **{"with-empty": "yes"}) == 303
    assert Response.objects.get().draft["reasons"] == []


def test_draft_changed_meanwhile_is_a_conflict_that_shows_both(client: Client, here: str) -> None:
    upload(client, here, {"reasons": ["From the file"]})
    seen = Response.objects.get().draft_version
    row = ClearanceUpload.objects.get()
    save_draft(key=Response.objects.get().idempotency_key, posted={"reasons": ["Typed in another window"]})
    answer = client.post(f"{here}upload/report/", {"act": "take", "upload": str(row.uuid), "seen": seen})
    assert answer.status_code == 409
    assert "Typed in another window" in answer.content.decode()
    assert "From the file" in answer.content.decode()
    assert Response.objects.get().draft == {"reasons": ["Typed in another window"]}


def test_second_upload_takes_the_place_of_the_first(client: Client, here: str) -> None:
    upload(client, here, {"reasons": ["First"]})
    first = ClearanceUpload.objects.get().uuid
    upload(client, here, {"reasons": ["Second"]}, "xlsx")
    assert ClearanceUpload.objects.get().uuid != first
    seen = Response.objects.get().draft_version
    assert client.post(f"{here}upload/report/", {"upload": str(first), "seen": seen}).status_code == 409
    assert take(client, here) == 303
    assert Response.objects.get().draft == {"reasons": ["Second"]}


def test_double_click_takes_over_once(client: Client, here: str) -> None:
    upload(client, here, {"reasons": ["Once"]})
    row, seen = ClearanceUpload.objects.get(), Response.objects.get().draft_version
    posted = {"act": "take", "upload": str(row.uuid), "seen": seen}
    assert client.post(f"{here}upload/report/", posted).status_code == 303
    assert client.post(f"{here}upload/report/", posted).status_code == 303
    assert Response.objects.get().draft_version == seen + 1


def test_report_can_be_dropped(client: Client, here: str) -> None:
    upload(client, here, {"reasons": ["Never"]})
    assert client.post(f"{here}upload/report/", {"act": "drop"}).status_code == 303
    assert client.get(f"{here}upload/report/").status_code == 404
    assert Response.objects.get().draft == {}


@pytest.mark.parametrize("posted", [{"upload": "x", "seen": "y"}, {"upload": "", "seen": "9" * 40}, {"seen": "²"}, {}])
def test_odd_forms_are_a_conflict_not_an_error(client: Client, here: str, posted: dict[str, str]) -> None:
    upload(client, here, {"reasons": ["Words"]})
    assert client.post(f"{here}upload/report/", posted).status_code == 409


def test_hostile_file_and_name_get_a_sentence(client: Client, here: str) -> None:
    for file in (SimpleUploadedFile("a" * 300 + ".docx", b"MZ"), SimpleUploadedFile("x.docx", b"\0")):
        answer = client.post(f"{here}upload/", {"document": file})
        assert answer.status_code == 422
        assert "This file cannot be read." in answer.content.decode()
    assert client.post(f"{here}upload/").status_code == 422
    assert not ClearanceUpload.objects.exists()


def test_name_of_three_hundred_characters_with_markup_is_shortened_and_escaped(client: Client, here: str) -> None:
    upload(client, here, {"reasons": ["Words"]}, name="<b>" + "ก" * 300 + ".docx")
    assert len(ClearanceUpload.objects.get().file_name) <= 200
    assert "&lt;b&gt;" in client.get(f"{here}upload/report/").content.decode()


def test_pages_cost_few_queries(
    client: Client, here: str, settings: pytest.FixtureRequest, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.PAGE_CACHE_POLL_SECONDS = 60  # type: ignore[attr-defined]
    upload(client, here, make.whole_answer())
    for page, number in (("upload/", 1), ("my-answers.docx", 1), ("upload/report/", 2)):
        client.get(here + page)
        with django_assert_num_queries(number):
            client.get(here + page)


def test_uploads_are_forgotten_after_a_week_and_once_sent(client: Client, here: str) -> None:
    upload(client, here, {"reasons": ["Words"]})
    assert forget_uploads() == 0
    ClearanceUpload.objects.update(uploaded_at=Now() - timedelta(days=8))
    assert forget_uploads() == 1
    upload(client, here, {"reasons": ["Words"]})
    pages.send(client, here)
    assert forget_uploads() == 1
    assert client.get(f"{here}upload/report/").status_code == 410


def test_questionnaire_translated_before_the_opening_is_another_file(client: Client) -> None:
    made = make.consultation(opens=timedelta(days=1))
    address, km = "/consultations/rules-for-trade/questionnaire.docx", {"accept-language": "km"}
    before = client.get(address, headers=km)["ETag"]
    title = {f"consultation-{made.pk}-title": "ច្បាប់"}
    save_translations(consultation=made, language="km", texts=title, seen={}, by="ann")
    assert client.get(address, headers=km | {"if-none-match": before}).status_code == 200


def test_file_of_another_phase_says_so(client: Client, here: str) -> None:
    body = write_document(replace(make.form(), phase_number=2), {"reasons": ["Then"]}, "xlsx")
    client.post(f"{here}upload/", {"document": SimpleUploadedFile("a.xlsx", body)})
    words = "This file was made for another version of this form."
    assert words in client.get(f"{here}upload/report/").content.decode()
    upload(client, here, {"reasons": ["Now"]})
    assert words not in client.get(f"{here}upload/report/").content.decode()


def test_take_over_pressed_twice_leads_to_the_draft_both_times(client: Client, here: str) -> None:
    upload(client, here, {"reasons": ["Once"]})
    row, seen = ClearanceUpload.objects.get(), Response.objects.get().draft_version
    posted = {"act": "take", "upload": str(row.uuid), "seen": seen}
    answers = [client.post(f"{here}upload/report/", posted) for _ in range(2)]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(303, here)] * 2
    draft = Response.objects.get()
    assert (draft.draft["reasons"], draft.draft_version) == (["Once"], seen + 1)
