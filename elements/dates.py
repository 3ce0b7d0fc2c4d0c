"""Dates that say how much of them is known: a day, a month, a quarter, a year, or nothing yet."""

import calendar
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core.dates import day_words
from core.languages import SOURCE

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
        """``5 to 6 November 2016``, ``August 2018``, ``July to September 2026``, ``2021``, ``Date not set``: in the reader's
        language."""
        if self.starts_on is None:
            return _("Date not set")
        return str(self.starts_on.year) if self.precision == "year" else self._said("day", "month")

    @property
    def short_words(self) -> str:
        """Without the year, for lists under a year's heading."""
        if self.starts_on is None or self.precision == "year":
            return _("Day and month not known") if self.starts_on else _("Date not set")
        year = self.starts_on.year
        if self.last_day and self.last_day.year != year:
            return self.words
        return self._said("day_of_year", "month_of_year")

    def _said(self, day: str, month: str) -> str:
        """``day`` and ``month``: kinds of ``core.dates.day_words``."""
        first, last = self.starts_on, self.last_day
        assert first is not None
        assert last is not None
        if self.precision == "month" or last == first:
            return day_words(first, month if self.precision == "month" else day)
        kind = month if self.precision == "quarter" else day
        return _("%(first)s to %(last)s") % {"first": self._begin(kind), "last": day_words(last, kind)}

    def _begin(self, kind: str) -> str:
        """In English without what the last day says as well; other languages do not all put the day before the month."""
        first, last = self.starts_on, self.last_day
        assert first is not None
        assert last is not None
        if (get_language() or SOURCE) != SOURCE or first.year != last.year:
            return day_words(first, kind)
        if self.precision == "quarter":
            return day_words(first, "month_of_year")
        return str(first.day) if first.month == last.month else day_words(first, "day_of_year")

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
