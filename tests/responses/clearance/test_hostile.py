"""Files nobody filled in: each gets a sentence."""

import contextlib
import io
import zipfile

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consultations.queries import AskedForm
from responses.clearance import read_document, write_document
from responses.clearance.package import LARGEST_PART, NotReadable
from tests import make

pytestmark = pytest.mark.django_db
DOCUMENT = "word/document.xml"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@pytest.fixture
def form() -> AskedForm:
    make.consultation()
    return make.form()


def package(**parts: bytes) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return body.getvalue()


def sentence(form: AskedForm, body: bytes) -> str:
    with pytest.raises(NotReadable) as caught:
        read_document(form, body)
    return caught.value.sentence


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"", "empty"),
        (b"%PDF-1.7", "PDF"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "password"),
        (b"PK\x03\x04 but no more", "damaged"),
        (b"GIF89a", "downloaded here"),
        (b"x" * (10 * 1024 * 1024 + 1), "10 MB"),
    ],
)
def test_what_is_no_package_says_what_to_do(form: AskedForm, body: bytes, words: str) -> None:
    assert words in sentence(form, body)


def test_bomb_is_not_opened(form: AskedForm) -> None:
    assert "unpacks to far more" in sentence(form, package(**{DOCUMENT: b" " * (LARGEST_PART + 1)}))
    assert "unpacks to far more" in sentence(
        form, package(**{DOCUMENT: b"x", **{f"{n}.bin": b"\0" * 70_000_000 for n in range(3)}})
    )
    assert "unpacks to far more" in sentence(form, package(**{DOCUMENT: b"x", **{f"{n}": b"" for n in range(2001)}}))


def test_entities_and_document_types_are_refused(form: AskedForm) -> None:
    laughs = b'<!DOCTYPE w [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    outside = b'<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for declaration in (laughs, outside):
        body = declaration + f"<w:document {W}><w:body>&a;</w:body></w:document>".encode()
        assert "document type" in sentence(form, package(**{DOCUMENT: body}))


def test_macros_are_refused(form: AskedForm) -> None:
    assert "macros" in sentence(form, package(**{DOCUMENT: b"<x/>", "word/vbaProject.bin": b"x"}))


def test_depth_without_end_is_refused(form: AskedForm) -> None:
    deep = f"<w:document {W}>".encode() + b"<w:p>" * 5000 + b"</w:p>" * 5000 + b"</w:document>"
    assert "damaged" in sentence(form, package(**{DOCUMENT: deep}))


def test_boxes_in_boxes_and_cells_without_end_are_refused(form: AskedForm) -> None:
    boxes = b"<w:tbl><w:tr><w:tc>" * 40 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 40
    nested = f"<w:document {W}><w:body>".encode() + boxes + b"</w:body></w:document>"
    assert "inside each other" in sentence(form, package(**{DOCUMENT: nested}))
    cells = b"<worksheet><row>" + b"<c/>" * 100_000 + b"</row></worksheet>"
    assert "far more cells" in sentence(form, package(**{"xl/workbook.xml": b"<x/>", "xl/worksheets/sheet1.xml": cells}))


def test_other_documents_say_which_is_wanted(form: AskedForm) -> None:
    body = io.BytesIO()
    Document().save(body)
    assert "No answer field was found" in sentence(form, body.getvalue())
    assert "downloaded here" in sentence(form, package(**{"content.xml": b"<x/>"}))
    assert "No answer was found" in sentence(form, package(**{"xl/workbook.xml": b"<x/>"}))


@pytest.mark.parametrize("extension", ["docx", "xlsx"])
def test_document_of_another_consultation_is_refused(form: AskedForm, extension: str) -> None:
    make.consultation("other-rules")
    body = write_document(make.form("other-rules"), {}, extension)
    assert "another consultation" in sentence(form, body)


@pytest.mark.parametrize("extension", ["docx", "xlsx"])
def test_damage_anywhere_is_a_sentence_or_read(form: AskedForm, extension: str) -> None:
    whole = write_document(form, make.whole_answer(), extension)

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.integers(0, len(whole) - 1), st.binary(max_size=12), st.booleans())
    def damaged(place: int, bytes_there: bytes, cut: bool) -> None:
        body = whole[:place] + bytes_there + (b"" if cut else whole[place + len(bytes_there) :])
        with contextlib.suppress(NotReadable):
            read_document(form, body)

    damaged()
