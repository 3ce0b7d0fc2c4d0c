from consultations.kinds import Answer
from consultations.spec import ChoiceSpec, ConditionSpec, FormSpec, QuestionSpec, SectionSpec
from consultations.validation import input_names, read_form

AB = (ChoiceSpec("a", "A"), ChoiceSpec("b", "B"))
FORM = FormSpec(
    (
        SectionSpec("one", "One", questions=(QuestionSpec("pick", "single", "?", required=True, choices=AB, allow_other=True),)),
        SectionSpec(
            "two",
            "Two",
            questions=(
                QuestionSpec("why", "long_text", "?", required=True, show_if=(ConditionSpec("pick", "any_of", ("a",)),)),
                QuestionSpec("order", "ranking", "?", choices=AB),
            ),
        ),
    )
)


def test_a_hidden_question_is_neither_kept_nor_required() -> None:
    reading = read_form(FORM, {"pick": ["b"], "why": ["left over"]})
    assert reading.answers == {"pick": Answer("b"), "order": Answer()}
    assert reading.errors == {}
    assert reading.shown == {"pick", "order"}


def test_every_error_is_told_at_once() -> None:
    reading = read_form(FORM, {"pick": ["a"], "order__a": ["2"]})
    assert reading.errors == {"why": "Write an answer.", "order": "Start with place 1 and leave no place out."}


def test_values_and_texts_are_kept_apart() -> None:
    reading = read_form(FORM, {"pick": ["other"], "pick__other": ["Both"], "order__b": ["1"]})
    assert reading.values == {"pick": "other", "order": ["b"]}
    assert reading.texts == {"pick__other": "Both"}


def test_input_names_are_those_of_all_inputs() -> None:
    assert input_names(FORM.questions()) == ["pick", "pick__other", "why", "order__a", "order__b"]
