"""Which paragraph of a new version comes from which of the old one: a proposal for an officer. Imports no Django.

Texts are compared by their characters in threes, white space left out, so that it works in scripts without spaces. In this
order, each step among what the steps before left:

1. The same words are the same paragraph; of several alike, the first is the first.
2. A paragraph of which at least two new ones hold distinct parts, and most of it together, was split; the reverse was merged.
3. Of the pairs left, the most alike first, those at least half alike were changed.
4. What is left was removed, or is new.

The same words in another order among their neighbours were moved. The same input always gives the same proposal.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

UNCHANGED, MOVED, CHANGED, SPLIT, MERGED, REMOVED, NEW = "unchanged", "moved", "changed", "split", "merged", "removed", "new"
ALIKE = 0.5  # Dice coefficient of two paragraphs that are one, changed
HELD = 0.65  # share of a part that must come from the whole
COVERED = 0.6  # share of the whole that its parts must hold together
SMALLEST_PART = 12  # characters; below that everything is found somewhere

Shingles = Counter[str]


@dataclass(frozen=True)
class Unit:
    """A paragraph: its words, and whether it is a heading. Headings are matched with headings alone."""

    text: str
    is_heading: bool = False


@dataclass(frozen=True, order=True)
class Link:
    """Places of the two paragraphs; ``old`` is None for a new one, ``new`` for one that was removed."""

    old: int | None
    new: int | None
    status: str


def propose(old: Sequence[Unit], new: Sequence[Unit]) -> list[Link]:
    """In the order of the new version, each removed paragraph after the one it followed. Every paragraph of both versions stands
    in at least one link; in more than one only where it was split or merged."""
    same = _same_words(old, new)
    left = [place for place in range(len(old)) if place not in same]
    known = set(same.values())
    come = [place for place in range(len(new)) if place not in known]
    before = {place: shingles(old[place].text) for place in left}
    after = {place: shingles(new[place].text) for place in come}
    kinds = ({place: old[place].is_heading for place in left}, {place: new[place].is_heading for place in come})
    split = _parts(before, after, kinds)
    for whole, parts in split.items():
        before.pop(whole)
        for part in parts:
            after.pop(part)
    merged = _parts(after, before, kinds[::-1])
    for whole, parts in merged.items():
        after.pop(whole)
        for part in parts:
            before.pop(part)
    changed = _most_alike(before, after, kinds)
    moved = _out_of_order(same, changed)
    links = [Link(one, other, MOVED if one in moved else UNCHANGED) for one, other in same.items()]
    links += [Link(one, other, CHANGED) for one, other in changed.items()]
    links += [Link(whole, part, SPLIT) for whole, parts in split.items() for part in parts]
    links += [Link(part, whole, MERGED) for whole, parts in merged.items() for part in parts]
    links += [Link(None, place, NEW) for place in after if place not in changed.values()]
    links += [Link(place, None, REMOVED) for place in before if place not in changed]
    return in_order(links)


def in_order(links: Sequence[Link]) -> list[Link]:
    """By the new version; a removed paragraph after the last new one that comes from a paragraph before it."""
    ends: dict[int, int] = {}
    for link in links:
        if link.old is not None and link.new is not None:
            ends[link.old] = max(link.new, ends.get(link.old, -1))

    def place(link: Link) -> tuple[int, int, int]:
        if link.new is not None:
            return link.new, 0, -1 if link.old is None else link.old
        assert link.old is not None
        earlier = [one for one in ends if one < link.old]
        return (ends[max(earlier)] if earlier else -1), 1, link.old

    return sorted(links, key=place)


def squeezed(text: str) -> str:
    """The words as they are compared for being the same: white space does not count."""
    return " ".join(text.split())


def shingles(text: str) -> Shingles:
    letters = "".join(text.split()).casefold()
    return Counter(letters[place : place + 3] for place in range(max(1, len(letters) - 2))) if letters else Counter()


def _same_words(old: Sequence[Unit], new: Sequence[Unit]) -> dict[int, int]:
    places: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for place, unit in enumerate(new):
        places[squeezed(unit.text), unit.is_heading].append(place)
    same = {}
    for place, unit in enumerate(old):
        if alike := places[squeezed(unit.text), unit.is_heading]:
            same[place] = alike.pop(0)
    return same


Kinds = Sequence[Mapping[int, bool]]


def _parts(wholes: Mapping[int, Shingles], parts: Mapping[int, Shingles], kinds: Kinds) -> dict[int, list[int]]:
    """Whole -> its parts in order, two at least. No part belongs to two wholes."""
    shared = _shared(wholes, parts, kinds)
    taken: set[int] = set()
    found = {}
    for whole in wholes:
        rest, size, held = Counter(wholes[whole]), wholes[whole].total(), []
        candidates = sorted(shared[whole], key=lambda part: (-shared[whole][part], part))
        for part in candidates:
            length = parts[part].total()
            if part in taken or length < SMALLEST_PART - 2 or shared[whole][part] < HELD * length:
                continue
            common = rest & parts[part]
            if common.total() >= HELD * length:
                held.append(part)
                rest -= common
        if len(held) >= 2 and size - rest.total() >= COVERED * size:
            found[whole] = sorted(held)
            taken.update(held)
    return found


def _most_alike(before: Mapping[int, Shingles], after: Mapping[int, Shingles], kinds: Kinds) -> dict[int, int]:
    shared = _shared(before, after, kinds)
    pairs = [
        (-2 * common / (before[one].total() + after[other].total()), abs(one - other), one, other)
        for one, others in shared.items()
        for other, common in others.items()
    ]
    pairs += [(-1.0, abs(one - other), one, other) for one in before for other in after if not (before[one] or after[other])]
    changed: dict[int, int] = {}
    used: set[int] = set()
    for score, _, one, other in sorted(pairs):
        if -score >= ALIKE and one not in changed and other not in used:
            changed[one] = other
            used.add(other)
    return changed


def _shared(first: Mapping[int, Shingles], second: Mapping[int, Shingles], kinds: Kinds) -> dict[int, Counter[int]]:
    """How many threes two paragraphs have in common, for those that have any; through an index, as most have none."""
    index: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for place, of in second.items():
        for three, times in of.items():
            index[three].append((place, times))
    shared: dict[int, Counter[int]] = {place: Counter() for place in first}
    for place, of in first.items():
        for three, times in of.items():
            for other, there in index.get(three, ()):
                if kinds[0][place] == kinds[1][other]:
                    shared[place][other] += min(times, there)
    return shared


def _out_of_order(same: Mapping[int, int], changed: Mapping[int, int]) -> set[int]:
    """Those of ``same`` that are not in the longest sequence of pairs that kept their order."""
    pairs = sorted({**same, **changed}.items())
    ends: list[int] = []
    last: list[int] = []
    came_from: list[int] = []
    for place, (_, target) in enumerate(pairs):
        length = bisect_left(ends, target)
        came_from.append(last[length - 1] if length else -1)
        ends[length : length + 1] = [target]
        last[length : length + 1] = [place]
    kept = set()
    place = last[-1] if last else -1
    while place >= 0:
        kept.add(pairs[place][0])
        place = came_from[place]
    return set(same) - kept
