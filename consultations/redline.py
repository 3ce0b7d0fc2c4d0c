"""What was left out and what was put in, between two wordings. Imports no Django.

Compared by word, and by character where a script writes no spaces (Thai, Lao, Khmer, Burmese, Chinese, Japanese): there a
character is taken with the marks that combine with it. Greedy algorithm of E. W. Myers, “An O(ND) Difference Algorithm”, 1986.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

SAME, LEFT_OUT, PUT_IN = "same", "left_out", "put_in"
MOST_STEPS = 500  # differences looked for; two texts further apart are shown as one replaced by the other
# Blocks of scripts that write without spaces: Thai, Lao, Burmese, Khmer, kana, Chinese characters and their extensions.
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uaa60-\uaa7f\U00020000-\U0003ffff"
_TOKEN = re.compile(rf"\s+|[{_UNSPACED}]|[^\s\W{_UNSPACED}]+|[^\s]")


@dataclass(frozen=True)
class Piece:
    kind: str
    text: str


def redline(old: str, new: str) -> tuple[Piece, ...]:
    """Pieces in reading order. ``same`` and ``left_out`` joined give ``old``, ``same`` and ``put_in`` joined give ``new``."""
    before, after = tokens(old), tokens(new)
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    middle = _compared(before[start : len(before) - end], after[start : len(after) - end])
    marked = [(SAME, one) for one in before[:start]] + middle + [(SAME, one) for one in before[len(before) - end :]]
    return _joined(_without_islands(_runs(marked)))


def tokens(text: str) -> list[str]:
    """Words, gaps, signs, and characters of scripts without spaces, each with the marks that combine with it."""
    found: list[str] = []
    for token in _TOKEN.findall(text):
        if found and unicodedata.category(token[0]).startswith("M") and not found[-1].isspace():
            found[-1] += token
        else:
            found.append(token)
    return found


def _common(before: Sequence[str], after: Sequence[str]) -> int:
    length = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        length += 1
    return length


def _compared(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, str]]:
    trail = _trail(before, after)
    if trail is None:
        return [(LEFT_OUT, one) for one in before] + [(PUT_IN, one) for one in after]
    x, y = len(before), len(after)
    backwards: list[tuple[str, str]] = []
    for steps in range(len(trail) - 1, -1, -1):
        reached, k = trail[steps], x - y
        down = k == -steps or (k != steps and reached.get(k - 1, -1) < reached.get(k + 1, -1))
        from_x = (reached.get(k + 1, 0) if down else reached.get(k - 1, 0)) if steps else 0
        from_y = from_x - (k + 1 if down else k - 1) if steps else 0
        while x > from_x and y > from_y:
            x, y = x - 1, y - 1
            backwards.append((SAME, before[x]))
        if steps:
            backwards.append((PUT_IN, after[from_y]) if down else (LEFT_OUT, before[from_x]))
            x, y = from_x, from_y
    return backwards[::-1]


def _trail(before: Sequence[str], after: Sequence[str]) -> list[dict[int, int]] | None:
    """The furthest places reached after each number of steps, by diagonal; None if they are too many."""
    reached = {1: 0}
    trail = []
    for steps in range(min(len(before) + len(after), MOST_STEPS) + 1):
        trail.append(dict(reached))
        for k in range(-steps, steps + 1, 2):
            down = k == -steps or (k != steps and reached.get(k - 1, -1) < reached.get(k + 1, -1))
            x = reached[k + 1] if down else reached[k - 1] + 1
            while x < len(before) and x - k < len(after) and before[x] == after[x - k]:
                x += 1
            reached[k] = x
            if x >= len(before) and x - k >= len(after):
                return trail
    return None


Run = tuple[str, str, str]  # what stayed, what was left out, what was put in: the first alone, or the others


def _runs(marked: Sequence[tuple[str, str]]) -> list[Run]:
    runs: list[Run] = []
    for kind, token in marked:
        same, left, put = runs[-1] if runs else ("", "", "")
        if runs and (kind == SAME) == bool(same):
            runs.pop()
        else:
            same = left = put = ""
        runs.append((same + token * (kind == SAME), left + token * (kind == LEFT_OUT), put + token * (kind == PUT_IN)))
    return runs


def _without_islands(runs: Sequence[Run]) -> list[Run]:
    """A gap or a sign alone between two changes reads better as part of them."""
    found: list[Run] = []
    for place, (same, left, put) in enumerate(runs):
        island = bool(same) and 0 < place < len(runs) - 1 and not any(c.isalnum() for c in same)
        if found and not found[-1][0] and (island or not same):
            _, before, after = found.pop()
            found.append(("", before + same + left, after + same + put))
        else:
            found.append((same, left, put))
    return found


def _joined(runs: Sequence[Run]) -> tuple[Piece, ...]:
    return tuple(Piece(kind, text) for run in runs for kind, text in zip((SAME, LEFT_OUT, PUT_IN), run, strict=True) if text)
