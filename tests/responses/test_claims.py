"""What is said about confidential passages is read from the draft, and every mistake keeps every word."""

import pytest

from consultations.spec import ChoiceSpec, FormSpec, QuestionSpec, SectionSpec
from responses.claims import Claim, claim_raw, wording_name
from responses.marks import Passage
from responses.reading import read_whole
from tests import make

SPEC = FormSpec(
    (
        SectionSpec(
            "trade",
            "Trade",
            questions=(
                QuestionSpec("stance", "position", "Your position?", required=True),
                QuestionSpec("reasons", "long_text", "Why?", max_characters=40),
                QuestionSpec("barrier", "single", "What hinders you?", choices=(ChoiceSpec("paper", "Paper"),), allow_other=True),
                QuestionSpec("wish", "short_text", "One wish?"),
                QuestionSpec("days", "number", "How many days?"),
            ),
        ),
    )
)
CLAIMED = {"claim__reason": ["prices"], "claim__certify": ["yes"]}


def test_claim_holds_each_marked_text_in_the_order_of_the_form() -> None:
    raw = (
        make.whole_answer(wish="Less  [[paper]]", reasons="We pay [[4 million]].", barrier__other="The [[two]] systems") | CLAIMED
    )
    reading = read_whole(SPEC, raw)
    assert reading.errors == {}
    assert [(text.name, text.text, text.passages) for text in reading.claim.texts] == [
        ("reasons", "We pay 4 million.", (Passage(7, 16),)),
        ("barrier__other", "The two systems", (Passage(4, 7),)),
        ("wish", "Less paper", (Passage(5, 10),)),
    ]
    assert reading.form.texts == {"reasons": "We pay 4 million.", "barrier__other": "The two systems", "wish": "Less paper"}
    assert reading.columns()["claim"] == "claimed"
    assert reading.columns()["claim_certificate"] == "2026-11"


def test_claim_is_not_asked_without_marks() -> None:
    reading = read_whole(SPEC, make.whole_answer(claim__reason="prices"))
    assert (reading.claim, reading.errors) == (Claim(), {})
    assert {name: value for name, value in reading.columns().items() if name.startswith("claim")} == {
        "claim": "none",
        "claim_reason": "",
        "claim_words": "",
        "claim_certificate": "",
    }


def test_claim_needs_reason_and_certificate() -> None:
    raw = make.whole_answer(reasons="We pay [[4 million]].")
    assert read_whole(SPEC, raw).errors == {
        "claim__reason": "Choose why this is confidential.",
        "claim__certify": "Tick the box to confirm that this would not normally be released.",
    }
    raw |= {"claim__reason": ["other"], "claim__words": [" "], "claim__certify": ["yes"]}
    assert read_whole(SPEC, raw).errors == {"claim__words": "Write the reason: you chose “Another reason”."}
    raw |= {"claim__reason": ["no such"], "claim__words": ["x" * 1001]}
    assert set(read_whole(SPEC, raw).errors) == {"claim__reason", "claim__words"}


@pytest.mark.parametrize(
    ("reasons", "sentence"),
    [
        ("We pay [[4 million.", "A confidential passage near “4 million.” is not closed: put ]] at its end."),
        (
            "We pay 4]] million.",
            "There is a ]] near “We pay 4” without its beginning: put [[ where the confidential passage begins.",
        ),
    ],
)
def test_marks_that_do_not_close_are_an_error_of_their_question(reasons: str, sentence: str) -> None:
    reading = read_whole(SPEC, make.whole_answer(reasons=reasons, stance="") | CLAIMED)
    assert list(reading.errors) == ["stance", "reasons"]
    assert reading.errors["reasons"].startswith(sentence)


def test_brackets_do_not_count_as_characters_of_the_answer() -> None:
    assert read_whole(SPEC, make.whole_answer(reasons=f"[[{'x' * 40}]]") | CLAIMED).errors == {}
    assert list(read_whole(SPEC, make.whole_answer(reasons=f"[[{'x' * 41}]]") | CLAIMED).errors) == ["reasons"]


def test_mark_in_an_answer_that_is_not_given_claims_nothing() -> None:
    raw = make.whole_answer(barrier="paper", barrier__other="[[left over]]", days="[[3]]", profile__name="[[Nobody]]")
    reading = read_whole(SPEC, raw)
    assert not reading.claim.is_made
    assert list(reading.errors) == ["days"]


def test_wordings_follow_their_passages_when_another_text_changes() -> None:
    four, two = wording_name("reasons", "4 million", 0), wording_name("barrier__other", "two", 0)
    raw = make.whole_answer(reasons="We pay [[4 million]].", barrier__other="The [[two]] systems") | CLAIMED
    raw |= {four: ["a large sum"], two: ["several"]}
    raw["reasons"] = ["Each year we [[all]] pay [[4 million]]."]
    texts = read_whole(SPEC, raw).claim.texts
    assert [text.public for text in texts] == [
        "Each year we [business-confidential passage] pay a large sum.",
        "The several systems",
    ]
    assert claim_raw("prices", "", texts) == {
        "claim__reason": ["prices"],
        "claim__words": [""],
        four: ["a large sum"],
        two: ["several"],
    }


def test_same_words_marked_twice_have_a_wording_each() -> None:
    raw = make.whole_answer(reasons="[[Box]] and [[Box]]") | CLAIMED | {wording_name("reasons", "Box", 1): ["container"]}
    (text,) = read_whole(SPEC, raw).claim.texts
    assert text.public == "[business-confidential passage] and container"


@pytest.mark.parametrize("wording", ["4 million", "about 4 MILLION dollars"])
def test_wording_must_not_hold_the_passage(wording: str) -> None:
    name = wording_name("reasons", "4 million", 0)
    errors = read_whole(SPEC, make.whole_answer(reasons="We pay [[4 million]].") | CLAIMED | {name: [wording]}).errors
    assert errors == {name: "This holds the confidential words themselves. Write what everyone may read instead."}
