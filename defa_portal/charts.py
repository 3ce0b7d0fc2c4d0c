"""Bar charts as inline SVG: every length is a per cent or a number of lines, so that text keeps its size on a small screen.

No style attributes: the content policy refuses them. Colours and type come from static/css/record.css by class.
"""

import unicodedata
from dataclasses import dataclass

from moderation.figures import QuestionFigure

LINE = 22  # height of a line of text
BAR = 18
GAP = 16
LONGEST_BAR = 78  # per cent of the width; the rest holds the count
LINE_LENGTH = 36  # columns: what a screen of 320 pixels holds
MOST_LINES = 3


@dataclass(frozen=True)
class Bar:
    """Places from the top of the chart; ``width`` and ``count_x`` in per cent of it, 0 for a suppressed cell."""

    lines: tuple[tuple[int, str], ...]  # y of the baseline, words
    bar_y: int
    count_y: int
    width: str
    count_x: str
    count: str


@dataclass(frozen=True)
class Chart:
    id: str
    title: str
    description: str
    height: int
    bar_height: int
    bars: tuple[Bar, ...]


def bar_chart(figure: QuestionFigure, name: str) -> Chart | None:
    """One bar for each row, the longest for the highest count; None if there is nothing to draw. ``name``: an id in the page."""
    highest = max((row.cell for row in figure.rows if isinstance(row.cell, int)), default=0)
    if not highest:
        return None
    bars, top = [], 0
    for row in figure.rows:
        words = wrapped(row.label)
        lines = tuple((top + LINE * (place + 1) - 6, line) for place, line in enumerate(words))
        bar_y = top + LINE * len(words)
        width = LONGEST_BAR * row.cell / highest if isinstance(row.cell, int) else 0
        bars.append(Bar(lines, bar_y, bar_y + BAR - 4, f"{width:.2f}%", f"{width:.2f}%", str(row.cell)))
        top = bar_y + BAR + GAP
    return Chart(name, figure.text, described(figure), top - GAP + 2, BAR, tuple(bars))


def described(figure: QuestionFigure) -> str:
    """The same numbers in one sentence, for those who do not see the bars."""
    parts = [f"{row.label}: {row.cell}" for row in figure.rows]
    if figure.rest:
        parts.append(f"{figure.rest} other answers: {figure.rest_word}")
    return "; ".join(parts) + "."


def wrapped(label: str) -> list[str]:
    """Lines of at most LINE_LENGTH columns; wide characters count two. What does not fit ends with an ellipsis."""
    lines, line = [], ""
    for word in label.split():
        candidate = f"{line} {word}".strip()
        if columns(candidate) <= LINE_LENGTH:
            line = candidate
            continue
        if line:
            lines.append(line)
        line = word
        while columns(line) > LINE_LENGTH:
            cut = _cut(line)
            lines.append(line[:cut])
            line = line[cut:]
    lines = [*lines, line] if line else lines
    return lines if len(lines) <= MOST_LINES else [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1][: LINE_LENGTH - 1] + "…"]


def columns(text: str) -> int:
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _cut(word: str) -> int:
    cut = len(word)
    while columns(word[:cut]) > LINE_LENGTH:
        cut -= 1
    return cut
