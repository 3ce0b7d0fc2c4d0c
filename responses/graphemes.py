"""Where one written character ends and the next begins, as a reader sees them. Imports no Django.

The rules of Unicode Annex 29 that matter for cutting a text, leaning to the wide side: two code points that any of its rules
keeps together are together here; some that it parts are too (a letter after a virama or a joiner). So a text cut here is never
cut inside a character, and never between two code points that normalisation would join.
"""

import unicodedata
from collections.abc import Iterator

_JOINER = "\u200d"
_EXTENDS = frozenset("\u200c\u200d\u0e33\u0eb3\uff9e\uff9f")  # joiners; vowel signs am of Thai and Lao; half-width voice marks
_PREPENDS = frozenset("\u06dd\u070f\u0890\u0891\u08e2\u0d4e\U000110bd\U000110cd\U000111c2\U000111c3\U00011d46\U00011f02")
_VIRAMA = 9  # canonical combining class


def starts(text: str) -> Iterator[int]:
    """The offset, in code points, of the first code point of each character."""
    flags = 0  # regional indicators in a row before this place
    for place, this in enumerate(text):
        if place == 0 or not _together(text[place - 1], this, flags):
            yield place
        flags = flags + 1 if _is_flag(this) else 0


def _together(before: str, this: str, flags: int) -> bool:
    if before == "\r" and this == "\n":
        return True
    if before in "\r\n" or this in "\r\n" or unicodedata.category(before) == "Cc":
        return False
    if _extends(this):
        return True
    if before == _JOINER or _prepends(before) or unicodedata.combining(before) == _VIRAMA:
        return True
    if _is_flag(before) and _is_flag(this):
        return flags % 2 == 1
    return _hangul(this) in _AFTER_HANGUL.get(_hangul(before), "")


def _extends(this: str) -> bool:
    if this.isascii():
        return False
    tag_or_tone = "\U000e0020" <= this <= "\U000e007f" or "\U0001f3fb" <= this <= "\U0001f3ff"
    return unicodedata.category(this)[0] == "M" or this in _EXTENDS or tag_or_tone


def _prepends(before: str) -> bool:
    return "\u0600" <= before <= "\u0605" or before in _PREPENDS


def _is_flag(this: str) -> bool:
    return "\U0001f1e6" <= this <= "\U0001f1ff"


_AFTER_HANGUL = {"L": "LVST", "V": "VT", "S": "VT", "T": "T"}


def _hangul(this: str) -> str:
    """L, V, T: jamo of the beginning, middle and end of a syllable; S: a whole syllable; “?”: none of them."""
    if "\u1100" <= this <= "\u115f" or "\ua960" <= this <= "\ua97c":
        return "L"
    if "\u1160" <= this <= "\u11a7" or "\ud7b0" <= this <= "\ud7c6":
        return "V"
    if "\u11a8" <= this <= "\u11ff" or "\ud7cb" <= this <= "\ud7fb":
        return "T"
    return "S" if "\uac00" <= this <= "\ud7a3" else "?"
