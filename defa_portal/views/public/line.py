"""The timeline as data: milestones and consultation windows in one order, by year, with today's mark between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import groupby
from urllib.parse import urlencode

from consultations.queries import Window
from consultations.states import Standing
from core.words import message
from elements.queries import ElementLink, MilestoneRow
from elements.states import MilestoneKind, Status

WHOLE = "whole"  # the filter's word for what concerns DEFA as a whole
CONSULTATION = "consultation"  # the filter's word for consultation windows
_WINDOW_LOOK = {
    Standing.OPEN: (message("Open for answers"), "open", "good", "is-open"),
    Standing.UPCOMING: (message("Opens soon"), "planned", "now", "is-planned"),
    Standing.CLOSED: (message("Closed"), "closed", "plain", "is-done"),
}


@dataclass(frozen=True)
class Filter:
    """What the reader chose; "" for all. Unknown values have been dropped."""

    element: str
    kind: str

    @property
    def query(self) -> str:
        """``?element=…&kind=…`` of what was chosen, or nothing."""
        chosen = {name: value for name, value in (("element", self.element), ("kind", self.kind)) if value}
        return f"?{urlencode(chosen)}" if chosen else ""

    def takes_milestone(self, row: MilestoneRow) -> bool:
        return self.kind in ("", row.kind) and self._takes_element([link.slug for link in row.elements])

    def takes_window(self, window: Window) -> bool:
        return self.kind in ("", CONSULTATION) and self._takes_element(window.element_slugs)

    def _takes_element(self, slugs: Iterable[str]) -> bool:
        slugs = list(slugs)
        return not self.element or self.element in slugs or (self.element == WHOLE and not slugs)


@dataclass(frozen=True)
class Entry:
    """One mark on the line; exactly one of ``milestone`` and ``window`` is set."""

    anchor: str
    place_on_line: date | None  # None: no date set, after everything else
    word: str
    icon: str
    tone: str
    css: str
    lies_ahead: bool
    next_on: date | None  # when it next changes, if it lies ahead: opens, closes, or is over
    milestone: MilestoneRow | None = None
    window: Window | None = None
    overdue: bool = False


@dataclass(frozen=True)
class Year:
    """``before`` and ``after`` today's mark; years without the mark have only ``before``. ``number`` None: no date set."""

    number: int | None
    before: tuple[Entry, ...]
    after: tuple[Entry, ...]
    has_today: bool


def chosen(parameters: dict[str, str], elements: Iterable[ElementLink]) -> Filter:
    element, kind = parameters.get("element", ""), parameters.get("kind", "")
    slugs = {link.slug for link in elements} | {WHOLE}
    return Filter(element if element in slugs else "", kind if kind in {*MilestoneKind.values, CONSULTATION} else "")


def entries(
    milestones: Iterable[MilestoneRow], windows: Iterable[Window], wanted: Filter, now: datetime, zone: tzinfo
) -> list[Entry]:
    """What passes the filter, in the line's order."""
    today = now.astimezone(zone).date()
    found = [_of_milestone(row, today) for row in milestones if wanted.takes_milestone(row)]
    found += [_of_window(window, now, zone) for window in windows if wanted.takes_window(window)]
    return sorted(found, key=lambda entry: (entry.place_on_line or date.max, entry.anchor))


def by_year(found: list[Entry], today: date) -> list[Year]:
    """Today's year is always there, with the mark, even if nothing else is in it."""
    groups = {year: tuple(group) for year, group in groupby(found, key=_year)}
    if found:
        groups.setdefault(today.year, ())
    years = []
    for number in sorted(groups, key=lambda year: year or 9999):
        group = groups[number]
        after = tuple(e for e in group if number == today.year and e.place_on_line and e.place_on_line >= today)
        years.append(Year(number, tuple(e for e in group if e not in after), after, number == today.year))
    return years


def coming(found: list[Entry]) -> list[Entry]:
    """What stands out at the top, by what happens next: open windows by their closing, coming ones by their opening, steps that
    still lie ahead by their last day."""
    return sorted((entry for entry in found if entry.lies_ahead), key=lambda entry: (entry.next_on or date.max, entry.anchor))


def _year(entry: Entry) -> int | None:
    return entry.place_on_line.year if entry.place_on_line else None


def _of_milestone(row: MilestoneRow, today: date) -> Entry:
    ahead = row.lies_ahead(today)
    overdue = row.is_overdue(today)
    status = Status.UNKNOWN if overdue else row.status
    return Entry(
        anchor=row.key,
        place_on_line=row.when.last_day if ahead else row.when.starts_on,
        word=message("Planned, result not recorded") if overdue else str(status.label),
        icon=status.icon,
        tone=status.tone,
        css=status.css,
        lies_ahead=ahead,
        next_on=row.when.last_day if ahead else None,
        milestone=row,
        overdue=overdue,
    )


def _of_window(window: Window, now: datetime, zone: tzinfo) -> Entry:
    standing = window.standing(now)
    word, icon, tone, css = _WINDOW_LOOK[standing]
    return Entry(
        anchor=f"{CONSULTATION}-{window.slug}-{window.phase_number}",
        place_on_line=window.opens_at.astimezone(zone).date(),
        word=word,
        icon=icon,
        tone=tone,
        css=css,
        lies_ahead=standing != Standing.CLOSED,
        next_on=(window.closes_at if standing == Standing.OPEN else window.opens_at).astimezone(zone).date(),
        window=window,
    )
