import pytest

from consultations.kinds import Answer, Invalid, type_of
from consultations.spec import ChoiceSpec, QuestionSpec

AB = (ChoiceSpec("a", "Apples"), ChoiceSpec("b", "Bread"), ChoiceSpec("c", "Cheese"))
SINGLE = QuestionSpec("q", "single", "?", choices=AB, allow_other=True)
MULTIPLE = QuestionSpec("q", "multiple", "?", choices=AB, allow_other=True, max_choices=2)
RANKING = QuestionSpec("q", "ranking", "?", choices=AB, max_choices=2)
SCALE = QuestionSpec("q", "scale", "?", low_label="low", high_label="high")
POSITION = QuestionSpec("q", "position", "?")
COUNTRY = QuestionSpec("q", "country", "?")


@pytest.mark.parametrize(
    ("question", "raw", "sentence"),
    [
        (SINGLE, {"q": ["z"]}, "Choose one of the answers offered."),
        (SINGLE, {"q": ["other"]}, "You chose “Other”: say what it is."),
        (
            SINGLE,
            {"q": ["other"], "q__other": ["x" * 301]},
            "Shorten what you wrote under “Other” to 300 characters; it has 301.",
        ),
        (MULTIPLE, {"q": ["a", "z"]}, "Choose one of the answers offered."),
        (MULTIPLE, {"q": ["a", "b", "c"]}, "Choose 2 at most; you chose 3."),
        (MULTIPLE, {"q": ["other"]}, "You chose “Other”: say what it is."),
        (RANKING, {"q__a": ["3"]}, "Use places from 1 to 2."),
        (RANKING, {"q__a": ["1"], "q__b": ["1"]}, "Place 1 is given more than once. Give each place once."),
        (RANKING, {"q__a": ["2"]}, "Start with place 1 and leave no place out."),
        (SCALE, {"q": ["6"]}, "Choose one of the answers offered."),
        (POSITION, {"q": ["maybe"]}, "Choose one of the answers offered."),
        (COUNTRY, {"q": ["XX"]}, "Choose one of the answers offered."),
    ],
)
def test_what_cannot_be_taken_says_what_to_do(question: QuestionSpec, raw: dict[str, list[str]], sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        type_of(question).clean(question, raw)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("single", "Choose an answer."),
        ("multiple", "Choose at least one answer."),
        ("ranking", "Give at least one of them a place."),
        ("scale", "Choose a number."),
        ("position", "Choose a position. “No view” is one too."),
        ("country", "Choose a country."),
    ],
)
def test_a_required_question_asks_for_an_answer(kind: str, sentence: str) -> None:
    question = QuestionSpec("q", kind, "?", required=True, choices=AB)
    with pytest.raises(Invalid) as refused:
        type_of(question).clean(question, {})
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("question", "raw", "answer", "lines"),
    [
        (SINGLE, {"q": ["a"]}, Answer("a"), ["Apples"]),
        (SINGLE, {"q": ["other"], "q__other": [" Cake "]}, Answer("other", {"q__other": "Cake"}), ["Other: Cake"]),
        (MULTIPLE, {"q": ["b", "a"]}, Answer(["a", "b"]), ["Apples", "Bread"]),
        (RANKING, {"q__b": ["1"], "q__a": ["2"], "q__c": [""]}, Answer(["b", "a"]), ["1. Bread", "2. Apples"]),
        (SCALE, {"q": ["1"]}, Answer("1"), ["1 – low"]),
        (POSITION, {"q": ["no_view"]}, Answer("no_view"), ["No view"]),
        (COUNTRY, {"q": ["LA"]}, Answer("LA"), ["Lao PDR"]),
    ],
)
def test_an_answer_is_read_shown_and_given_back(
    question: QuestionSpec, raw: dict[str, list[str]], answer: Answer, lines: list[str]
) -> None:
    kind = type_of(question)
    read = kind.clean(question, raw)
    assert read == answer
    assert kind.display(question, read) == lines
    assert kind.read(question, kind.to_raw(question, read)) == read


def test_nothing_is_no_answer() -> None:
    for question in (SINGLE, MULTIPLE, RANKING, SCALE, POSITION, COUNTRY):
        assert type_of(question).clean(question, {}) == Answer()
        assert type_of(question).display(question, Answer()) == []


def test_other_text_without_other_ticked_is_not_kept() -> None:
    assert type_of(SINGLE).clean(SINGLE, {"q": ["a"], "q__other": ["left over"]}) == Answer("a")


def test_a_ranking_is_counted_by_its_first_place() -> None:
    assert type_of(RANKING).counted(RANKING, ["b", "a"]) == ["b"]
    assert type_of(MULTIPLE).counted(MULTIPLE, ["b", "a"]) == ["b", "a"]
