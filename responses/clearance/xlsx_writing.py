"""A questionnaire as XLSX: one row per place to write, its tag in a hidden column. No cell we write is ever a formula."""

import io
import re
import zipfile
from collections.abc import Iterable
from typing import Any

import xlsxwriter
from django.conf import settings
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from consultations.kinds import Raw
from consultations.kinds.choices import NOT_OFFERED
from consultations.queries import AskedForm
from core.language import say
from responses.clearance.fields import CHOICE, FORM_TAG, TICK, Asked, Field, chapters_of, form_mark
from responses.clearance.guide import guide
from responses.clearance.values import NO, YES, text_of

LISTS, CHOICES = "Lists", "Choices"
CHOICE_HEAD = "choice:"  # before a tag: behind it the value of a choice and its label, for reading in any language
KEY_HEAD, ANSWER_HEAD = "defa:key", "defa:answer"
LONGEST_CELL = 32_000  # Excel takes 32,767 characters in a cell
TOO_LONG = "defa:too-long"
NO_ROOM = gettext_lazy("This answer is too long for a spreadsheet. It stays as it is in your draft; use DOCX to change it.")
_KEY, _QUESTION, _ANSWER, _NOTES = range(4)


def write_xlsx(form: AskedForm, raw: Raw) -> bytes:
    body = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book: Any = xlsxwriter.Workbook(body, options)
    book.set_properties({"title": form.consultation_title})
    _Sheet(book, form, raw).write()
    book.close()
    return _in_its_language(body)


class _Sheet:
    def __init__(self, book: Any, form: AskedForm, raw: Raw) -> None:
        self.form, self.raw, self.row = form, raw, 0
        self.sheet, self.lists = book.add_worksheet(_sheet_name(_("Questionnaire"))), book.add_worksheet(LISTS)
        self.choices, self.choice = book.add_worksheet(CHOICES), 0
        wrapped = {"text_wrap": True, "valign": "top"}
        self.title = book.add_format({"bold": True, "font_size": 14, "font_color": "#0b4f6c"})
        self.words = book.add_format(wrapped)
        self.bold = book.add_format({**wrapped, "bold": True})
        self.quiet = book.add_format({**wrapped, "font_color": "#4a5468"})
        # Text, and with the mark that Excel sets for a leading apostrophe: = + - @ stay what they are, characters.
        self.answer = book.add_format(
            {**wrapped, "num_format": "@", "quote_prefix": True, "border": 1, "border_color": "#8a8f98", "bg_color": "#fbfaf7"}
        )
        self.columns: dict[tuple[tuple[str, str], ...], str] = {}

    def write(self) -> None:
        self.sheet.set_column(_KEY, _KEY, 10, None, {"hidden": True})
        self.sheet.set_column(_QUESTION, _QUESTION, 45)
        self.sheet.set_column(_ANSWER, _ANSWER, 60)
        self.sheet.set_column(_NOTES, _NOTES, 45)
        self.lists.hide()
        self.choices.hide()
        self._line(KEY_HEAD, "", ANSWER_HEAD, "")
        self.sheet.set_row(0, None, None, {"hidden": True})
        self._line(FORM_TAG, "", form_mark(self.form), "")
        self.sheet.set_row(1, None, None, {"hidden": True})
        self._text(_QUESTION, self.form.consultation_title, self.title)
        for sentence in guide(self.form):
            self.sheet.merge_range(self.row, _QUESTION, self.row, _NOTES, "", self.words)
            self._text(_QUESTION, sentence, self.words)
        for chapter in chapters_of(self.form):
            self.row += 1
            self._text(_QUESTION, chapter.title, self.title)
            for note in chapter.notes:
                self._text(_QUESTION, note, self.quiet)
            for asked in chapter.asked:
                self._question(asked)

    def _question(self, asked: Asked) -> None:
        notes = " ".join(asked.notes)
        if len(asked.fields) > 1:
            self.sheet.write_string(self.row, _QUESTION, asked.text, self.bold)
            self.sheet.write_string(self.row, _NOTES, notes, self.quiet)
            self.row += 1
        for one in asked.fields:
            alone = len(asked.fields) == 1
            self._place(one, asked.text if alone else one.label or _("Your answer"), self.bold if alone else self.words)
            self._line(one.tag, "", text_of(one, self.raw), notes if alone else "")

    def _place(self, one: Field, words: str, look: Any) -> None:
        self.sheet.write_string(self.row, _QUESTION, words, look)
        if one.look == TICK:
            self.sheet.data_validation(self.row, _ANSWER, self.row, _ANSWER, {"validate": "list", "source": [say(YES)]})
            self._known(one, [(str(YES.msgid), say(YES)), (str(NO.msgid), say(NO))])
        elif one.look == CHOICE:
            self._known(one, one.options)
            listed = {
                "validate": "list",
                "source": self._list(one.options),
                "error_message": say(NOT_OFFERED),
            }
            self.sheet.data_validation(self.row, _ANSWER, self.row, _ANSWER, listed)

    def _known(self, one: Field, options: Iterable[tuple[str, str]]) -> None:
        for value, label in options:
            for column, words in enumerate((f"{CHOICE_HEAD}{one.tag}", value, label)):
                self.choices.write_string(self.choice, column, words)
            self.choice += 1

    def _list(self, options: tuple[tuple[str, str], ...]) -> str:
        """The cells of the hidden sheet that hold these labels: a list inside a rule may have 255 characters only."""
        if options not in self.columns:
            column = len(self.columns)
            for row, (_value, label) in enumerate(options):
                self.lists.write_string(row, column, label, self.answer)
            letters = xlsxwriter.utility.xl_col_to_name(column, True)
            self.columns[options] = f"={LISTS}!{letters}$1:{letters}${len(options)}"
        return self.columns[options]

    def _line(self, key: str, words: str, answer: str, notes: str) -> None:
        self.sheet.write_string(self.row, _KEY, key)
        if words:
            self.sheet.write_string(self.row, _QUESTION, words, self.words)
        if len(answer) > LONGEST_CELL:
            self.sheet.write_string(self.row, _KEY, TOO_LONG)
            answer, notes = "", str(NO_ROOM)
        if answer:
            self.sheet.write_string(self.row, _ANSWER, answer, self.answer)
        else:
            self.sheet.write_blank(self.row, _ANSWER, None, self.answer)
        self.sheet.write_string(self.row, _NOTES, notes, self.quiet)
        self.row += 1

    def _text(self, column: int, words: str, look: Any) -> None:
        self.sheet.write_string(self.row, column, words, look)
        self.row += 1


def _in_its_language(body: io.BytesIO) -> bytes:
    """The package with its language among the properties of the document: the one place that the format has for it, and which the
    library that writes it does not know."""
    made = io.BytesIO()
    language = f"<dc:language>{get_language() or settings.LANGUAGE_CODE}</dc:language></cp:coreProperties>"
    with zipfile.ZipFile(body) as package, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as anew:
        for part in package.infolist():
            content = package.read(part)
            if part.filename == "docProps/core.xml":
                content = content.replace(b"</cp:coreProperties>", language.encode())
            anew.writestr(part, content)
    return made.getvalue()


def _sheet_name(words: str) -> str:
    """Excel takes 31 characters, and some not at all."""
    return re.sub(r"[\[\]:*?/\\']", " ", words).strip()[:31] or "1"
