"""Dates that say how much of them is known: a day, a month, a quarter, a year, or nothing yet. Imports no Django."""

import calendar
from dataclasses import dataclass
from datetime import date

_MONTHS_PER = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class PreciseDate:
    """``starts_on`` is the first day of the period the precision names; None only for ``open``."""

    starts_on: date | None
    ends_on: date | None
    precision: str

    @property
    def last_day(self) -> date | None:
        """The last day on which it can have happened or can happen."""
        first = self.starts_on
        if first is None:
            return None
        if self.precision == "day":
            return self.ends_on or first
        month = first.month + _MONTHS_PER[self.precision] - 1
        return date(first.year, month, calendar.monthrange(first.year, month)[1])

    @property
    def words(self) -> str:
        """``5 to 6 November 2016``, ``August 2018``, ``July to September 2026``, ``2021``, ``Date not set``."""
        first = self.starts_on
        if first is None:
            return "Date not set"
        if self.precision == "year":
            return str(first.year)
        if self.precision == "month":
            return f"{first:%B %Y}"
        if self.precision == "quarter":
            return f"{first:%B} to {self.last_day:%B %Y}"
        return _days(first, self.ends_on)

    @property
    def short_words(self) -> str:
        """Without the year, for lists under a year's heading."""
        if self.starts_on is None or self.precision == "year":
            return "Day and month not known" if self.starts_on else "Date not set"
        year = f" {self.starts_on.year}"
        return self.words.replace(year, "")

    @property
    def iso(self) -> str:
        """For the ``datetime`` attribute of ``<time>``, as precise as HTML allows; empty for a quarter or none."""
        if self.starts_on is None or self.precision == "quarter":
            return ""
        return self.starts_on.isoformat()[: {"day": 10, "month": 7, "year": 4}[self.precision]]


def first_day_of(precision: str, day: date) -> date:
    """The first day of the period of this precision that holds ``day``."""
    if precision == "year":
        return date(day.year, 1, 1)
    if precision == "quarter":
        return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return day.replace(day=1) if precision == "month" else day


def full_date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _days(first: date, last: date | None) -> str:
    if last is None or last == first:
        return full_date(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {full_date(last)}"
    if first.year == last.year:
        return f"{first.day} {first:%B} to {full_date(last)}"
    return f"{full_date(first)} to {full_date(last)}"
