"""From tallies to the figures of a questionnaire, small cells suppressed. Imports no Django."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from consultations.kinds import type_of
from consultations.spec import ChoiceSpec, ConditionSpec, FormSpec, QuestionSpec
from moderation import small_cells
from moderation.small_cells import Shown

MANY_OPTIONS = 12  # a question with more shows its suppressed options in one line
Counts = Mapping[tuple[str, str], int]
"""``(question key, option key) -> count``; the option is empty for the number that answered at all."""


@dataclass(frozen=True)
class Row:
    label: str
    cell: int | str
    share: str  # of those who answered, as text; "" where the cell is suppressed


@dataclass(frozen=True)
class QuestionFigure:
    """``rows`` is empty for a question that is not counted by options (texts, numbers, dates)."""

    key: str
    text: str
    several: bool
    withheld: bool  # because it would tell a suppressed count of an earlier question
    total: int | None
    rows: tuple[Row, ...]
    rest: int  # how many options stand in one line
    rest_word: str


@dataclass(frozen=True)
class SectionFigures:
    title: str
    figures: tuple[QuestionFigure, ...]


@dataclass(frozen=True)
class _Asked:
    """A question with all that any revision offered, and the conditions under which it is asked."""

    section: str
    question: QuestionSpec
    options: tuple[ChoiceSpec, ...]
    conditions: tuple[ConditionSpec, ...]


@dataclass(frozen=True)
class _Published:
    total: int | None
    cells: Mapping[str, int | str]  # by option key
    withheld: bool


def figures(specs: Sequence[FormSpec], counts: Counts) -> list[SectionFigures]:
    """``specs``: the revisions of one form, newest first. What an older one asked and the newest does not is kept, at the end
    of its section."""
    titles = {section.key: section.title for spec in reversed(specs) for section in spec.sections}
    asked = _asked(specs, counts)
    published: dict[str, _Published] = {}
    found: dict[str, list[QuestionFigure]] = defaultdict(list)
    for key, one in asked.items():
        shown = _suppressed(one.question, [counts.get((key, option.key), 0) for option in one.options], counts.get((key, ""), 0))
        withheld = any(_tells(condition, asked, published) for condition in one.conditions)
        if withheld:
            shown = small_cells.nothing(shown.cells)
        keys = [option.key for option in one.options]
        published[key] = _Published(shown.total, dict(zip(keys, shown.cells, strict=True)), withheld)
        found[one.section].append(_figure(one, shown, withheld))
    return [SectionFigures(titles[key], tuple(rows)) for key, rows in found.items()]


def _asked(specs: Sequence[FormSpec], counts: Counts) -> dict[str, _Asked]:
    """In the order of the newest form; options it no longer offers only if they were chosen."""
    asked: dict[str, _Asked] = {}
    for spec in specs:
        for section in spec.sections:
            for question in section.questions:
                options = type_of(question).options(question)
                if known := asked.get(question.key):
                    keys = {option.key for option in known.options}
                    gone = (one for one in options if one.key not in keys and counts.get((question.key, one.key)))
                    asked[question.key] = replace(known, options=(*known.options, *gone))
                else:
                    asked[question.key] = _Asked(section.key, question, options, (*section.show_if, *question.show_if))
    return asked


def _suppressed(question: QuestionSpec, cells: Sequence[int], answered: int) -> Shown:
    if not cells:
        return Shown(answered if answered >= small_cells.LEAST else None, ())
    if _has_several(question):
        return small_cells.several_answers_each(cells, answered, question.max_choices)
    return small_cells.one_answer_each(cells)


def _has_several(question: QuestionSpec) -> bool:
    return question.kind == "multiple" and question.max_choices != 1


def _tells(condition: ConditionSpec, asked: Mapping[str, _Asked], published: Mapping[str, _Published]) -> bool:
    """Whether the number that answered a question under this condition tells a suppressed cell of the question it depends on."""
    earlier = published.get(condition.question)
    if earlier is None:
        return False
    chosen = _chosen(condition, earlier.cells)
    if _has_several(asked[condition.question].question):
        return earlier.withheld or any(isinstance(earlier.cells[option], str) for option in chosen)
    return earlier.withheld or small_cells.tells_too_much(chosen, earlier.cells)


def _chosen(condition: ConditionSpec, earlier: Iterable[str]) -> list[str]:
    """The options of the earlier question that fulfil the condition, or, for one that excludes, those it excludes."""
    if condition.operator in ("any_of", "none_of"):
        return [option for option in earlier if option in condition.values]
    if condition.operator in ("at_least", "at_most") and condition.values:
        bound, sign = float(condition.values[0]), 1 if condition.operator == "at_least" else -1
        return [option for option in earlier if option.isdigit() and sign * (int(option) - bound) >= 0]
    return []


def _figure(asked: _Asked, shown: Shown, withheld: bool) -> QuestionFigure:
    rows = [Row(one.label, cell, _share(cell, shown.total)) for one, cell in zip(asked.options, shown.cells, strict=True)]
    hidden = [row.cell for row in rows if isinstance(row.cell, str)] if len(rows) > MANY_OPTIONS else []
    return QuestionFigure(
        key=asked.question.key,
        text=asked.question.text,
        several=_has_several(asked.question),
        withheld=withheld,
        total=shown.total,
        rows=tuple(row for row in rows if not hidden or isinstance(row.cell, int)),
        rest=len(hidden),
        rest_word=hidden[0] if hidden else "",
    )


def _share(cell: int | str, total: int | None) -> str:
    return f"{100 * cell / total:.0f} %" if isinstance(cell, int) and total else ""
