from consultations.spec import ChoiceSpec, ConditionSpec, FormSpec, QuestionSpec, SectionSpec
from consultations.wording import conditions_words

PICK = QuestionSpec("pick", "single", "Which?", choices=(ChoiceSpec("a", "Apples"), ChoiceSpec("b", "Bread")))
FORM = FormSpec((SectionSpec("s", "S", questions=(PICK, QuestionSpec("cost", "number", "How much?"))),))


def test_conditions_are_said_in_the_words_of_the_form() -> None:
    conditions = (
        ConditionSpec("pick", "any_of", ("a", "b")),
        ConditionSpec("pick", "none_of", ("a",)),
        ConditionSpec("cost", "at_least", ("3",)),
        ConditionSpec("cost", "at_most", ("9",)),
        ConditionSpec("cost", "answered"),
    )
    assert conditions_words(FORM, conditions) == (
        "“Which?” is answered “Apples” or “Bread”; and “Which?” is not answered “Apples”; and “How much?” is answered with 3 "
        "or more; and “How much?” is answered with 9 or less; and “How much?” is answered"
    )
    assert conditions_words(FORM, ()) == ""
