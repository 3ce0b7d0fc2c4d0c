"""Which counts may be shown: none under five, and none from which one under five could be computed. Imports no Django.

The reader is taken to know everything published about a question (the cells shown, how many answered) and these rules. A
suppressed cell is safe if at least two values of it agree with all that; tests/moderation/test_small_cells.py enumerates this.

**Nothing under five.** A count of 0 to 4 is suppressed, zero like the others: were zeros shown, 1 to 4 would be the only values
left. Of a question fewer than five people answered, nothing is shown, not even how many.

**Questions with one answer each** (single choice, scale, position, country, ranking by its first place): the options sum to the
number that answered. The suppressed cells sum to a known number S, so they can be computed if there is one of them, or if S is
the least (all are 0) or the most (all are 4) it can be. Then the smallest cell shown is suppressed as well, with all that equal
it: without the ties, which of two equal cells was chosen would tell where the small one is. The cells suppressed now differ in
value and any order of them would look the same, so none can be computed – as long as nothing says which of them is the small
one: all are "not shown", none is "fewer than five". Where no cell is left to suppress (all are 4), the word alone changes:
the same total also comes from cells of which some are larger.

**Questions with several answers** (multiple choice): the options do not sum to the number that answered, A, so one cell says
nothing exact of another. But each cell has a complement, those who did not choose it: a cell above A - 5 is suppressed too, and
all suppressed cells are "not shown", so that nothing says whether few chose or nearly all. What is left is a bound: with at most
m choices each, the cells sum to m * A at most. If the cells shown reach it, the others are known to be 0, and the smallest
shown is suppressed with its ties as above.

**Conditional questions**: the number that answered a question asked only of those who chose certain options tells the sum of
those options. If that sum was not computable from the earlier question, the later question is not shown at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from core.words import message

LEAST = 5
FEWER = message("fewer than 5")
NOT_SHOWN = message("not shown")


@dataclass(frozen=True)
class Shown:
    """``total``: how many answered, None if fewer than five. ``cells``: a count, or the words that stand in its place."""

    total: int | None
    cells: tuple[int | str, ...]

    @property
    def hidden(self) -> frozenset[int]:
        return frozenset(place for place, cell in enumerate(self.cells) if isinstance(cell, str))


def one_answer_each(counts: Sequence[int]) -> Shown:
    """Cells that sum to the number that answered."""
    total = sum(counts)
    if total < LEAST:
        return nothing(counts)
    hidden = {place for place, count in enumerate(counts) if count < LEAST}
    word = FEWER
    if hidden and _computable(sum(counts[place] for place in hidden), len(hidden)):
        hidden |= _smallest(counts, hidden)
        word = NOT_SHOWN
    return _shown(total, counts, hidden, word)


def several_answers_each(counts: Sequence[int], answered: int, most_choices: int = 0) -> Shown:
    """``most_choices``: how many one respondent could choose, 0 for all."""
    most = min(most_choices or len(counts), len(counts))
    if most <= 1:
        return one_answer_each(counts)
    if answered < LEAST:
        return nothing(counts)
    hidden = {place for place, count in enumerate(counts) if count < LEAST or answered - count < LEAST}
    if hidden and sum(count for place, count in enumerate(counts) if place not in hidden) == most * answered:
        hidden |= _smallest(counts, hidden)
    return _shown(answered, counts, hidden, NOT_SHOWN)


def nothing(counts: Sequence[object]) -> Shown:
    return Shown(None, (NOT_SHOWN,) * len(counts))


def tells_too_much(chosen: Iterable[str], earlier: Mapping[str, int | str]) -> bool:
    """Whether the number of those who chose one of ``chosen`` would tell more than the earlier question shows.

    ``earlier``: option key -> its cell as shown. The sum is known already if all of its cells are shown, or if all others are.
    """
    hidden = {option for option, cell in earlier.items() if isinstance(cell, str)}
    told = hidden & set(chosen)
    return bool(told) and told != hidden


def _computable(total: int, cells: int) -> bool:
    return cells == 1 or total == 0 or total == cells * (LEAST - 1)


def _smallest(counts: Sequence[int], hidden: set[int]) -> set[int]:
    shown = {place: count for place, count in enumerate(counts) if place not in hidden}
    least = min(shown.values(), default=0)
    return {place for place, count in shown.items() if count == least}


def _shown(total: int, counts: Sequence[int], hidden: set[int], word: str) -> Shown:
    return Shown(total, tuple(word if place in hidden else count for place, count in enumerate(counts)))
