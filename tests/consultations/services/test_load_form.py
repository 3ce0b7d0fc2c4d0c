import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from consultations.compiling import compile_form
from consultations.models import Consultation, Phase, Section
from consultations.services.load_form import load_form
from consultations.spec import FormSpec
from core.clock import database_now
from core.errors import BadInput, PortalError, Refused
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def phase() -> Phase:
    now = database_now()
    consultation = Consultation.objects.create(slug="empty", title="Empty", summary=".")
    return Phase.objects.create(consultation=consultation, opens_at=now, closes_at=now + timedelta(days=1))


def section(*questions: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return {"sections": [{"key": "s", "title": "S", "questions": list(questions), **fields}]}


def test_the_example_questionnaire_loads_and_comes_out_as_it_went_in(phase: Phase) -> None:
    form = json.loads(Path("data/demo_questionnaire.json").read_text())
    for slug in (one["element"] for one in form["sections"] if "element" in one):
        make.element(slug)
    assert load_form(phase=phase, form=form, by="job") == 45
    wanted = FormSpec.from_json(form)
    loaded = compile_form(phase)
    assert [(one.key, one.text, one.choices, one.show_if) for one in loaded.questions()] == [
        (one.key, one.text, one.choices, one.show_if) for one in wanted.questions()
    ]
    assert [one.show_if for one in loaded.sections] == [one.show_if for one in wanted.sections]
    assert loaded.by_key["trade_position"].element == "digital-trade"


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({}, BadInput),
        ({"sections": 3}, BadInput),
        ({"sections": ["x"]}, BadInput),
        (section({"key": "q", "kind": "date"}), BadInput),
        (section({"key": "q", "kind": "date", "text": "?", "colour": "red"}), BadInput),
        (section({"key": "q", "kind": "drawing", "text": "?"}), BadInput),
        (section({"key": "q", "kind": "date", "text": "?", "show_if": [{"question": "q", "operator": "rhymes"}]}), BadInput),
        (section({"key": "q", "kind": "date", "text": "?", "show_if": [{"question": "z", "operator": "answered"}]}), Refused),
        (section({"key": "q", "kind": "date", "text": "?"}, element="no-such"), Refused),
        (section({"key": "Not a key", "kind": "date", "text": "?"}), Refused),
        (section({"key": "q", "kind": "single", "text": "?"}), Refused),
        (section({"key": "q", "kind": "number", "text": "?", "minimum": "many"}), BadInput),
        (section({"key": "q", "kind": "date", "text": "?" * 600}), BadInput),
        (section({"key": "q", "kind": "date", "text": "?", "required": "perhaps"}), BadInput),
        (section({"key": "q", "kind": "date", "text": "?"}, element=["list"]), BadInput),
        (section(*[{"key": "q", "kind": "date", "text": "?"}] * 2), BadInput),
    ],
)
def test_what_is_no_questionnaire_leaves_nothing_behind(phase: Phase, form: dict[str, Any], error: type[PortalError]) -> None:
    with pytest.raises(error):
        load_form(phase=phase, form=form, by="ann")
    assert Section.objects.count() == 0


def test_a_form_is_loaded_only_into_an_empty_phase(phase: Phase) -> None:
    form = section({"key": "q", "kind": "date", "text": "When?"})
    load_form(phase=phase, form=form, by="ann")
    with pytest.raises(Refused, match="has sections already"):
        load_form(phase=phase, form=form, by="ann")
