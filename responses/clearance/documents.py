"""The formats by name, and the two moves: a questionnaire out, a filled one in."""

from collections.abc import Callable
from dataclasses import dataclass

from consultations.kinds import Raw
from consultations.queries import AskedForm
from responses.clearance.docx_reading import MAIN, read_docx
from responses.clearance.docx_writing import write_docx
from responses.clearance.fields import FORM_TAG
from responses.clearance.package import NotReadable, Package
from responses.clearance.pdf_writing import write_pdf
from responses.clearance.values import Cell, Found, read_cells
from responses.clearance.xlsx_reading import as_date, read_xlsx
from responses.clearance.xlsx_writing import write_xlsx


@dataclass(frozen=True)
class Format:
    content_type: str
    write: Callable[[AskedForm, Raw], bytes]


_OFFICE = "application/vnd.openxmlformats-officedocument."
FORMATS = {
    "docx": Format(f"{_OFFICE}wordprocessingml.document", write_docx),
    "xlsx": Format(f"{_OFFICE}spreadsheetml.sheet", write_xlsx),
    "pdf": Format("application/pdf", write_pdf),
}


def write_document(form: AskedForm, raw: Raw, extension: str) -> bytes:
    """``extension``: a key of FORMATS."""
    return FORMATS[extension].write(form, raw)


def read_document(form: AskedForm, body: bytes) -> Found:
    """What a filled DOCX or XLSX holds; its contents decide which it is, not its name. Raises NotReadable."""
    package = Package(body)
    if MAIN in package:
        cells = read_docx(package)
    elif "xl/workbook.xml" in package:
        cells = {tag: _dates_as_typed(form, tag, cell) for tag, cell in read_xlsx(package).items()}
    else:
        raise NotReadable()
    mark = cells.pop(FORM_TAG, Cell()).text.split()
    if mark and mark[0] != form.consultation_slug:
        raise NotReadable("This document belongs to another consultation. Upload the one you downloaded from this draft.")
    return read_cells(form, cells)


def _dates_as_typed(form: AskedForm, tag: str, cell: Cell) -> Cell:
    question = form.spec.by_key.get(tag.removeprefix("defa:"))
    return Cell(as_date(cell.text), cell.problem) if question is not None and question.kind == "date" else cell
