import io
import zipfile
from contextlib import suppress

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consultations.importing import Piece, read_docx
from consultations.importing.docx import TRACKED, UNREADABLE
from core.errors import BadInput


def document() -> bytes:
    made = docx.Document()
    made.add_heading("Chapter 1: Data", 1)
    made.add_heading("Article 4: Movement", 2)
    made.add_paragraph("1. Each Party shall allow flows.")
    made.add_paragraph("for business", style="List Bullet")
    made.add_paragraph("   ")
    table = made.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Party", "Date"
    return saved(made)


def saved(made: "docx.document.Document") -> bytes:
    into = io.BytesIO()
    made.save(into)
    return into.getvalue()


def repacked(change: dict[str, bytes], content: bytes | None = None) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content or document())) as old, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if change.get(name) != b"":
                new.writestr(name, change.get(name, old.read(name)))
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name])
    return into.getvalue()


def sentence(content: bytes) -> str:
    with pytest.raises(BadInput) as refused:
        read_docx(content)
    return refused.value.sentence


def test_headings_paragraphs_lists_and_tables_become_pieces() -> None:
    imported = read_docx(document())
    assert list(imported.pieces) == [
        Piece("heading", "Data", 1, "Chapter 1"),
        Piece("article", "Movement", 2, "Article 4"),
        Piece("paragraph", "Each Party shall allow flows.", 1, "Article 4(1)"),
        Piece("item", "for business", 1, ""),
        Piece("paragraph", "Party | Date", 1, ""),
    ]
    assert imported.notes == ("Each row of a table became one paragraph.",)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK",
        b"not a document",
        document()[:400],
        repacked({"word/document.xml": b""}),
        repacked({"word/document.xml": b"<w:document"}),
        repacked({"word/document.xml": b"<a/>"}),
        repacked({"[Content_Types].xml": b"<Types/>"}),
        repacked({"_rels/.rels": b""}),
        repacked({"word/styles.xml": b"<broken"}),
    ],
)
def test_what_is_no_document_is_refused_with_one_sentence(content: bytes) -> None:
    assert sentence(content) == UNREADABLE


def test_entities_are_not_expanded() -> None:
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><w:document>&a;</w:document>'
    assert "instructions" in sentence(repacked({"word/document.xml": bomb}))
    assert "instructions" in sentence(repacked({"word/document.xml": bomb.decode().encode("utf-16")}))


def test_a_file_that_unpacks_to_too_much_is_not_opened() -> None:
    assert "unpacks" in sentence(repacked({"word/media/large.bin": bytes(41_000_000)}))


def test_too_large_a_file_is_not_opened() -> None:
    assert sentence(bytes(5_000_001)) == "This file is larger than 5 MB."


def test_tracked_changes_must_be_settled_first() -> None:
    main = zipfile.ZipFile(io.BytesIO(document())).read("word/document.xml")
    assert (
        sentence(
            repacked(
                {
                    "word/document.xml": main.replace(b"<w:r>", b'<w:ins w:id="1"><w:r>', 1).replace(
                        b"</w:r>", b"</w:r></w:ins>", 1
                    )
                }
            )
        )
        == TRACKED
    )


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_file_is_read_or_refused_with_a_sentence(data: st.DataObject) -> None:
    content = bytearray(document())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    with suppress(BadInput):
        assert read_docx(bytes(content)).pieces
