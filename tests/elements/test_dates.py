"""Dates in words, as precise as they are known and no more."""

from datetime import date

import pytest

from elements.dates import PreciseDate, first_day_of

FIRST = date(2026, 11, 1)


@pytest.mark.parametrize(
    ("when", "words", "short", "iso", "last"),
    [
        (PreciseDate(date(2026, 5, 30), None, "day"), "30 May 2026", "30 May", "2026-05-30", date(2026, 5, 30)),
        (
            PreciseDate(date(2016, 11, 5), date(2016, 11, 6), "day"),
            "5 to 6 November 2016",
            "5 to 6 November",
            "2016-11-05",
            date(2016, 11, 6),
        ),
        (
            PreciseDate(date(2026, 11, 30), date(2026, 12, 2), "day"),
            "30 November to 2 December 2026",
            "30 November to 2 December",
            "2026-11-30",
            date(2026, 12, 2),
        ),
        (PreciseDate(FIRST, None, "month"), "November 2026", "November", "2026-11", date(2026, 11, 30)),
        (PreciseDate(date(2024, 2, 1), None, "month"), "February 2024", "February", "2024-02", date(2024, 2, 29)),
        (
            PreciseDate(date(2026, 10, 1), None, "quarter"),
            "October to December 2026",
            "October to December",
            "",
            date(2026, 12, 31),
        ),
        (PreciseDate(date(2021, 1, 1), None, "year"), "2021", "Day and month not known", "2021", date(2021, 12, 31)),
        (PreciseDate(None, None, "open"), "Date not set", "Date not set", "", None),
    ],
)
def test_precise_date_says_what_is_known(when: PreciseDate, words: str, short: str, iso: str, last: date | None) -> None:
    assert (when.words, when.short_words, when.iso, when.last_day) == (words, short, iso, last)


@pytest.mark.parametrize(
    ("precision", "first"),
    [("day", date(2026, 11, 17)), ("month", FIRST), ("quarter", date(2026, 10, 1)), ("year", date(2026, 1, 1))],
)
def test_first_day_of_takes_any_day_of_the_period(precision: str, first: date) -> None:
    assert first_day_of(precision, date(2026, 11, 17)) == first
