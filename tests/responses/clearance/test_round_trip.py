"""Any draft out as a document and in again is the same draft, in both formats; and what people do to documents meanwhile."""

import io
import unicodedata
from typing import Any

import openpyxl
import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultations.kinds import type_of
from consultations.queries import AskedForm
from core.text import clean_text
from responses.clearance import read_document, write_document
from responses.clearance.fields import CHOICE, PLACE, TICK, Field, asked_in
from responses.clearance.report import Outcome, compare
from responses.clearance.xlsx_reading import ERROR, FORMULA
from tests import make

pytestmark = pytest.mark.django_db
FORMATS = ("docx", "xlsx")


@pytest.fixture
def form() -> AskedForm:
    make.consultation(questions=make.EVERY_KIND)
    return make.form()


def controls(document: Any) -> dict[str, Any]:
    """Content controls by tag, as python-docx sees them."""
    return {sdt.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val")): sdt for sdt in document.element.body.iter(qn("w:sdt"))}


def write_in(control: Any, text: str) -> None:
    first, *rest = control.iter(qn("w:t"))
    first.text = text
    for one in rest:
        one.text = ""


def saved(document: Any) -> bytes:
    body = io.BytesIO()
    document.save(body)
    return body.getvalue()


def values_of(one: Field) -> st.SearchStrategy[list[str]]:
    if one.look == CHOICE:
        return st.sampled_from([value for value, _ in one.options]).map(lambda value: [value])
    texts = st.text(max_size=80) | st.sampled_from(
        ["=1+1", "+1", "-2", "@x", "_x0041_", "a\n\nb", "  x\ty ", "<b>&amp;</b>", "e\u0301"]
    )
    return texts.map(lambda text: [clean_text(text)])


@st.composite
def drafts(draw: st.DrawFn, form: AskedForm) -> dict[str, list[str]]:
    raw: dict[str, list[str]] = {}
    for asked in asked_in(form):
        ticks = [one for one in asked.fields if one.look == TICK]
        if ticks and (chosen := [one.value for one in ticks if draw(st.booleans())]):
            raw[ticks[0].name] = chosen
        for one in asked.fields:
            if one.look != TICK and draw(st.booleans()) and (values := draw(values_of(one))) != [""]:
                raw[one.name] = values
    return raw


@pytest.mark.parametrize("extension", FORMATS)
def test_any_draft_comes_back_the_same(form: AskedForm, extension: str) -> None:
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(drafts(form))
    def there_and_back(raw: dict[str, list[str]]) -> None:
        found = read_document(form, write_document(form, raw, extension))
        normal = {name: [unicodedata.normalize("NFC", value) for value in values] for name, values in raw.items()}
        assert found.values == normal
        assert (found.problems, found.absent, found.strangers) == ({}, [], 0)

    there_and_back()


@pytest.mark.parametrize("extension", FORMATS)
def test_every_input_of_the_form_stands_in_the_document(form: AskedForm, extension: str) -> None:
    names = {name for question in form.spec.questions() for name in type_of(question).names(question)}
    assert names <= {one.name for asked in asked_in(form) for one in asked.fields}
    assert {"profile__capacity", "profile__country", "consent", "consent__certify"} <= {
        one.name for asked in asked_in(form) for one in asked.fields
    }
    assert read_document(form, write_document(form, {}, extension)).values == {}


def test_docx_says_conditions_in_words_and_marks_each_field_once(form: AskedForm) -> None:
    document = Document(io.BytesIO(write_document(form, {}, "docx")))
    words = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert "Answer this only if you chose “Yes” for “Do you trade?”." in words
    tags = [tag.get(qn("w:val")) for tag in document.element.body.iter(qn("w:tag"))]
    assert len(tags) == len(set(tags))
    assert max(map(len, tags)) <= 64


def test_docx_moved_about_with_added_text_and_other_fonts_is_read(form: AskedForm) -> None:
    raw = {"trades": ["yes"], "wish": ["Fewer forms"], "topics": ["paper", "law"]}
    document = Document(io.BytesIO(write_document(form, raw, "docx")))
    body = document.element.body
    found = controls(document)
    body.insert(0, found["defa:wish"])  # the last question is dragged to the top
    document.add_paragraph("A remark for Legal: defa:wish = nonsense")
    for run in body.iter(qn("w:r")):
        run.get_or_add_rPr().get_or_add_rFonts().set(qn("w:ascii"), "Khmer OS")
    write_in(found["defa:reasons"], "Because")
    assert read_document(form, saved(document)).values == {**raw, "reasons": ["Because"]}


def test_docx_whose_program_dropped_the_tags_or_wrote_beside_the_control_is_read(form: AskedForm) -> None:
    raw = {"trades": ["yes"], "reasons": ["One\n\nTwo"], "topics": ["law"], "ready": ["2026-03-31"]}
    document = Document(io.BytesIO(write_document(form, raw, "docx")))
    marks = {cell.paragraphs[-1].text: cell for table in document.tables for row in table.rows for cell in row.cells}
    marks["defa:wish"].paragraphs[-1].insert_paragraph_before("Under the field")
    beside = {**raw, "wish": ["Under the field"]}
    assert read_document(form, saved(document)).values == beside
    for tag in list(document.element.body.iter(qn("w:tag"))):
        tag.getparent().remove(tag)
    assert read_document(form, saved(document)).values == beside


def test_docx_paragraphs_tracked_deletions_and_split_runs(form: AskedForm) -> None:
    document = Document(io.BytesIO(write_document(form, {"reasons": ["One"]}, "docx")))
    content = controls(document)["defa:reasons"].find(qn("w:sdtContent"))
    first = content[0]
    deleted = first.makeelement(qn("w:del"), {})
    run = first.makeelement(qn("w:r"), {})
    gone = first.makeelement(qn("w:t"), {})
    gone.text = "never said"
    run.append(gone)
    deleted.append(run)
    first.append(deleted)
    second = Document().add_paragraph("Tw")._p
    second.append(Document().add_paragraph("o")._p[0])
    content.append(second)
    assert read_document(form, saved(document)).values == {"reasons": ["One\nTwo"]}


def test_docx_field_copied_with_another_answer_cannot_be_read(form: AskedForm) -> None:
    document = Document(io.BytesIO(write_document(form, {"wish": ["One"]}, "docx")))
    other = Document(io.BytesIO(write_document(form, {"wish": ["Two"]}, "docx")))
    document.element.body.insert(0, controls(other)["defa:wish"])
    found = read_document(form, saved(document))
    assert found.values == {}
    assert found.problems == {"wish": "It stands more than once in the document, with different answers."}


def test_answer_not_offered_and_odd_tick_say_so(form: AskedForm) -> None:
    document = Document(io.BytesIO(write_document(form, {}, "docx")))
    found = controls(document)
    write_in(found["defa:trades"], "Perhaps")
    write_in(found["defa:topics=paper"], "maybe")
    write_in(found["defa:stance"], "  support   WITH changes ")
    read = read_document(form, saved(document))
    assert read.values == {"stance": ["with_changes"]}
    assert read.problems == {
        "trades": "“Perhaps” is not one of the answers offered.",
        "topics": "“maybe” stands where a tick is expected (write “yes” or leave it empty).",
    }


def sheet_of(book: Any) -> dict[str, Any]:
    """Answer cells by tag."""
    return {row[0].value: row[2] for row in book["Questionnaire"].iter_rows() if str(row[0].value).startswith("defa:")}


def book_saved(book: Any) -> bytes:
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def test_xlsx_filled_by_another_program_with_rows_and_columns_added(form: AskedForm) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_document(form, {}, "xlsx")))
    cells = sheet_of(book)
    cells["defa:trades"].value = "No"
    cells["defa:cost"].value = 12.5
    cells["defa:topics=law"].value = True
    cells["defa:ready"].value = 46112
    cells["defa:reasons"].value = "=HYPERLINK(1)"
    cells["defa:order__green"].value = 1
    book["Questionnaire"].insert_rows(4, 3)
    book["Questionnaire"].insert_cols(2)
    found = read_document(form, book_saved(book))
    assert found.values == {
        "trades": ["no"],
        "cost": ["12.5"],
        "topics": ["law"],
        "ready": ["2026-03-31"],
        "order__green": ["1"],
    }
    assert found.problems == {"reasons": FORMULA}


