"""Keys proposed from what an officer wrote, so that nobody has to invent one. Imports no Django."""

import re
import unicodedata

LONGEST = 40
WORDS = 4
_SAYS_LITTLE = frozenset(
    """
    a about an and any are at be been by can could do does for from had has have how i if in is it its may most much my of on
    or other our should that the their them there these they this to us was we what when where which who why will with would
    you your
    """.split()  # noqa: SIM905  # a text is easier to read than a list of ninety strings
)


def propose_key(text: str, taken: frozenset[str] | set[str], fallback: str) -> str:
    """The first words that say something, or ``fallback`` where the script gives none; never one in ``taken``."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain)
    chosen = [word for word in words if word not in _SAYS_LITTLE] or words
    key = "_".join(chosen[:WORDS]).lstrip("0123456789_")[: LONGEST - 3].rstrip("_") or fallback
    number, proposed = 1, key
    while proposed in taken:
        number += 1
        proposed = f"{key}_{number}"
    return proposed
