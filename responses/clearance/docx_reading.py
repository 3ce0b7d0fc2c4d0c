"""The answers of a DOCX, found by the tags of its content controls, else by the hidden text in its boxes: wherever they stand and
whatever stands around them."""

import re
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from core.text import alike
from core.words import message
from responses.clearance.package import NotReadable, Package
from responses.clearance.values import Cell

MAIN = "word/document.xml"
DEEPEST = 4
TWICE = message("It stands more than once in the document, with different answers.")
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_MARK = re.compile(r"(?m)(defa:[a-z][a-z0-9_=~]*)[ \t]*$")
# As docx_writing.PLACEHOLDER, in any language; and the English ones of documents written before there were others.
_PLACEHOLDER = re.compile("‹\u00a0[^‹›\n]*\u00a0›|‹ (?:write here|choose) ›")
_LEFT_OUT = frozenset({"del", "moveFrom", "instrText", "Fallback", "sdtPr", "pPr", "rPr", "footnote"})


def read_docx(package: Package) -> dict[str, Cell]:
    """Tag -> what stands there. Raises NotReadable."""
    cells: dict[str, Cell] = {}
    root = package.xml(MAIN)
    space = root.nsmap.get(root.prefix, "")
    if space not in (_W, _STRICT):
        raise NotReadable()
    for control in root.iter(f"{{{space}}}sdt"):
        tag = control.find(f"{{{space}}}sdtPr/{{{space}}}tag")
        content = control.find(f"{{{space}}}sdtContent")
        name = tag.get(f"{{{space}}}val", "") if tag is not None else ""
        if not name.startswith("defa:") or content is None:
            continue
        _refuse_nested(control)
        text = _answer(content)
        cell = Cell(text, key=_key(control, space, text))
        cells[name] = cell if cells.get(name, cell) == cell else Cell(problem=TWICE)
    for tag, box in _boxes(root, space).items():
        control = cells.get(tag)
        if control is None or (not control.problem and control.text in box.text and box.text):  # written beside the control, too
            cells[tag] = box
    if not cells:
        raise NotReadable(
            _(
                "No answer field was found in this document. Fill in the DOCX file you downloaded here: its fields carry marks "
                "that a new document does not have."
            )
        )
    return cells


def _boxes(root: Any, space: str) -> dict[str, Cell]:
    """Cells of tables by the tag they hold as hidden text."""
    found: dict[str, Cell] = {}
    for box in root.iter(f"{{{space}}}tc"):
        _refuse_nested(box)
        text = _text(box)
        mark = _MARK.search(text)
        if mark is None:
            continue
        before, after = text[: mark.start()].removesuffix("\n"), text[mark.end() :].strip("\n")
        answer = "\n".join(part for part in (before, after) if part)
        lines = answer.split("\n")
        answer = "\n".join(lines[1:] if _PLACEHOLDER.fullmatch(lines[0].strip()) else lines)
        cell = Cell(answer, key=_key(box, space, answer))
        found[mark[1]] = cell if found.get(mark[1], cell) == cell else Cell(problem=TWICE)
    return found


def _key(element: Any, space: str, text: str) -> str:
    """The value behind the item of a list with this text; nothing if there is no list, or no such item."""
    items = element.iterfind(f".//{{{space}}}dropDownList/{{{space}}}listItem") if text else ()
    shown, value = f"{{{space}}}displayText", f"{{{space}}}value"
    return next((item.get(value, "") for item in items if alike(item.get(shown, "")) == alike(text)), "")


def _refuse_nested(element: Any) -> None:
    """The text of each is read on its own: boxes in boxes in boxes would be read over and over."""
    if sum(1 for _ in islice(element.iterancestors(element.tag), DEEPEST)) == DEEPEST:
        raise NotReadable(_("The fields of this document stand inside each other. Download the questionnaire again."))


def _answer(content: Any) -> str:
    text = _text(content).removesuffix("\n")
    return "" if _PLACEHOLDER.fullmatch(text.strip()) else text


def _text(element: Any) -> str:
    """Paragraphs end with a line break; deletions that are only tracked, and instructions of fields, are left out."""
    pieces = []
    for child in element:
        if not isinstance(child.tag, str):  # a comment
            continue
        name = child.tag.rpartition("}")[2]
        if name in _LEFT_OUT:
            continue
        if name == "t":
            pieces.append(child.text or "")
        elif name == "tab":
            pieces.append("\t")
        elif name in ("br", "cr"):
            pieces.append("\n")
        elif name == "noBreakHyphen":
            pieces.append("\u2011")
        else:
            pieces.append(_text(child) + ("\n" if name == "p" else ""))
    return "".join(pieces)
