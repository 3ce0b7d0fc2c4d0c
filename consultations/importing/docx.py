"""DOCX into pieces. The file is a stranger's: what it is, how large it is and what it holds are looked at before it is read."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.table import Table
from docx.text.paragraph import Paragraph

from consultations.importing.markdown import checked
from consultations.importing.pieces import DEEPEST, HEADING, ITEM, LARGEST_FILE, PARAGRAPH, Imported, Piece, labelled
from core.errors import BadInput
from core.text import clean_text

MOST_ENTRIES, MOST_UNPACKED = 1000, 40_000_000
UNREADABLE = "This file cannot be read as a DOCX document. Open it in a word processor, save it again as DOCX, and try that."
TRACKED = "This document holds tracked changes. Accept or reject them in your word processor, save it, and import it again."
_DOCUMENT = "word/document.xml"
_HEADING = re.compile(r"(?:heading|title|judul|tiêu đề)\s*([1-9])?", re.IGNORECASE)


def read_docx(content: bytes) -> Imported:
    """Raises BadInput with a sentence for everything that is not a plain document of a fair size."""
    _look_at(content)
    try:
        document = docx.Document(io.BytesIO(content))
        pieces = list(_pieces(document))
    except (OpcError, zipfile.BadZipFile, zlib.error, SyntaxError) as error:
        raise BadInput(UNREADABLE) from error
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, NotImplementedError, RuntimeError, OSError) as error:
        raise BadInput(UNREADABLE) from error  # python-docx has no error of its own for a document that lacks a part
    return checked(Imported(tuple(labelled(pieces)), tuple(_left_out(content))))


def _look_at(content: bytes) -> None:
    if len(content) > LARGEST_FILE:
        raise BadInput(f"This file is larger than {LARGEST_FILE // 1_000_000} MB.")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
            if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise BadInput("This file unpacks to more than a document holds. It was not opened.")
            texts = [packed.read(entry) for entry in entries if entry.filename.endswith((".xml", ".rels"))]
            main = packed.read(_DOCUMENT)
    except (zipfile.BadZipFile, zlib.error, KeyError, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as error:
        raise BadInput(UNREADABLE) from error
    for text in texts:
        plain = text.replace(b"\0", b"")  # UTF-16 as well
        if b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
            raise BadInput("This file holds instructions that a document does not need. It was not opened.")
    if re.search(rb"<w:(?:ins|del|moveFrom|moveTo)[ />]", main):
        raise BadInput(TRACKED)


def _left_out(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        main = packed.read(_DOCUMENT)
    for mark, sentence in (
        (rb"<w:footnoteReference", "Footnotes were left out."),
        (rb"<w:(?:drawing|pict)[ >]", "Pictures and drawings were left out."),
        (rb"<w:txbxContent", "Text boxes were left out."),
        (rb"<w:tbl>", "Each row of a table became one paragraph."),
        (rb"<w:numPr>", "Numbers that the word processor counts by itself were left out: write them in where they matter."),
    ):
        if re.search(mark, main):
            yield sentence


def _pieces(document: Document) -> Iterator[Piece]:
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            for row in block.rows:
                cells = dict.fromkeys(clean_text(cell.text).replace("\n", " ") for cell in row.cells)
                if text := " | ".join(cell for cell in cells if cell):
                    yield Piece(PARAGRAPH, text)
        elif text := " ".join(clean_text(block.text).split()):
            yield _piece(block, text)


def _piece(paragraph: Paragraph, text: str) -> Piece:
    style = (paragraph.style.name if paragraph.style is not None else "") or ""
    if named := _HEADING.match(style):
        return Piece(HEADING, text, min(int(named[1] or 1), DEEPEST))
    if style.lower().startswith("list"):
        depth = re.search(r"([2-9])\Z", style)
        return Piece(ITEM, text, min(int(depth[1]) if depth else 1, DEEPEST))
    return Piece(PARAGRAPH, text)
