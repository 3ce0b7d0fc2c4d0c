"""Documents in one language, read in another: the same answers, whatever their words are."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given
from hypothesis import settings as with_settings
from pypdf import PdfReader

from consultations.models import Question
from consultations.queries import AskedForm
from core.language import say
from responses.clearance import read_document, write_document
from responses.clearance.report import Outcome, compare
from responses.clearance.values import Found
from tests import make
from tests.catalogue import catalogue
from tests.responses import pages
from tests.responses.clearance.test_round_trip import book_saved, controls, drafts, saved, sheet_of, write_in

pytestmark = pytest.mark.django_db
DRAFT = {
    "trades": ["yes"],
    "topics": ["paper", "law"],
    "weight": ["4"],
    "stance": ["with_changes"],
    "order__green": ["1"],
    "reasons": ["ព្រំដែន\nតម្លៃ"],
    "partner": ["KH"],
    "profile__capacity": ["msme"],
    "consent": ["organisation"],
    "consent__certify": ["yes"],
}
WORDS = {
    "id": {
        "yes": "ya",
        "no": "tidak",
        "write here": "tulis di sini",
        "choose": "pilih",
        "Needs an answer.": "Perlu dijawab.",
        "Questionnaire": "Kuesioner: [lembar] 'satu'",
        "No answer": "Tidak ada jawaban",
        "Not in the document": "Tidak ada dalam dokumen",
        "“%(text)s” stands where a tick is expected (write “%(yes)s” or leave it empty).": "Di “%(text)s” tulis “%(yes)s”.",
        "This file is empty.": "Berkas ini kosong.",
    },
    "km": {
        "yes": "បាទ",
        "no": "ទេ",
        "write here": "សរសេរនៅទីនេះ",
        "choose": "ជ្រើសរើស",
        "Needs an answer.": "ត្រូវការចម្លើយ។",
        "Questionnaire": "កម្រងសំណួរ",
        "No answer": "គ្មានចម្លើយ",
    },
}
LANGUAGES = tuple(WORDS)
FORMATS = ("docx", "xlsx")


@pytest.fixture
def form() -> AskedForm:
    make.consultation(questions=make.EVERY_KIND)
    return make.form()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    with catalogue(WORDS[language], language):
        yield


def relabelled(form: AskedForm) -> AskedForm:
    """Every choice under the label that another choice of its question has in ``form``: as if two languages shared words."""

    def turned(question: Any) -> Any:
        labels = [choice.label for choice in question.choices]
        pairs = zip(question.choices, labels[1:] + labels[:1], strict=True)
        return replace(question, choices=tuple(replace(choice, label=label) for choice, label in pairs))

    sections = tuple(replace(one, questions=tuple(map(turned, one.questions))) for one in form.spec.sections)
    return replace(form, spec=replace(form.spec, sections=sections))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("extension", FORMATS)
def test_written_in_one_language_and_read_in_the_other(form: AskedForm, language: str, extension: str) -> None:
    with speaking(language):
        theirs = write_document(form, DRAFT, extension)
        assert read_document(form, theirs).values == DRAFT
    assert read_document(form, theirs).values == DRAFT
    ours = write_document(form, DRAFT, extension)
    with speaking(language):
        assert read_document(form, ours).values == DRAFT


@pytest.mark.parametrize("extension", FORMATS)
def test_any_draft_comes_back_from_khmer(form: AskedForm, extension: str) -> None:
    @with_settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
    @given(drafts(form))
    def there_and_back(raw: dict[str, list[str]]) -> None:
        with speaking("km"):
            body = write_document(form, raw, extension)
        found = read_document(form, body)
        assert (found.values.keys(), found.problems, found.absent, found.strangers) == (raw.keys(), {}, [], 0)

    there_and_back()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("extension", FORMATS)
def test_places_left_empty_in_another_language_hold_nothing(form: AskedForm, language: str, extension: str) -> None:
    with speaking(language):
        body = write_document(form, {}, extension)
    assert read_document(form, body) == Found()


@pytest.mark.parametrize("extension", FORMATS)
def test_the_key_of_a_choice_counts_and_not_its_label(form: AskedForm, extension: str) -> None:
    raw = {"trades": ["yes"], "topics": ["cost"]}
    assert read_document(form, write_document(relabelled(form), raw, extension)).values == raw


def test_choice_picked_and_box_ticked_offline_in_another_language(form: AskedForm) -> None:
    theirs = relabelled(form)
    with speaking("id"):
        document = Document(io.BytesIO(write_document(theirs, {}, "docx")))
        book = openpyxl.load_workbook(io.BytesIO(write_document(theirs, {}, "xlsx")))
    write_in(controls(document)["defa:trades"], "Yes")  # there the label of "no"
    write_in(controls(document)["defa:topics=paper"], "ya")
    cells = sheet_of_first(book)
    cells["defa:trades"].value, cells["defa:topics=paper"].value, cells["defa:topics=law"].value = "Yes", "Ya", "tidak"
    for body in (saved(document), book_saved(book)):
        with speaking("id"):
            assert read_document(form, body).values == {"trades": ["no"], "topics": ["paper"]}


def test_xlsx_without_its_hidden_sheet_of_choices_is_read_by_the_words_of_its_language(form: AskedForm) -> None:
    with speaking("id"):
        book = openpyxl.load_workbook(io.BytesIO(write_document(form, {"topics": ["law"], "trades": ["no"]}, "xlsx")))
        del book["Choices"]
    with catalogue({"yes": "ya"}), override("en"):  # the document says that it is in Indonesian
        assert read_document(form, book_saved(book)).values == {"topics": ["law"], "trades": ["no"]}


def sheet_of_first(book: Any) -> dict[str, Any]:
    """Answer cells by tag, whatever the first sheet is called."""
    book.worksheets[0].title = "Questionnaire"
    return sheet_of(book)


def test_docx_says_its_language_and_has_the_font_of_its_script(form: AskedForm) -> None:
    with speaking("km"):
        document = Document(io.BytesIO(write_document(form, {}, "docx")))
    assert document.core_properties.language == "km"
    spoken = [one.get(qn("w:val")) for one in document.styles.element.iter(qn("w:lang"))]
    assert set(spoken) == {"km"}
    assert document.styles["Normal"].element.rPr.rFonts.get(qn("w:cs")) == "Noto Sans Khmer"
    assert "ត្រូវការចម្លើយ។" in "\n".join(paragraph.text for paragraph in document.paragraphs)


def test_xlsx_says_its_language_and_is_as_small_as_before(form: AskedForm) -> None:
    with speaking("km"):
        body = write_document(form, {}, "xlsx")
    assert openpyxl.load_workbook(io.BytesIO(body)).properties.language == "km"
    assert len(body) < 30_000  # packed anew, not only put together


@pytest.mark.parametrize(("language", "needed"), [("km", "ត្រូវការចម្លើយ"), ("id", "Perlu dijawab.")])
def test_pdf_says_its_language_in_it(form: AskedForm, language: str, needed: str) -> None:
    with speaking(language):
        reader = PdfReader(io.BytesIO(write_document(form, DRAFT, "pdf")))
    catalog: Any = reader.trailer["/Root"]
    assert catalog["/Lang"].partition("-")[0] == language
    assert needed[:3] in "".join(page.extract_text() for page in reader.pages)


def test_sheet_gets_a_name_that_spreadsheets_take(form: AskedForm) -> None:
    with speaking("id"):
        book = openpyxl.load_workbook(io.BytesIO(write_document(form, {}, "xlsx")))
    assert book.sheetnames == ["Kuesioner   lembar   satu", "Lists", "Choices"]
    assert [sheet.sheet_state for sheet in book] == ["visible", "hidden", "hidden"]


def test_what_cannot_be_read_is_kept_unsaid_and_said_to_whoever_reads_it(form: AskedForm) -> None:
    document = Document(io.BytesIO(write_document(form, {}, "docx")))
    write_in(controls(document)["defa:topics=paper"], "100 % perhaps")
    found = read_document(form, saved(document))
    again = Found.restored(found.stored())
    english = "“100 % perhaps” stands where a tick is expected (write “yes” or leave it empty)."
    assert again.problems == found.problems == {"topics": english}
    with speaking("id"):
        (line,) = (one for _, lines in compare(form, again, {}).chapters for one in lines)
        assert (line.outcome, line.reason) == (Outcome.UNREADABLE, "Di “100 % perhaps” tulis “ya”.")
        assert Outcome.ABSENT.word == "Tidak ada dalam dokumen"
    assert Outcome.ABSENT.word == "Not in the document"
    assert say(Found.restored({**found.stored(), "problems": {"topics": "An older sentence."}}).problems["topics"]) == (
        "An older sentence."
    )


def test_public_questionnaire_is_another_file_in_another_language(client: Client) -> None:
    make.consultation()
    address = "/consultations/rules-for-trade/questionnaire.docx"
    english = client.get(address)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "id"
    with speaking("id"):
        theirs = client.get(address)
    assert english["ETag"] != theirs["ETag"]
    assert {"Cookie", "Accept-Language"} <= {name.strip() for name in english["Vary"].split(",")}
    words = [paragraph.text for paragraph in Document(io.BytesIO(theirs.content)).paragraphs]
    assert ("Perlu dijawab." in words, "Needs an answer." in words) == (True, False)
    assert "Needs an answer." in [one.text for one in Document(io.BytesIO(english.content)).paragraphs]


def test_upload_page_says_in_the_language_of_the_reader_what_is_wrong(client: Client) -> None:
    make.consultation()
    here = pages.begin(client)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "id"
    with speaking("id"):
        answer = client.post(f"{here}upload/", {"document": io.BytesIO(b"")})
    assert answer.status_code == 422
    assert "Berkas ini kosong." in answer.content.decode()


def test_pdf_marks_the_language_of_questions_that_are_not_translated(client: Client) -> None:
    make.consultation(translations={"km": {"title": "ច្បាប់"}}, opens=timedelta(days=1))
    Question.objects.filter(key="reasons").update(translations={"km": {"text": "ហេតុអ្វី?"}})
    address = "/consultations/rules-for-trade/questionnaire.pdf"
    in_khmer = PdfReader(io.BytesIO(client.get(address, headers={"accept-language": "km"}).content))
    in_english = PdfReader(io.BytesIO(client.get(address).content))
    assert languages_in(in_khmer) == {"km", "en"}
    assert languages_in(in_english) == {"en"}


def languages_in(document: PdfReader) -> set[str]:
    """Of the document and of every element of its structure."""
    root: Any = document.trailer["/Root"]
    found = {str(root["/Lang"])}

    def look(node: Any) -> None:
        one = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(one, dict):
            found.update({str(one["/Lang"])} if "/Lang" in one else set())
            look(one.get("/K", []))
        elif isinstance(one, list):
            for child in one:
                look(child)

    look(root["/StructTreeRoot"])
    return found
