import pytest

from moderation import disclosure
from tests.moderation.build import ANSWERS, COUNTS, SPEC, STATEMENTS


@pytest.mark.parametrize(
    ("consent", "name", "organisation", "line"),
    [
        ("named", "Dara Sok", "Angkor Pay", "Dara Sok, Angkor Pay"),
        ("organisation", "", "Angkor Pay", "Angkor Pay"),
        ("anonymous", "", "", "Published without a name"),
        ("not_published", "", "", "Published without a name"),
        ("", "", "", "Published without a name"),
    ],
)
def test_identity_shows_what_consent_allows(consent: str, name: str, organisation: str, line: str) -> None:
    who = disclosure.identity(consent, "Dara Sok", "Angkor Pay")
    assert (who.name, who.organisation, who.line) == (name, organisation, line)


def test_public_values_are_those_of_the_form_alone() -> None:
    assert disclosure.public_values(SPEC, {"staff": "3", "secret": "x"}) == {"staff": "3"}


def test_question_of_a_statement_is_also_found_for_other() -> None:
    assert disclosure.question_of(SPEC, "hurdles__other") == SPEC.by_key["hurdles"]
    assert disclosure.question_of(SPEC, "nothing") is None


def test_elements_are_those_with_a_position_or_a_statement() -> None:
    assert disclosure.elements(SPEC, {"stand": "oppose"}, ["", "digital-trade"]) == ["digital-payments", "digital-trade"]
    assert disclosure.elements(SPEC, {"stand": "no_view"}, []) == []


def test_counts_count_options_and_answers_at_all() -> None:
    assert disclosure.counts(SPEC, ANSWERS, STATEMENTS) == COUNTS


def test_counts_pass_over_what_was_not_answered_or_not_offered() -> None:
    assert disclosure.counts(SPEC, {"stand": "", "hurdles": [], "staff": None}, []) == {}
    assert disclosure.counts(SPEC, {"hurdles": ["gone"]}, []) == {("hurdles", ""): 1}
