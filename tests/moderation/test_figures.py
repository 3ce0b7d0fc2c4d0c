from consultations.spec import ChoiceSpec, ConditionSpec, FormSpec, QuestionSpec, SectionSpec
from moderation.figures import QuestionFigure, Row, figures
from moderation.small_cells import FEWER, NOT_SHOWN

CHOICES = tuple(ChoiceSpec(key, key.upper()) for key in ("a", "b", "c", "d"))


def form(*questions: QuestionSpec, **section: object) -> FormSpec:
    return FormSpec((SectionSpec("s", "Section", questions=questions, **section),))  # type: ignore[arg-type]


def counted(spec: FormSpec, *older: FormSpec, **counts: dict[str, int]) -> dict[str, QuestionFigure]:
    flat = {(question, option): n for question, options in counts.items() for option, n in options.items()}
    return {one.key: one for section in figures([spec, *older], flat) for one in section.figures}


def cells(figure: QuestionFigure) -> list[int | str]:
    return [row.cell for row in figure.rows]


def test_a_question_is_shown_with_its_shares() -> None:
    spec = form(QuestionSpec("q", "single", "Which?", choices=CHOICES[:2]))
    assert counted(spec, q={"": 40, "a": 30, "b": 10})["q"] == QuestionFigure(
        "q", "Which?", False, False, 40, (Row("A", 30, "75 %"), Row("B", 10, "25 %")), 0, ""
    )


def test_several_answers_are_known_as_such() -> None:
    multiple = QuestionSpec("q", "multiple", "Which?", choices=CHOICES)
    assert counted(form(multiple), q={"": 40, "a": 38, "b": 20, "c": 3, "d": 10})["q"].several
    assert cells(counted(form(multiple), q={"": 40, "a": 38, "b": 20, "c": 3, "d": 10})["q"]) == [NOT_SHOWN, 20, NOT_SHOWN, 10]


def test_suppressed_options_of_a_long_list_stand_in_one_line() -> None:
    spec = form(QuestionSpec("q", "country", "Where?"))
    figure = counted(spec, q={"": 43, "TH": 30, "VN": 10, "LA": 2, "MM": 1})["q"]
    assert [(row.label, row.cell) for row in figure.rows] == [("Thailand", 30), ("Viet Nam", 10)]
    assert figure.rest > 200
    assert figure.rest_word == FEWER


def test_a_conditional_question_is_withheld_where_it_would_tell_a_suppressed_count() -> None:
    first = QuestionSpec("q", "single", "Which?", choices=CHOICES)
    under = QuestionSpec("w", "long_text", "Why?", show_if=(ConditionSpec("q", "any_of", ("b", "c")),))
    below = QuestionSpec("z", "long_text", "And?", show_if=(ConditionSpec("w", "answered"),))
    counts = {"q": {"": 75, "a": 40, "b": 30, "c": 3, "d": 2}, "w": {"": 33}, "z": {"": 33}}
    shown = counted(form(first, under, below), **counts)
    assert cells(shown["q"]) == [40, 30, FEWER, FEWER]
    assert [(shown[key].withheld, shown[key].total) for key in ("w", "z")] == [(True, None), (True, None)]
    harmless = QuestionSpec("w", "long_text", "Why?", show_if=(ConditionSpec("q", "any_of", ("b",)),))
    assert counted(form(first, harmless), **counts)["w"].total == 33


def test_a_condition_on_a_scale_or_on_several_answers_is_weighed_too() -> None:
    scale = QuestionSpec("q", "scale", "How?")
    under = QuestionSpec("w", "long_text", "Why?", show_if=(ConditionSpec("q", "at_least", ("4",)),))
    counts = {"q": {"": 75, "1": 2, "2": 3, "3": 30, "4": 30, "5": 10}, "w": {"": 40}}
    assert not counted(form(scale, under), **counts)["w"].withheld
    counts = {"q": {"": 75, "1": 2, "2": 33, "3": 20, "4": 18, "5": 2}, "w": {"": 20}}
    assert counted(form(scale, under), **counts)["w"].withheld
    several = QuestionSpec("q", "multiple", "Which?", choices=CHOICES)
    under = QuestionSpec("w", "long_text", "Why?", show_if=(ConditionSpec("q", "none_of", ("a",)),))
    assert counted(form(several, under), q={"": 40, "a": 38, "b": 20, "c": 10, "d": 10}, w={"": 5})["w"].withheld


def test_what_an_older_revision_asked_is_kept() -> None:
    old = form(QuestionSpec("q", "single", "Which?", choices=CHOICES), QuestionSpec("gone", "long_text", "What else?"))
    new = form(QuestionSpec("q", "single", "Which one?", choices=CHOICES[:2]))
    shown = counted(new, old, q={"": 40, "a": 20, "b": 10, "c": 10}, gone={"": 9})
    assert shown["q"].text == "Which one?"
    assert [(row.label, row.cell) for row in shown["q"].rows] == [("A", 20), ("B", 10), ("C", 10)]
    assert shown["gone"].total == 9
