"""The example questionnaire in each language of the portal, read by somebody who reads another."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from consultations.queries import AskedForm
from consultations.services.load_form import load_form
from consultations.services.publish import publish_consultation
from core.languages import LANGUAGES
from responses.clearance import read_document, write_document
from responses.clearance.docx_reading import MAIN, read_docx
from responses.clearance.fields import CHOICE, FORM_TAG, TICK, asked_in
from responses.clearance.package import Package
from responses.clearance.values import Cell, Found, read_cells
from responses.clearance.xlsx_reading import read_xlsx
from tests import make

pytestmark = pytest.mark.django_db
CODES = tuple(LANGUAGES)


@pytest.fixture
def form() -> AskedForm:
    content = json.loads(Path("data/demo_questionnaire.json").read_text())
    for slug in (one["element"] for one in content["sections"] if "element" in one):
        make.element(slug)
    phase = make.consultation(publish=False).phases.get()
    phase.sections.all().delete()
    load_form(phase=phase, form=content, by="job")
    publish_consultation(consultation=phase.consultation, by="job")
    return make.form()


def whole_draft(form: AskedForm) -> dict[str, list[str]]:
    """An answer at every place: the last of each list, every second tick, words elsewhere."""
    draft: dict[str, list[str]] = {}
    for asked in asked_in(form):
        for number, one in enumerate(asked.fields):
            if one.look == TICK and number % 2 == 0:
                draft.setdefault(one.name, []).append(one.value)
            elif one.look != TICK:
                draft[one.name] = [one.options[-1][0]] if one.look == CHOICE else ["ព្រំដែន tidak 不 வணக்கம் yes"]
    return draft


def words_alone(body: bytes) -> dict[str, Cell]:
    """As a program leaves it that knows nothing of the keys behind the words."""
    package = Package(body)
    cells = read_docx(package) if MAIN in package else read_xlsx(package)
    return {tag: replace(one, key="") for tag, one in cells.items() if tag != FORM_TAG}


@pytest.mark.parametrize("extension", ["docx", "xlsx"])
def test_a_file_of_each_language_is_read_in_the_next(form: AskedForm, extension: str) -> None:
    draft = whole_draft(form)
    assert len(draft) > 45
    for written, read in zip(CODES, CODES[1:] + CODES[:1], strict=True):
        with override(written):
            body, empty = write_document(form, draft, extension), write_document(form, {}, extension)
        with override(read):
            assert read_document(form, body) == Found(values=draft), written
            assert read_document(form, empty) == Found(), written
        with override(read):
            assert read_cells(form, words_alone(body), written) == Found(values=draft), written


def test_the_test_knows_every_language() -> None:
    assert tuple(code for code, _ in settings.LANGUAGES) == CODES
