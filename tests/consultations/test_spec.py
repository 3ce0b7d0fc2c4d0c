import json
from pathlib import Path

from consultations.spec import ChoiceSpec, ConditionSpec, FormSpec, QuestionSpec, SectionSpec

WHOLE = FormSpec(
    (
        SectionSpec(
            "first",
            "First",
            intro="*Hello*",
            element="digital-trade",
            questions=(
                QuestionSpec("pick", "single", "ຄຳຖາມ?", choices=(ChoiceSpec("a", "A"), ChoiceSpec("b", "B")), allow_other=True),
                QuestionSpec(
                    "cost", "number", "How much?", minimum="0.5", unit="US$", show_if=(ConditionSpec("pick", "any_of", ("a",)),)
                ),
            ),
            show_if=(ConditionSpec("pick", "answered"),),
        ),
    )
)


def test_a_form_survives_the_way_through_json() -> None:
    assert FormSpec.from_json(json.loads(json.dumps(WHOLE.to_json()))) == WHOLE


def test_what_is_left_out_has_its_default() -> None:
    stored = {"sections": [{"key": "s", "title": "S", "questions": [{"key": "q", "kind": "date", "text": "When?"}]}]}
    assert FormSpec.from_json(stored) == FormSpec((SectionSpec("s", "S", questions=(QuestionSpec("q", "date", "When?"),)),))


def test_the_example_questionnaire_uses_every_kind_and_keeps_its_length() -> None:
    spec = FormSpec.from_json(json.loads(Path("data/demo_questionnaire.json").read_text()))
    kinds = {question.kind for question in spec.questions()}
    assert len(kinds) == 10
    assert len(list(spec.questions())) == 45
    assert len({section.element for section in spec.sections} - {""}) == 9
