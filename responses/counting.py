"""For how many distinct respondents responses speak, each counted once. Imports no Django.

A *mark* is an opaque text that two rows share when they are the same respondent: a fingerprint of a name or of a register number,
or the hash of a member code. Rows that share a mark, directly or through others, are one group.

- A group with responses counts once for each response in it: whoever files is counted as itself.
- A group without one counts once, however many associations list it.

So ``respondents = responses + members - also_filed``. Nothing depends on the order of the rows, and taking a row away gives the
count as if it had never been there.
"""

from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable
from dataclasses import dataclass

Marks = Collection[str]


@dataclass(frozen=True)
class Counted:
    """``members``: distinct members listed. ``also_filed``: how many of them filed a response themselves."""

    responses: int = 0
    members: int = 0
    also_filed: int = 0

    @property
    def respondents(self) -> int:
        return self.responses + self.members - self.also_filed


def count(responses: Iterable[Marks], members: Iterable[Marks]) -> Counted:
    """``responses``: the marks of each response, its owner's. ``members``: the marks of each member listed, by whomever. A row
    without marks is like no other."""
    rows = [("response", marks) for marks in responses] + [("member", marks) for marks in members]
    groups = _Groups()
    for place, (_, marks) in enumerate(rows):
        groups.add(place)
        for mark in marks:
            groups.join(place, ("mark", mark))
    kinds: dict[Hashable, set[str]] = defaultdict(set)
    for place, (kind, _) in enumerate(rows):
        kinds[groups.root(place)].add(kind)
    return Counted(
        responses=sum(kind == "response" for kind, _ in rows),
        members=sum("member" in found for found in kinds.values()),
        also_filed=sum(len(found) == 2 for found in kinds.values()),
    )


class _Groups:
    """Disjoint sets, joined by path halving."""

    def __init__(self) -> None:
        self.parent: dict[Hashable, Hashable] = {}

    def add(self, one: Hashable) -> None:
        self.parent.setdefault(one, one)

    def root(self, one: Hashable) -> Hashable:
        while self.parent[one] != one:
            self.parent[one] = self.parent[self.parent[one]]
            one = self.parent[one]
        return one

    def join(self, one: Hashable, other: Hashable) -> None:
        self.add(one)
        self.add(other)
        self.parent[self.root(other)] = self.root(one)