def test_xlsx_error_cell_says_so(form: AskedForm) -> None:
    book = openpyxl.load_workbook(io.BytesIO(write_document(form, {}, "xlsx")))
    cell = sheet_of(book)["defa:wish"]
    cell.value, cell.data_type = "#N/A", "e"
    assert read_document(form, book_saved(book)).problems == {"wish": ERROR}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "\r="])
def test_no_cell_we_write_is_a_formula(form: AskedForm, start: str) -> None:
    body = write_document(form, {"wish": [f"{start}1+1"], "reasons": [f"{start}cmd|' /C calc'!A0"]}, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(body))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
    cell = sheet_of(book)["defa:wish"]
    assert (cell.data_type, cell.number_format, cell.quotePrefix) == ("s", "@", True)


def test_answer_longer_than_a_cell_stays_in_the_draft(form: AskedForm) -> None:
    raw = {"reasons": ["x" * 32_001], "wish": ["y"]}
    found = read_document(form, write_document(form, raw, "xlsx"))
    assert (found.values, found.absent) == ({"wish": ["y"]}, ["reasons"])
    assert read_document(form, write_document(form, raw, "docx")).values == raw


def test_report_names_what_is_new_changed_the_same_empty_and_unreadable(form: AskedForm) -> None:
    draft = {"trades": ["yes"], "wish": ["Old"], "partner": ["LA"], "order__red": ["1"]}
    book = openpyxl.load_workbook(io.BytesIO(write_document(form, draft, "xlsx")))
    cells = sheet_of(book)
    cells["defa:wish"].value, cells["defa:cost"].value = "New", "many"
    cells["defa:order__red"].value, cells["defa:partner"].value = None, "Atlantis"
    report = compare(form, read_document(form, book_saved(book)), draft)
    (_, lines), *_ = report.chapters
    assert [(line.key, line.outcome, line.now, line.then) for line in lines] == [
        ("trades", Outcome.SAME, "Yes", "Yes"),
        ("order", Outcome.EMPTY, "1. Red", ""),
        ("cost", Outcome.NEW, "", "many"),
        ("wish", Outcome.CHANGED, "Old", "New"),
        ("partner", Outcome.UNREADABLE, "Lao PDR", ""),
    ]
    assert "Write a number in digits" in lines[2].reason
    assert (report.taken, report.emptied) == (2, 1)
    assert report.values(with_empty=False) == {"cost": ["many"], "wish": ["New"]}
    emptied: dict[str, list[str]] = {"order__red": [], "order__green": [], "order__blue": []}
    assert report.values(with_empty=True) == {"cost": ["many"], "wish": ["New"], **emptied}


def test_long_keys_have_short_tags_that_differ() -> None:
    tags = {Field("q" * 40, TICK, value=key).tag for key in ("c" * 40, "c" * 39 + "d")}
    assert len(tags) == 2
    assert {len(tag) for tag in tags} == {64}
    assert Field("q" * 30, PLACE).tag == "defa:" + "q" * 30
