"""The published figures of a question tell no suppressed count, even to a reader who knows the rules."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moderation.small_cells import FEWER, NOT_SHOWN, Shown, one_answer_each, several_answers_each, tells_too_much


def computable(tables: Iterable[tuple[int, ...]], publish: Callable[[tuple[int, ...]], Shown]) -> list[tuple[Shown, int]]:
    """What is published together with the place of a suppressed cell that has one possible value only."""
    by_picture: dict[Shown, list[tuple[int, ...]]] = defaultdict(list)
    for table in tables:
        by_picture[publish(table)].append(table)
    return [
        (picture, place)
        for picture, possible in by_picture.items()
        for place in picture.hidden
        if len({table[place] for table in possible}) < 2
    ]


@pytest.mark.parametrize(("cells", "largest"), [(1, 40), (2, 40), (3, 22), (4, 16), (5, 9), (6, 7)])
def test_no_suppressed_cell_of_a_single_choice_can_be_computed(cells: int, largest: int) -> None:
    """Tables whose total the range holds in full: beyond it, alternatives would be missing from the enumeration."""
    tables = [table for table in product(range(largest + 1), repeat=cells) if sum(table) <= largest]
    assert computable(tables, one_answer_each) == []


@pytest.mark.parametrize("answered", range(5, 15))
@pytest.mark.parametrize(("cells", "most"), [(2, 2), (3, 2), (3, 3), (4, 2), (4, 3)])
def test_no_suppressed_cell_of_a_multiple_choice_can_be_computed(cells: int, most: int, answered: int) -> None:
    """Any table with cells from 0 to A whose sum lies between A and most * A can come about."""
    tables = [table for table in product(range(answered + 1), repeat=cells) if answered <= sum(table) <= most * answered]
    assert computable(tables, lambda table: several_answers_each(table, answered, most)) == []


def test_an_all_ticking_multiple_choice_gives_no_zero_away() -> None:
    table = (14, 13, 13, 0)
    assert several_answers_each(table, 20, 2) == Shown(20, (14, NOT_SHOWN, NOT_SHOWN, NOT_SHOWN))


counts = st.lists(st.integers(0, 300), min_size=2, max_size=9)


@given(counts)
def test_a_single_choice_shows_no_count_under_five_and_no_lonely_gap(table: list[int]) -> None:
    shown = one_answer_each(table)
    visible = [cell for cell in shown.cells if isinstance(cell, int)]
    assert all(cell >= 5 for cell in visible)
    assert len(shown.hidden) != 1
    assert shown.total is None or shown.total == sum(table)
    if shown.hidden and shown.total is not None:
        assert at_least_two_assignments(shown)


def at_least_two_assignments(shown: Shown) -> bool:
    """Every suppressed cell can take two values, given the sum of the suppressed and what the word in a cell says of it."""
    assert shown.total is not None
    rest = shown.total - sum(cell for cell in shown.cells if isinstance(cell, int))
    highest = [4 if shown.cells[place] == FEWER else rest for place in shown.hidden]
    lowest_possible = [max(0, rest - (sum(highest) - high)) for high in highest]
    return all(low < min(high, rest) for low, high in zip(lowest_possible, highest, strict=True))


@given(st.data(), st.integers(0, 300), st.integers(2, 8))
def test_a_multiple_choice_shows_no_count_and_no_complement_under_five(data: st.DataObject, answered: int, size: int) -> None:
    table = data.draw(st.lists(st.integers(0, answered), min_size=size, max_size=size))
    shown = several_answers_each(table, answered)
    for cell in shown.cells:
        assert cell == NOT_SHOWN or (isinstance(cell, int) and 5 <= cell <= answered - 5)


@pytest.mark.parametrize(
    ("table", "cells"),
    [
        ((40, 30, 20), (40, 30, 20)),
        ((40, 30, 3), (40, NOT_SHOWN, NOT_SHOWN)),
        ((40, 30, 0), (40, NOT_SHOWN, NOT_SHOWN)),
        ((40, 30, 3, 2), (40, 30, FEWER, FEWER)),
        ((40, 30, 0, 0), (40, NOT_SHOWN, NOT_SHOWN, NOT_SHOWN)),
        ((40, 30, 30, 1), (40, NOT_SHOWN, NOT_SHOWN, NOT_SHOWN)),
        ((40, 4, 4), (NOT_SHOWN, NOT_SHOWN, NOT_SHOWN)),
        ((4, 4), (NOT_SHOWN, NOT_SHOWN)),
    ],
)
def test_single_choices_as_published(table: tuple[int, ...], cells: tuple[int | str, ...]) -> None:
    assert one_answer_each(table) == Shown(sum(table), cells)


def test_a_question_fewer_than_five_answered_shows_nothing() -> None:
    assert one_answer_each((3, 1)) == Shown(None, (NOT_SHOWN, NOT_SHOWN))
    assert several_answers_each((4, 4), 4) == Shown(None, (NOT_SHOWN, NOT_SHOWN))


def test_a_multiple_choice_of_one_is_a_single_choice() -> None:
    assert several_answers_each((40, 3, 2), 45, 1) == one_answer_each((40, 3, 2))


def test_a_conditional_question_tells_too_much_only_about_suppressed_cells() -> None:
    earlier: dict[str, int | str] = {"yes": 40, "no": 30, "unsure": NOT_SHOWN, "other": NOT_SHOWN}
    assert not tells_too_much(["yes"], earlier)
    assert tells_too_much(["yes", "unsure"], earlier)
    assert not tells_too_much(["unsure", "other"], earlier)
    assert not tells_too_much(["yes", "unsure", "other"], earlier)
