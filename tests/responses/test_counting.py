import random

from hypothesis import given
from hypothesis import strategies as st

from responses.counting import Counted, count

ROWS = st.lists(st.frozensets(st.sampled_from("abcdefgh"), max_size=3), max_size=8)


def test_each_response_and_each_member_counts_once() -> None:
    counted = count([{"association"}], [{"alpha"}, {"beta"}])
    assert (counted, counted.respondents) == (Counted(responses=1, members=2, also_filed=0), 3)


def test_member_of_two_associations_counts_once() -> None:
    counted = count([{"one"}, {"two"}], [{"alpha"}, {"beta"}, {"alpha"}])
    assert (counted, counted.respondents) == (Counted(responses=2, members=2, also_filed=0), 4)


def test_member_that_files_itself_counts_once_as_itself() -> None:
    counted = count([{"association"}, {"alpha"}], [{"alpha"}, {"beta"}])
    assert (counted, counted.respondents) == (Counted(responses=2, members=2, also_filed=1), 3)


def test_a_code_joins_what_names_do_not() -> None:
    counted = count([{"other spelling", "code 1"}], [{"alpha", "code 1"}])
    assert (counted, counted.respondents) == (Counted(responses=1, members=1, also_filed=1), 1)


def test_marks_join_through_others() -> None:
    """Listed once by name and once by number; whoever gave both shows that the two are one."""
    members = [{"alpha"}, {"number 7"}]
    assert count([], members).respondents == 2
    assert count([{"alpha", "number 7"}], members) == Counted(responses=1, members=1, also_filed=1)


def test_two_responses_of_one_name_stay_two() -> None:
    assert count([{"alpha"}, {"alpha"}], []).respondents == 2
    assert count([{"alpha"}, {"alpha"}], [{"alpha"}]).respondents == 2


@given(ROWS, ROWS, st.integers())
def test_the_order_of_rows_does_not_matter(responses: list[frozenset[str]], members: list[frozenset[str]], seed: int) -> None:
    shuffle = random.Random(seed)
    turned = shuffle.sample(responses, len(responses)), shuffle.sample(members, len(members))
    assert count(*turned) == count(responses, members)


@given(ROWS, ROWS)
def test_listing_everyone_again_changes_nothing(responses: list[frozenset[str]], members: list[frozenset[str]]) -> None:
    marked = [marks for marks in members if marks]
    assert count(responses, [*members, *marked]) == count(responses, members)


@given(ROWS, ROWS)
def test_members_count_at_most_once_and_never_take_a_response_away(
    responses: list[frozenset[str]], members: list[frozenset[str]]
) -> None:
    counted = count(responses, members)
    assert counted.responses == len(responses)
    assert len(responses) <= counted.respondents <= len(responses) + len(members)
    assert 0 <= counted.also_filed <= counted.members <= len(members)


@given(ROWS, ROWS, ROWS, ROWS)
def test_withdrawing_returns_to_the_former_count(
    responses: list[frozenset[str]], members: list[frozenset[str]], more: list[frozenset[str]], listed: list[frozenset[str]]
) -> None:
    before = count(responses, members)
    grown = [*responses, *more], [*members, *listed]
    count(*grown)
    withdrawn = grown[0][: len(responses)], grown[1][: len(members)]
    assert count(*withdrawn) == before
