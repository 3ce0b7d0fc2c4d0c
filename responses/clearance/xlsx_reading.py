"""The answers of an XLSX: rows are found by the tags in their cells, so they may be moved, sorted and added to."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from core.text import alike
from core.words import message
from responses.clearance.docx_reading import TWICE
from responses.clearance.package import NotReadable, Package
from responses.clearance.values import Cell
from responses.clearance.xlsx_writing import ANSWER_HEAD, CHOICE_HEAD, KEY_HEAD

FORMULA = message("The cell holds a formula. Write the answer itself.")
ERROR = message("The cell holds an error of the spreadsheet program.")
MOST_CELLS = 100_000
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})\Z")
_EPOCH = date(1899, 12, 30)  # of serial dates from March 1900 on


def read_xlsx(package: Package) -> dict[str, Cell]:
    """Tag -> what stands there. Raises NotReadable."""
    shared = _shared(package)
    cells: dict[str, Cell] = {}
    known: dict[str, dict[str, str]] = {}
    for name in sorted(_sheets(package)):
        rows = _rows(package.xml(name), shared)
        for row in rows:
            _learn(row, known)
        column = next((place for row in rows for place, cell in row.items() if cell.text == ANSWER_HEAD), None)
        for row in rows:
            for place, cell in row.items():
                if cell.text.startswith(CHOICE_HEAD):
                    break
                if cell.text.startswith("defa:") and cell.text not in (KEY_HEAD, ANSWER_HEAD):
                    answer = row.get(column if column is not None else place + 2, Cell())
                    cells[cell.text] = answer if cells.get(cell.text, answer) == answer else Cell(problem=TWICE)
                    break
    if not cells:
        raise NotReadable(
            _(
                "No answer was found in this workbook. Fill in the XLSX file you downloaded here: its first column, which is "
                "hidden, says which row belongs to which question."
            )
        )
    return {tag: replace(cell, key=known.get(tag, {}).get(alike(cell.text), "")) for tag, cell in cells.items()}


def _learn(row: Mapping[int, Cell], known: dict[str, dict[str, str]]) -> None:
    """A row of the hidden sheet of choices: tag, value, label."""
    texts = [cell.text for _place, cell in sorted(row.items())]
    if len(texts) > 2 and texts[0].startswith(CHOICE_HEAD):
        known.setdefault(texts[0].removeprefix(CHOICE_HEAD), {}).setdefault(alike(texts[2]), texts[1])


def as_date(text: str) -> str:
    """A day as spreadsheets count it, as ISO 8601; any other text as it is."""
    if not re.fullmatch(r"[0-9]{5}(\.0+)?", text):
        return text
    return (_EPOCH + timedelta(days=int(text[:5]))).isoformat()


def _sheets(package: Package) -> list[str]:
    return [name for name in package.names() if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)]


def _rows(root: Any, shared: list[str]) -> list[dict[int, Cell]]:
    """Of each row that holds something: column number -> cell."""
    rows: list[dict[int, Cell]] = []
    if sum(1 for _ in islice(root.iter("{*}c"), MOST_CELLS)) == MOST_CELLS:
        raise NotReadable(_("This workbook has far more cells than a questionnaire. Upload the one you downloaded here."))
    for row in root.iter("{*}row"):
        found: dict[int, Cell] = {}
        for number, cell in enumerate(row.iterfind("{*}c")):
            found[_column(cell.get("r", ""), number)] = _cell(cell, shared)
        rows.append(found)
    return rows


def _cell(cell: Any, shared: list[str]) -> Cell:
    if cell.find("{*}f") is not None:
        return Cell(problem=FORMULA)
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return Cell(_plain(cell.find("{*}is")))
    value = cell.findtext("{*}v") or ""
    match kind:
        case "s":
            return Cell(shared[int(value)]) if value.isdecimal() and len(value) < 10 and int(value) < len(shared) else Cell()
        case "e":
            return Cell(problem=ERROR)
        case "b":
            return Cell("yes" if value == "1" else "no")
        case "n":
            return Cell(_number(value))
    return Cell(_unescaped(value))


def _number(text: str) -> str:
    """As a person would write it: 15 digits are all that a spreadsheet keeps."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        return text
    if not number.is_finite() or abs(number.adjusted()) > 20:
        return text
    return format(Decimal(f"{number:.15g}").normalize(), "f")


def _shared(package: Package) -> list[str]:
    if "xl/sharedStrings.xml" not in package:
        return []
    return [_plain(one) for one in package.xml("xl/sharedStrings.xml").iterfind("{*}si")]


def _plain(element: Any) -> str:
    """Runs of a rich text together, its phonetic hints (``rPh``) left out."""
    if element is None:
        return ""
    texts = [child for child in element if isinstance(child.tag, str) and child.tag.rpartition("}")[2] in ("t", "r")]
    pieces = [child.text or "" if child.tag.endswith("}t") else child.findtext("{*}t") or "" for child in texts]
    return _unescaped("".join(pieces))


def _unescaped(text: str) -> str:
    """ECMA-376 part 1, 22.9.2.19: ``_xHHHH_`` stands for a character that XML cannot hold, or for itself behind ``_x005F_``."""
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _column(place: str, number: int) -> int:
    found = _PLACE.match(place)
    if not found:
        return number
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return column - 1
