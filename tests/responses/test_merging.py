"""Whose value stands when two places save into one draft."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.merging import Merge, Seen, basis_of, digest, merge, read_seen, same

HERE, THERE = "a" * 16, "b" * 16
AT = "2026-11-24T07:00:00+00:00"


def changed(version: int, window: str = THERE, turn: int = 1) -> list[object]:
    return [version, None, AT, window, turn]


def saw(version: int, window: str = HERE, turn: int = 1, **values: str) -> Seen:
    return Seen(version, {name: digest([value]) for name, value in values.items()}, window, turn)


def test_answer_changed_elsewhere_and_not_here_is_left_alone() -> None:
    merged = merge({"why": ["theirs"]}, {"why": changed(2)}, {"why": ["base"]}, saw(1, why="base"))
    assert merged == Merge({}, {}, behind=True)


def test_answer_changed_here_alone_is_taken() -> None:
    stored, changes = {"why": ["base"], "days": ["9"]}, {"why": changed(1), "days": changed(2)}
    merged = merge(stored, changes, {"why": ["mine"], "days": ["1"]}, saw(1, why="base", days="1"))
    assert merged == Merge({"why": ["mine"]}, {}, behind=True)


def test_answer_changed_in_both_places_is_kept_twice() -> None:
    merged = merge({"why": ["theirs"]}, {"why": changed(2)}, {"why": ["mine"]}, saw(1, why="base"))
    assert merged == Merge({}, {"why": ["mine"]}, behind=True)


def test_the_same_answer_given_twice_is_no_conflict() -> None:
    assert merge({"why": ["same"]}, {"why": changed(2)}, {"why": ["same"]}, saw(1, why="base")) == Merge({}, {}, behind=False)


def test_save_whose_answer_was_lost_on_the_way_is_no_conflict_with_oneself() -> None:
    merged = merge({"why": ["mine"]}, {"why": changed(2, HERE, 1)}, {"why": ["mine and more"]}, saw(1, turn=2, why="base"))
    assert merged == Merge({"why": ["mine and more"]}, {}, behind=False)


def test_save_that_was_overtaken_by_a_later_one_of_its_window_changes_nothing() -> None:
    merged = merge({"why": ["mine and more"]}, {"why": changed(2, HERE, 2)}, {"why": ["mine"]}, saw(1, turn=1, why="base"))
    assert merged == Merge({}, {}, behind=True)


def test_going_back_to_what_stood_before_is_an_edit() -> None:
    merged = merge({"why": ["mine"]}, {"why": changed(2, HERE, 1)}, {"why": ["base"]}, saw(1, turn=2, why="base"))
    assert merged == Merge({"why": ["base"]}, {}, behind=False)


def test_without_digests_the_version_of_the_answer_decides() -> None:
    changes = {"old": changed(1), "new": changed(3)}
    merged = merge({"old": ["x"], "new": ["y"]}, changes, {"old": ["mine"], "new": ["mine"]}, Seen(2))
    assert merged == Merge({"old": ["mine"]}, {"new": ["mine"]}, behind=True)


def test_question_seen_for_the_first_time_and_left_empty_is_noted() -> None:
    assert merge({}, {}, {"why": [""]}, saw(1)) == Merge({"why": [""]}, {}, behind=False)


@pytest.mark.parametrize(("one", "other"), [([], [""]), ([""], []), ([], []), (["a"], ["a"])])
def test_no_answer_is_no_answer_however_it_was_posted(one: list[str], other: list[str]) -> None:
    assert same(one, other)
    assert digest(one) == digest(other)


def test_page_carries_what_it_started_from() -> None:
    seen = read_seen("7", basis_of({"why": ["base"]}, ["why", "days"]), HERE, "3")
    assert seen == Seen(7, {"why": digest(["base"]), "days": digest([])}, HERE, 3)


@given(st.text(), st.text(), st.text(), st.text())
def test_hidden_inputs_can_hold_anything(version: str, basis: str, window: str, turn: str) -> None:
    seen = read_seen(version, basis, window, turn)
    assert seen is None or 0 <= seen.version < 10**9


values = st.lists(st.text(alphabet="ab", max_size=2), max_size=2)


@given(values, values, values)
def test_nothing_typed_is_ever_lost(base: list[str], theirs: list[str], mine: list[str]) -> None:
    """Whatever two people make of one answer: what was typed here stands in the draft, or beside it, or was not typed here."""
    changes = {"why": changed(1 if same(base, theirs) else 2)}
    merged = merge({"why": theirs}, changes, {"why": mine}, Seen(1, {"why": digest(base)}, HERE, 1))
    after = merged.mine.get("why", theirs)
    assert same(after, mine) or same(merged.twice.get("why", ["-"]), mine) or same(mine, base)
    assert same(after, theirs) or same(theirs, base)
