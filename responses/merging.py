"""Two people, or two windows of one, in the same draft: whose value stands, and what has to be kept beside it. No Django.

A page carries what it started from: the version of the draft, a short digest of each answer on it, and a name of its own (its
window) with the number of the save. From these it can be told which answers were edited here, which elsewhere, and which twice.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

Values = Sequence[str]
BLANK: tuple[tuple[str, ...], ...] = ((), ("",))
_PAIR = re.compile(r"([a-z][a-z0-9_]{0,89}):([0-9a-f]{12})\Z")
_WINDOW = re.compile(r"[0-9a-f]{16}\Z")
MOST_DIGITS = 9
_PLACE = re.compile(r"text__.+__at\Z")  # where a quote stands: nobody could choose between two; what stands, stays


@dataclass(frozen=True)
class Seen:
    """What a page started from. ``basis``: input name -> digest. ``turn``: how many saves this window made before this one."""

    version: int
    basis: Mapping[str, str] = field(default_factory=dict)
    window: str = ""
    turn: int = 0


@dataclass(frozen=True)
class Change:
    """The last change of one answer, as stored in ``Response.draft_changes``. ``by``: id of a user, None for a nameless draft."""

    version: int
    by: int | None
    at: str
    window: str
    turn: int

    @classmethod
    def read(cls, stored: Sequence[object]) -> "Change":
        version, by, at, window, turn = stored
        assert isinstance(version, int)
        assert isinstance(turn, int)
        return cls(version, by if isinstance(by, int) else None, str(at), str(window or ""), turn)


@dataclass(frozen=True)
class Merge:
    """``mine``: to be written. ``twice``: edited here and elsewhere, to be kept beside. ``behind``: the page does not show what
    stands in the draft, so its next save has to be merged as well."""

    mine: dict[str, list[str]]
    twice: dict[str, list[str]]
    behind: bool


def merge(
    stored: Mapping[str, Values], changes: Mapping[str, Sequence[object]], posted: Mapping[str, Values], seen: Seen
) -> Merge:
    """``changes``: input name -> as ``Change.read`` takes it."""
    mine: dict[str, list[str]] = {}
    twice: dict[str, list[str]] = {}
    behind = False
    for name, values in posted.items():
        standing = stored.get(name, ())
        change = Change.read(changes[name]) if name in changes else None
        if same(standing, values):
            if name not in stored:
                mine[name] = list(values)
        elif change is None and name not in stored:  # nobody answered it yet: what the page shows of it is no answer of another
            mine[name] = list(values)
        elif change and seen.window and change.window == seen.window:
            if seen.turn < change.turn:  # an earlier save of this window that was overtaken on its way
                behind = True
            else:
                mine[name] = list(values)
        elif seen.basis.get(name) == digest(values):
            behind = True
        elif change is None or change.version <= seen.version or seen.basis.get(name) == digest(standing):
            mine[name] = list(values)
        elif _PLACE.match(name):
            behind = True
        else:
            twice[name] = list(values)
    return Merge(mine, twice, behind or bool(twice))


def same(one: Values, other: Values) -> bool:
    """Nothing chosen, an empty line and no answer yet are one and the same."""
    return tuple(one) == tuple(other) or (tuple(one) in BLANK and tuple(other) in BLANK)


def digest(values: Values) -> str:
    """Twelve hexadecimal digits: tells an edit from none; guards nothing."""
    given = () if tuple(values) in BLANK else tuple(values)
    return hashlib.sha256("\0".join(given).encode("utf-8", "surrogatepass")).hexdigest()[:12]


def basis_of(raw: Mapping[str, Values], names: Sequence[str]) -> str:
    """What a page of these inputs carries, as text for a hidden input."""
    return " ".join(f"{name}:{digest(raw.get(name, ()))}" for name in names)


def read_seen(version: str, basis: str, window: str, turn: str) -> Seen | None:
    """From the hidden inputs; None if there is no version that could be one. Whatever else cannot be read is left out."""
    number = read_version(version)
    if number is None:
        return None
    pairs = {found[1]: found[2] for pair in basis.split(" ")[:2000] if (found := _PAIR.match(pair))}
    return Seen(number, pairs, window if _WINDOW.match(window) else "", read_version(turn) or 0)


def read_version(typed: str) -> int | None:
    """None for what can be no version."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= MOST_DIGITS else None
