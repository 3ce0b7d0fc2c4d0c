"""Two versions of a text side by side: what was moved, changed, split, merged, removed, and what is new."""

from collections.abc import Sequence
from dataclasses import dataclass

from consultations.carrying import Step, descendants
from consultations.matching import MERGED, NEW, REMOVED, SPLIT, UNCHANGED, Link, in_order
from consultations.redline import Piece, redline
from consultations.texts import AskedText, ShownParagraph


@dataclass(frozen=True)
class Change:
    """Paragraphs that belong together. ``pieces``: the redline; empty where the words are the same or one side is."""

    status: str
    older: tuple[ShownParagraph, ...]
    newer: tuple[ShownParagraph, ...]
    pieces: tuple[Piece, ...]


def changes(older: AskedText, newer: AskedText, steps: Sequence[Step]) -> list[Change]:
    """Every paragraph of both versions stands in one change, in the order of the newer version."""
    old_place = {one.id: place for place, one in enumerate(older.paragraphs)}
    new_place = {one.id: place for place, one in enumerate(newer.paragraphs)}
    became = descendants(steps, dict.fromkeys(old_place, older.number), newer.number)
    links = [Link(old_place[old], new_place[one.paragraph], one.status) for old, others in became.items() for one in others]
    from_somewhere = {link.new for link in links}
    links += [Link(place, None, REMOVED) for old, place in old_place.items() if not became[old]]
    links += [Link(None, place, NEW) for place in new_place.values() if place not in from_somewhere]
    return [_change(group, older, newer) for group in _together(in_order(links))]


def _together(links: Sequence[Link]) -> list[list[Link]]:
    """Links that share a paragraph, at the place of the first."""
    groups: list[list[Link]] = []
    of: dict[tuple[str, int], list[Link]] = {}
    for link in links:
        touching = [of[end] for end in _ends(link) if end in of]
        group = touching[0] if touching else []
        if not touching:
            groups.append(group)
        group.append(link)
        for other in touching[1:]:
            if other is not group:
                group.extend(other)
                groups.remove(other)
        for member in group:
            of |= dict.fromkeys(_ends(member), group)
    return groups


def _ends(link: Link) -> list[tuple[str, int]]:
    return [(side, place) for side, place in (("old", link.old), ("new", link.new)) if place is not None]


def _change(group: Sequence[Link], older: AskedText, newer: AskedText) -> Change:
    old = tuple(older.paragraphs[place] for place in sorted({link.old for link in group if link.old is not None}))
    new = tuple(newer.paragraphs[place] for place in sorted({link.new for link in group if link.new is not None}))
    status = group[0].status
    if len(new) > 1:
        status = SPLIT
    elif len(old) > 1:
        status = MERGED
    before, after = (" ".join(one.text for one in side) for side in (old, new))
    differs = status not in (REMOVED, NEW, UNCHANGED) and before != after
    return Change(status, old, new, redline(before, after) if differs else ())
