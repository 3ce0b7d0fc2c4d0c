import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.kinds import TYPES, Answer, Invalid, type_of
from consultations.spec import QuestionSpec

NUMBER = QuestionSpec("q", "number", "?", minimum="0", maximum="1000", unit="days")
AMOUNT = QuestionSpec("q", "number", "?", unit="US$")
PLAIN = QuestionSpec("q", "number", "?")
SHORT = QuestionSpec("q", "short_text", "?")
LONG = QuestionSpec("q", "long_text", "?", max_characters=10)
DATE = QuestionSpec("q", "date", "?")
DIGITS = "Write a number in digits with a point for decimals, for example 1250.5 – 15 digits and 4 decimals at most."
DAY = "Write a date as year-month-day, for example 2027-03-31."


@pytest.mark.parametrize(
    ("question", "typed", "sentence"),
    [
        (NUMBER, "many", DIGITS),
        (NUMBER, "1,5", DIGITS),
        (NUMBER, "1" * 5000, DIGITS),
        (NUMBER, "nan", DIGITS),
        (NUMBER, "-1", "Write a number of at least 0."),
        (NUMBER, "1000.1", "Write a number of at most 1,000."),
        (SHORT, "x" * 301, "Shorten this to 300 characters; it has 301."),
        (LONG, "x" * 11, "Shorten this to 10 characters; it has 11."),
        (DATE, "31.3.2027", DAY),
        (DATE, "2027-02-30", DAY),
        (DATE, "0000-01-01", DAY),
    ],
)
def test_what_cannot_be_taken_says_what_to_do(question: QuestionSpec, typed: str, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        type_of(question).clean(question, {"q": [typed]})
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        ("number", "Write a number."),
        ("short_text", "Write an answer."),
        ("long_text", "Write an answer."),
        ("date", "Write a date."),
    ],
)
def test_a_required_question_asks_for_an_answer(kind: str, sentence: str) -> None:
    question = QuestionSpec("q", kind, "?", required=True)
    with pytest.raises(Invalid) as refused:
        type_of(question).clean(question, {"q": ["  "]})
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    ("question", "typed", "answer", "lines"),
    [
        (NUMBER, "12.50", Answer("12.5"), ["12.5 days"]),
        (NUMBER, "-0", Answer("0"), ["0 days"]),
        (NUMBER, "1 000", Answer("1000"), ["1,000 days"]),
        (AMOUNT, "1234567.25", Answer("1234567.25"), ["1,234,567.25 US$"]),
        (PLAIN, "2027", Answer("2027"), ["2027"]),  # perhaps a year
        (PLAIN, "20270", Answer("20270"), ["20,270"]),
        (NUMBER, "๑๒", Answer("12"), ["12 days"]),
        (SHORT, " two\n words ", Answer(None, {"q": "two words"}), ["two words"]),
        (LONG, "a\r\nb\x00", Answer(None, {"q": "a\nb"}), ["a\nb"]),
        (DATE, "2027-3-1", Answer("2027-03-01"), ["1 March 2027"]),
    ],
)
def test_an_answer_is_read_shown_and_given_back(question: QuestionSpec, typed: str, answer: Answer, lines: list[str]) -> None:
    kind = type_of(question)
    read = kind.clean(question, {"q": [typed]})
    assert read == answer
    assert kind.display(question, read) == lines
    assert kind.read(question, kind.to_raw(question, read)) == read


@given(st.sampled_from(sorted(TYPES)), st.lists(st.text(max_size=30), max_size=3))
def test_anything_posted_is_an_answer_or_a_sentence(kind: str, posted: list[str]) -> None:
    question = QuestionSpec("q", kind, "?", minimum="0", max_characters=20)
    kind_of = type_of(question)
    try:
        answer = kind_of.clean(question, {"q": posted})
    except Invalid:
        return
    assert kind_of.read(question, kind_of.to_raw(question, answer)) == answer
