"""Bar charts as inline SVG: every length is a per cent or a number of lines, so that text keeps its size on a small screen.

No style attributes: the content policy refuses them. Colours and type come from static/css/record.css by class.
"""

import unicodedata

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.language import say
from core.numerals import grouped
from moderation.figures import QuestionFigure

LINE = 22  # height of a line of text
BAR = 18
GAP = 16
LONGEST_BAR = 78  # per cent of the width; the rest holds the count
LINE_LENGTH = 36  # columns: what a screen of 320 pixels holds
MOST_LINES = 3


def bar_chart(figure: QuestionFigure, name: str) -> SafeString:
    """One bar for each row, the longest for the highest count; "" if there is nothing to draw. ``name``: an id in the page."""
    highest = max((row.cell for row in figure.rows if isinstance(row.cell, int)), default=0)
    if not highest:
        return SafeString("")
    drawn, top = [], 0
    for row in figure.rows:
        lines = wrapped(say(row.label))
        width = f"{LONGEST_BAR * row.cell / highest:.2f}%" if isinstance(row.cell, int) else "0"
        drawn.append(_bar(lines, top, width, grouped(say(row.cell))))
        top += LINE * len(lines) + BAR + GAP
    return format_html(
        '<svg class="chart" width="100%" height="{height}" role="img" aria-labelledby="{name}-title {name}-desc">'
        '<title id="{name}-title">{title}</title><desc id="{name}-desc">{description}</desc>{bars}</svg>',
        height=top - GAP + 2,
        name=name,
        title=figure.text,
        description=described(figure),
        bars=SafeString("".join(drawn)),
    )


def _bar(lines: list[str], top: int, width: str, count: str) -> str:
    """A label over a bar, the count behind it; a suppressed cell has no bar, only the mark where it would begin."""
    y = top + LINE * len(lines)
    label = "".join(
        f'<text class="chart-label" x="0" y="{top + LINE * (place + 1) - 7}">{escape(line)}</text>'
        for place, line in enumerate(lines)
    )
    return (
        f'{label}<rect class="chart-track" x="0" y="{y}" width="2" height="{BAR}"/>'
        f'<rect class="chart-bar" x="0" y="{y}" width="{width}" height="{BAR}"/>'
        f'<text class="chart-count" x="{width}" y="{y + BAR - 4}" dx="8">{escape(count)}</text>'
    )


def described(figure: QuestionFigure) -> str:
    """The same numbers in one sentence, for those who do not see the bars."""
    parts = [_("%(answer)s: %(number)s") % {"answer": say(row.label), "number": grouped(say(row.cell))} for row in figure.rows]
    if figure.rest:
        others = ngettext("%(count)s other answer: %(word)s", "%(count)s other answers: %(word)s", figure.rest)
        parts.append(others % {"count": figure.rest, "word": say(figure.rest_word)})
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
    if len(lines) <= MOST_LINES:
        return lines
    last = lines[MOST_LINES - 1]
    return [*lines[: MOST_LINES - 1], last[: _cut(last, LINE_LENGTH - 1)] + "…"]


def columns(text: str) -> int:
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def _cut(text: str, most: int = LINE_LENGTH) -> int:
    """How many characters of it fit."""
    cut = len(text)
    while columns(text[:cut]) > most:
        cut -= 1
    return cut
