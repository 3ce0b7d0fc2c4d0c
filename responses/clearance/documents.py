"""The formats by name, and the two moves: a questionnaire out, a filled one in.

What writes or reads a format is loaded when that format is asked for: the libraries behind are heavy.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module

from django.utils.translation import gettext as _

from consultations.kinds import Raw
from consultations.queries import AskedForm
from responses.clearance.fields import FORM_TAG
from responses.clearance.package import NotReadable, Package
from responses.clearance.values import Cell, Found, read_cells


@dataclass(frozen=True)
class Format:
    content_type: str
    write: Callable[[AskedForm, Raw], bytes]


def _written_by(extension: str) -> Callable[[AskedForm, Raw], bytes]:
    def write(form: AskedForm, raw: Raw) -> bytes:
        module = import_module(f"responses.clearance.{extension}_writing")
        return bytes(getattr(module, f"write_{extension}")(form, raw))

    return write


_OFFICE = "application/vnd.openxmlformats-officedocument."
FORMATS = {
    "docx": Format(f"{_OFFICE}wordprocessingml.document", _written_by("docx")),
    "xlsx": Format(f"{_OFFICE}spreadsheetml.sheet", _written_by("xlsx")),
    "pdf": Format("application/pdf", _written_by("pdf")),
}


def write_document(form: AskedForm, raw: Raw, extension: str) -> bytes:
    """``extension``: a key of FORMATS."""
    return FORMATS[extension].write(form, raw)


def read_document(form: AskedForm, body: bytes) -> Found:
    """What a filled DOCX or XLSX holds; its contents decide which it is, not its name. Raises NotReadable."""
    from responses.clearance.docx_reading import MAIN, read_docx
    from responses.clearance.xlsx_reading import read_xlsx

    package = Package(body)
    if MAIN in package:
        cells = read_docx(package)
    elif "xl/workbook.xml" in package:
        cells = {tag: _dates_as_typed(form, tag, cell) for tag, cell in read_xlsx(package).items()}
    else:
        raise NotReadable()
    mark = cells.pop(FORM_TAG, Cell()).text.split()
    if mark and mark[0] != form.consultation_slug:
        raise NotReadable(_("This document belongs to another consultation. Upload the one you downloaded from this draft."))
    found = read_cells(form, cells, mark[2] if len(mark) > 2 else "")
    found.other_form = len(mark) > 1 and mark[1] != form.edition
    return found


def _dates_as_typed(form: AskedForm, tag: str, cell: Cell) -> Cell:
    from responses.clearance.xlsx_reading import as_date

    question = form.spec.by_key.get(tag.removeprefix("defa:"))
    return replace(cell, text=as_date(cell.text)) if question is not None and question.kind == "date" else cell
