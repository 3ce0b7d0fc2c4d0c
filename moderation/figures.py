"""From tallies to the figures of a questionnaire, small cells suppressed. Imports no Django."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

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

    @property
    def has_suppressed(self) -> bool:
        return bool(self.rest) or any(isinstance(row.cell, str) for row in self.rows)


@dataclass(frozen=True)
class SectionFigures:
    title: str
    figures: tuple[QuestionFigure, ...]


def figures(specs: Sequence[FormSpec], counts: Counts) -> list[SectionFigures]:
    """``specs``: the revisions of one form, newest first. What an older one asked and the newest does not is kept, at the end
    of its section."""
    sections: dict[str, str] = {}
    asked: dict[str, tuple[str, QuestionSpec, tuple[ConditionSpec, ...]]] = {}
    options: dict[str, dict[str, ChoiceSpec]] = {}
    for spec in specs:
        for section in spec.sections:
            sections.setdefault(section.key, section.title)
            for question in section.questions:
                asked.setdefault(question.key, (section.key, question, (*section.show_if, *question.show_if)))
                for option in type_of(question).options(question):
                    options.setdefault(question.key, {}).setdefault(option.key, option)
    shown: dict[str, tuple[Shown, dict[str, int | str]]] = {}
    withheld: set[str] = set()
    found: dict[str, list[QuestionFigure]] = {key: [] for key in sections}
    for key, (section_key, question, conditions) in asked.items():
        offered = [
            option
            for option in options.get(key, {}).values()
            if option in type_of(question).options(question) or counts.get((key, option.key))
        ]
        cells = _suppressed(question, [counts.get((key, option.key), 0) for option in offered], counts.get((key, ""), 0))
        if any(_tells(condition, asked, shown, withheld) for condition in conditions):
            withheld.add(key)
            cells = small_cells.nothing(cells.cells)
        shown[key] = cells, {option.key: cell for option, cell in zip(offered, cells.cells, strict=True)}
        found[section_key].append(_figure(question, offered, cells, key in withheld))
    return [SectionFigures(sections[key], tuple(rows)) for key, rows in found.items() if rows]


def _suppressed(question: QuestionSpec, cells: Sequence[int], answered: int) -> Shown:
    if not cells:
        return Shown(answered if answered >= small_cells.LEAST else None, ())
    if _has_several(question):
        return small_cells.several_answers_each(cells, answered, question.max_choices)
    return small_cells.one_answer_each(cells)


def _has_several(question: QuestionSpec) -> bool:
    return question.kind == "multiple" and question.max_choices != 1


def _tells(
    condition: ConditionSpec,
    asked: Mapping[str, tuple[str, QuestionSpec, tuple[ConditionSpec, ...]]],
    shown: Mapping[str, tuple[Shown, dict[str, int | str]]],
    withheld: set[str],
) -> bool:
    """Whether the number that answered a question under this condition tells a suppressed cell of the question it depends on."""
    if condition.question in withheld:
        return True
    if condition.question not in shown:
        return False
    _, earlier = shown[condition.question]
    chosen = _chosen(condition, earlier)
    if _has_several(asked[condition.question][1]):
        return any(isinstance(earlier.get(option), str) for option in chosen)
    return small_cells.tells_too_much(chosen, earlier)


def _chosen(condition: ConditionSpec, earlier: Iterable[str]) -> list[str]:
    """The options of the earlier question that fulfil the condition, or, for one that excludes, those it excludes."""
    if condition.operator in ("any_of", "none_of"):
        return [option for option in earlier if option in condition.values]
    if condition.operator in ("at_least", "at_most") and condition.values:
        bound, sign = float(condition.values[0]), 1 if condition.operator == "at_least" else -1
        return [option for option in earlier if option.isdigit() and sign * (int(option) - bound) >= 0]
    return []


def _figure(question: QuestionSpec, offered: Sequence[ChoiceSpec], cells: Shown, withheld: bool) -> QuestionFigure:
    rows = [Row(option.label, cell, _share(cell, cells.total)) for option, cell in zip(offered, cells.cells, strict=True)]
    rest = [row for row in rows if isinstance(row.cell, str)] if len(rows) > MANY_OPTIONS else []
    return QuestionFigure(
        key=question.key,
        text=question.text,
        several=_has_several(question),
        withheld=withheld,
        total=cells.total,
        rows=tuple(row for row in rows if row not in rest),
        rest=len(rest),
        rest_word=str(rest[0].cell) if rest else "",
    )


def _share(cell: int | str, total: int | None) -> str:
    return f"{100 * cell / total:.0f} %" if isinstance(cell, int) and total else ""
