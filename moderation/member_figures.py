"""What the public may know of the members a response was filed for: how many, and how many of one kind or country where no count
is under five. Imports no Django."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from consultations.respondents import CAPACITIES
from core.places import country_name
from core.words import message
from moderation import small_cells

KIND, COUNTRY = "kind", "country"
_KINDS = dict(CAPACITIES)


@dataclass(frozen=True)
class MemberGroup:
    label: str
    rows: tuple[tuple[str, int], ...]  # label, count
    rest: int  # members not told apart, 0 if there are none


def public_groups(members: Sequence[Mapping[str, str]]) -> dict[str, dict[str, int]]:
    """``members``: kind and country of each. By ``kind`` and by ``country``, only the cells that may be shown: what stands in the
    public record holds no other number."""
    return {by: _shown(Counter(member[by] for member in members)) for by in (KIND, COUNTRY)}


def member_groups(total: int, groups: Mapping[str, Mapping[str, int]]) -> tuple[MemberGroup, ...]:
    """In words, the largest first; without what tells nothing."""
    named: tuple[tuple[str, str, Callable[[str], str]], ...] = (
        (message("By kind"), KIND, lambda key: _KINDS.get(key, key)),
        (message("By country"), COUNTRY, country_name),
    )
    made = []
    for label, by, words in named:
        cells = sorted(groups.get(by, {}).items(), key=lambda cell: (-cell[1], cell[0]))
        if cells:
            rows = tuple((words(key), number) for key, number in cells)
            made.append(MemberGroup(label, rows, total - sum(number for _, number in cells)))
    return tuple(made)


def _shown(counts: Counter[str]) -> dict[str, int]:
    """Only kinds and countries that occur. Their total is public, so what is left of it is told too: it must be none, or five."""
    keys = sorted(counts)
    cells = small_cells.one_answer_each([counts[key] for key in keys]).cells
    shown = {key: cell for key, cell in zip(keys, cells, strict=True) if isinstance(cell, int)}
    while shown and 0 < sum(counts.values()) - sum(shown.values()) < small_cells.LEAST:
        least = min(shown.values())
        shown = {key: cell for key, cell in shown.items() if cell > least}
    return shown
