"""What became of the paragraphs of earlier versions in a later one. Imports no Django."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from consultations.matching import CHANGED, MERGED, MOVED, SPLIT, UNCHANGED

_WEIGHT = (UNCHANGED, MOVED, CHANGED, MERGED, SPLIT)  # the one that says most is said


@dataclass(frozen=True)
class Step:
    """One confirmed line between version ``number`` - 1 and ``number``; an end is None for what was removed or is new."""

    number: int
    older: int | None
    newer: int | None
    status: str


@dataclass(frozen=True)
class Descendant:
    paragraph: int
    status: str


def descendants(steps: Sequence[Step], start: Mapping[int, int], target: int) -> dict[int, tuple[Descendant, ...]]:
    """Paragraph -> what it became in version ``target``, in the order of the lines; nothing for text no longer there.

    ``start``: paragraph -> number of its version, all of them before ``target``.
    """
    onward: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for step in steps:
        if step.older is not None and step.newer is not None:
            onward[step.older].append((step.newer, step.status))
    return {paragraph: _descended(paragraph, target - number, onward) for paragraph, number in start.items()}


def combined(first: str, second: str) -> str:
    """The status over two steps."""
    return max(first, second, key=_WEIGHT.index)


def _descended(paragraph: int, versions: int, onward: Mapping[int, Sequence[tuple[int, str]]]) -> tuple[Descendant, ...]:
    reached = {paragraph: UNCHANGED}
    for _ in range(versions):
        further: dict[int, str] = {}
        for here, so_far in reached.items():
            for newer, status in onward.get(here, ()):
                both = combined(so_far, status)
                further[newer] = combined(further.get(newer, both), both)
        reached = further
    return tuple(Descendant(one, status) for one, status in reached.items())
