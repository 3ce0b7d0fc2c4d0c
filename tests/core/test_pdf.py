"""PDF in all scripts of the region: tagged, with its text in it, and no text read as markup."""

import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from core import pdf
from core.text import clean_text

SCRIPTS = {
    "vi": "Thương mại số giữa các nước",
    "km": "ការធ្វើពាណិជ្ជកម្ម",
    "lo": "ການຄ້າດິຈິຕອນ",
    "my": "ဒစ်ဂျစ်တယ်ကုန်သွယ်မှု",
    "th": "การค้าดิจิทัล",
    "ta": "மின்னணு வர்த்தகம்",
    "zh": "东盟的数字贸易 臺灣",
    "ms": "ڤرداݢڠن ديجيتل يڠ مڽرتاءي",
    "pt": "Ação, coração",
    "tet": "Komérsiu dijitál",
    "fil": "Kalakalang digital – “malinaw”",
}
FONTS = Path(settings.BASE_DIR) / "data" / "fonts"


def made(answer: str, lang: str = "en") -> bytes:
    row = {"question": "What?", "answer": answer, "lang": lang, "rtl": pdf.is_right_to_left(answer)}
    data = {
        "title": "A title",
        "author": "Portal",
        "description": "For a test",
        "keywords": ["test"],
        "footer": "Foot",
        "head": ["Head"],
        "groups": [{"title": "About", "rows": [row]}],
    }
    return pdf.make_pdf(template="form", data=data)


@pytest.mark.parametrize("lang", SCRIPTS)
def test_script_has_its_glyphs_and_its_text(lang: str) -> None:
    assert pdf.all_shown(SCRIPTS[lang])
    body = made(SCRIPTS[lang], lang)
    assert b".notdef" not in body
    text = PdfReader(io.BytesIO(body)).pages[0].extract_text()
    letters = {one for one in SCRIPTS[lang] if one.isalpha()}
    assert len(letters - set(text)) <= len(letters) * 0.2  # pypdf reads letters that became one glyph in an order of its own


def test_document_is_tagged_titled_and_claims_pdf_ua() -> None:
    reader = PdfReader(io.BytesIO(made("Words")))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 - a PDF boolean
    assert root["/Lang"] == "en"
    assert reader.metadata is not None
    assert reader.metadata.title == "A title"
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data().decode()


def test_markup_in_an_answer_is_text() -> None:
    typed = '#panic("x") *not bold* $x$ = Heading <label> @ref \\ // comment #read("/etc/passwd")'
    text = PdfReader(io.BytesIO(made(typed))).pages[0].extract_text()
    assert typed.replace(" ", "") in text.replace("\n", "").replace(" ", "")


def test_character_without_a_glyph_is_replaced_and_known_beforehand() -> None:
    assert not pdf.all_shown("ship 🚢")
    assert "ship \ufffd" in PdfReader(io.BytesIO(made("ship 🚢"))).pages[0].extract_text()


@given(st.text(max_size=60))
def test_no_text_stops_the_document(text: str) -> None:
    assert made(clean_text(text)).startswith(b"%PDF-")


def test_right_to_left_is_decided_by_the_first_letter() -> None:
    assert pdf.is_right_to_left("1. ڤرداݢڠن (DEFA)")
    assert not pdf.is_right_to_left("DEFA ڤرداݢڠن")
    assert not pdf.is_right_to_left("12")


def test_fonts_are_those_of_the_manifest() -> None:
    named = {name: digest for one in json.loads((FONTS / "MANIFEST.json").read_text()) for name, digest in one["files"].items()}
    there = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in FONTS.iterdir() if path.name != "MANIFEST.json"}
    assert there == named


def test_typst_is_loaded_only_when_asked() -> None:
    code = "import django; django.setup(); import defa_portal.urls, sys; assert 'typst' not in sys.modules"
    done = subprocess.run([sys.executable, "-c", code], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_too_many_at_once_are_told_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "WAIT_SECONDS", 0.01)
    with pdf._turn, pdf._turn, pytest.raises(pdf.Busy):
        made("Words")
