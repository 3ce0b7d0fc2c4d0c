"""A questionnaire as DOCX. Every place to write is a box with a content control (``w:sdt``) whose tag names it.

Word keeps tags. LibreOffice before 7.5 keeps the controls and drops their tags, so each box holds its tag as hidden text, too.
"""

import io
from typing import Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from consultations.kinds import Raw
from consultations.queries import AskedForm
from responses.clearance.fields import CHOICE, FORM_TAG, TICK, Asked, Field, chapters_of, form_mark
from responses.clearance.guide import guide
from responses.clearance.values import text_of

PLACEHOLDER = "‹\u00a0{}\u00a0›"  # whatever the words: nobody types a no-break space inside such marks
TICKED, UNTICKED = "☒", "☐"
FONTS = {
    "km": "Noto Sans Khmer",
    "lo": "Noto Sans Lao",
    "my": "Noto Sans Myanmar",
    "ta": "Noto Sans Tamil",
    "th": "Noto Sans Thai",
}


def write_docx(form: AskedForm, raw: Raw) -> bytes:
    document: Any = Document()
    language = get_language() or settings.LANGUAGE_CODE
    _styles(document, language)
    properties = document.core_properties
    properties.title, properties.author, properties.language = form.consultation_title, "", language
    document.add_heading(form.consultation_title, 0)
    for sentence in guide(form):
        document.add_paragraph(sentence)
    _control(document, Field("form", "line"), form_mark(form), tag=FORM_TAG)
    for chapter in chapters_of(form):
        document.add_heading(chapter.title, 1)
        for note in chapter.notes:
            document.add_paragraph(note)
        for asked in chapter.asked:
            _question(document, asked, raw)
    body = io.BytesIO()
    document.save(body)
    return body.getvalue()


def _question(document: Any, asked: Asked, raw: Raw) -> None:
    document.add_heading(asked.text, 2)
    for note in asked.notes:
        document.add_paragraph(note, style="Note")
    ticks = [one for one in asked.fields if one.look == TICK]
    if ticks:
        table = document.add_table(len(ticks), 2)
        for one, row in zip(ticks, table.rows, strict=True):
            _tick(row.cells, one, bool(text_of(one, raw)))
    for one in asked.fields:
        if one.look != TICK:
            if one.label:
                document.add_paragraph(one.label, style="Note")
            _control(document, one, text_of(one, raw))


def _styles(document: Any, language: str) -> None:
    style = document.styles.add_style("Note", 1)
    style.base_style = document.styles["Normal"]
    style.font.size, style.font.color.rgb = Pt(9.5), RGBColor(0x4A, 0x54, 0x68)
    style.paragraph_format.space_after = Pt(2)
    document.styles["Normal"].font.name = "Noto Sans"
    fonts = document.styles["Normal"].element.rPr.rFonts
    fonts.set(qn("w:eastAsia"), "Noto Sans CJK SC")
    fonts.set(qn("w:cs"), FONTS.get(language.partition("-")[0], "Noto Sans"))
    for spoken in document.styles.element.iter(qn("w:lang")):  # of the whole document, for screen readers and spelling
        for script in ("w:val", "w:eastAsia", "w:bidi"):
            spoken.set(qn(script), language)


def _control(document: Any, one: Field, text: str, tag: str = "") -> None:
    """A box with a control in which an answer can have several paragraphs."""
    cell = document.add_table(1, 1, style="Table Grid").cell(0, 0)
    sdt, content = _sdt(tag or one.tag, one.label)
    if one.look == CHOICE:
        choices = OxmlElement("w:dropDownList")
        for value, label in one.options:
            item = OxmlElement("w:listItem")
            item.set(qn("w:displayText"), label)
            item.set(qn("w:value"), value)  # what is read back, in whichever language the label is
            choices.append(item)
        sdt.find(qn("w:sdtPr")).append(choices)
    empty = _("choose") if one.look == CHOICE else _("write here")
    for line in (text or PLACEHOLDER.format(empty)).split("\n"):
        paragraph = OxmlElement("w:p")
        paragraph.append(_run(line))
        content.append(paragraph)
    _hidden_mark(cell, tag or one.tag)
    cell.paragraphs[0]._p.addprevious(sdt)


def _tick(cells: Any, one: Field, ticked: bool) -> None:
    sdt, content = _sdt(one.tag, one.label)
    box = OxmlElement("w14:checkbox", nsdecls={"w14": W14})
    checked = OxmlElement("w14:checked", nsdecls={"w14": W14})
    checked.set(f"{{{W14}}}val", "1" if ticked else "0")
    box.append(checked)
    sdt.find(qn("w:sdtPr")).append(box)
    content.append(_run(TICKED if ticked else UNTICKED))
    paragraph = OxmlElement("w:p")
    paragraph.append(sdt)
    _hidden_mark(cells[0], one.tag)
    cells[0].paragraphs[0]._p.addprevious(paragraph)
    cells[0].width, cells[1].width = Cm(1), Cm(15)
    cells[1].text = one.label


def _hidden_mark(cell: Any, tag: str) -> None:
    """The tag once more, as hidden text at the end of the box: some programs keep controls and lose their tags."""
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing = Pt(1)
    run = paragraph.add_run(tag)
    run.font.hidden, run.font.size = True, Pt(1)


def _sdt(tag: str, title: str) -> tuple[Any, Any]:
    sdt, properties, content = OxmlElement("w:sdt"), OxmlElement("w:sdtPr"), OxmlElement("w:sdtContent")
    for name, value in (("w:alias", title[:60]), ("w:tag", tag), ("w:lock", "sdtLocked")):
        if value:
            element = OxmlElement(name)
            element.set(qn("w:val"), value)
            properties.append(element)
    sdt.append(properties)
    sdt.append(content)
    return sdt, content


def _run(text: str) -> Any:
    """Tabs are elements of their own in a run."""
    run = OxmlElement("w:r")
    for number, piece in enumerate(text.split("\t")):
        if number:
            run.append(OxmlElement("w:tab"))
        if piece:
            words = OxmlElement("w:t")
            words.text = piece
            words.set(qn("xml:space"), "preserve")
            run.append(words)
    return run


W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
