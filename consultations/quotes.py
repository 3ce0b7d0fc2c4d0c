"""Finding quoted words in a paragraph, and finding them again in a later wording. Imports no Django.

Offsets count code points from the beginning of the paragraph; the end is the first that no longer belongs.
"""

import re

Range = tuple[int, int]


def find_quote(text: str, quote: str, at: int | None = None) -> Range | None:
    """Where the words stand: at ``at`` if they stand there, else the first place. White space may differ, words may not."""
    words = quote.split()
    if not words:
        return None
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    found = pattern.match(text, at) if at is not None and 0 <= at <= len(text) else None
    found = found or pattern.search(text)
    return found.span() if found else None


def around(text: str, place: Range | None) -> tuple[str, str, str]:
    """The text before, inside and after a range; all of it before where there is none."""
    if place is None:
        return text, "", ""
    start, end = place
    return text[:start], text[start:end], text[end:]
