from graphlib import CycleError, TopologicalSorter

from hypothesis import given
from hypothesis import strategies as st

from consultations.branching import Problem, problems, shown
from consultations.spec import ConditionSpec, FormSpec, QuestionSpec, SectionSpec

KEYS = tuple("abcdef")


def question(key: str, *conditions: ConditionSpec, kind: str = "single") -> QuestionSpec:
    return QuestionSpec(key, kind, f"{key}?", show_if=conditions)


def form(*questions: QuestionSpec) -> FormSpec:
    return FormSpec((SectionSpec("only", "Only", questions=questions),))


def answered(key: str) -> ConditionSpec:
    return ConditionSpec(key, "answered")


edges = st.dictionaries(st.sampled_from(KEYS), st.frozensets(st.sampled_from(KEYS), max_size=3))


def graph_form(depends: dict[str, frozenset[str]]) -> FormSpec:
    return form(*(question(key, *map(answered, sorted(depends.get(key, ())))) for key in KEYS))


@given(edges)
def test_circles_are_found_exactly_when_there_is_no_order(depends: dict[str, frozenset[str]]) -> None:
    try:
        list(TopologicalSorter(depends).static_order())
        has_circle = False
    except CycleError:
        has_circle = True
    found = [one.sentence for one in problems(graph_form(depends))]
    assert any("wait for each other" in one or "depends on itself" in one for one in found) == has_circle


@given(edges)
def test_a_form_has_no_problem_exactly_when_all_conditions_look_backwards(depends: dict[str, frozenset[str]]) -> None:
    backwards = all(source < key for key, sources in depends.items() for source in sources)
    assert (problems(graph_form(depends)) == []) == backwards


@given(st.dictionaries(st.sampled_from(KEYS), st.booleans()), st.dictionaries(st.sampled_from(KEYS), st.just("yes")))
def test_the_answer_of_a_hidden_question_counts_as_not_given(chained: dict[str, bool], answers: dict[str, str]) -> None:
    pairs = zip(KEYS, (None, *KEYS), strict=False)
    spec = form(*(question(key, *([answered(before)] if before and chained.get(key) else [])) for key, before in pairs))
    visible = shown(spec, answers)
    assert shown(spec, {key: answer for key, answer in answers.items() if key in visible}) == visible


def test_a_long_lattice_of_conditions_is_checked_at_once() -> None:
    keys = [f"q{n:02}" for n in range(60)]
    spec = form(*(question(key, *(answered(later) for later in keys[n + 1 :])) for n, key in enumerate(keys)))
    assert Problem("“q00” depends on “q01”, which comes later.", "q00") in problems(spec)


def test_a_circle_names_all_of_its_questions() -> None:
    spec = form(question("a", answered("b")), question("b", answered("a")))
    assert problems(spec) == [Problem("These questions wait for each other: a → b → a.", "a")]


def test_a_question_cannot_depend_on_itself() -> None:
    assert problems(form(question("a", answered("a")))) == [Problem("“a” depends on itself.", "a")]


def test_a_condition_on_nothing_is_named() -> None:
    assert problems(form(question("a", answered("z")))) == [Problem("“a” depends on “z”, which is not in this form.", "a")]


def test_operators() -> None:
    spec = form(
        question("pick"),
        question("many", kind="multiple"),
        question("number", kind="number"),
        question("one", ConditionSpec("pick", "any_of", ("x", "y"))),
        question("none", ConditionSpec("many", "none_of", ("x",))),
        question("high", ConditionSpec("number", "at_least", ("3",))),
        question("low", ConditionSpec("number", "at_most", ("3",))),
        question("broken", ConditionSpec("number", "at_least", ("nan",))),
        question("said", answered("many")),
    )
    start = {"pick", "many", "number"}
    assert shown(spec, {}) == start | {"none"}
    assert shown(spec, {"pick": "y", "many": ["x"], "number": "3"}) == start | {"one", "high", "low", "said"}
    assert shown(spec, {"pick": "z", "many": ["z"], "number": "3.5"}) == start | {"none", "high", "said"}


def test_a_hidden_section_hides_its_questions_and_all_that_depends_on_them() -> None:
    first = SectionSpec("first", "First", questions=(question("a"),))
    second = SectionSpec("second", "Second", questions=(question("b"),), show_if=(answered("a"),))
    third = SectionSpec("third", "Third", questions=(question("c", answered("b")),))
    spec = FormSpec((first, second, third))
    assert shown(spec, {"b": "yes"}) == {"a"}
    assert shown(spec, {"a": "yes", "b": "yes"}) == {"a", "b", "c"}
