"""Days and moments in the reader's language: the order of each language, its own names of months and weekdays, plain digits.

The names stand in our catalogues, because Django lacks them for some of our languages; they win over Django's own.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import get_language

from core.languages import SOURCE
from core.words import message


@dataclass(frozen=True)
class Order:
    """Formats as Django's ``date`` filter has them. The year is the one of the Common Era everywhere."""

    day: str = "j F Y"
    short: str = "j M Y"
    full: str = "l, j F Y"
    month: str = "F Y"
    day_of_year: str = "j F"
    month_of_year: str = "F"


ORDERS = {
    SOURCE: Order(full="l j F Y"),
    "id": Order(),
    "ms": Order(),
    "th": Order(day="j F ค.ศ. Y", full="lที่ j F ค.ศ. Y", month="F ค.ศ. Y"),
    "vi": Order(day="j F, Y", full="l, j F, Y", month="F, Y"),
    "km": Order(full="l j F Y"),
    "lo": Order(full="l ທີ j F Y"),
    "my": Order(day="Y ခုနှစ် F j ရက်", short="Y M j", full="Y ခုနှစ် F j ရက် l", month="Y ခုနှစ် F", day_of_year="F j ရက်"),
    "fil": Order(day="F j, Y", short="M j, Y", full="l, F j, Y", day_of_year="F j"),
    "zh-hans": Order(
        day="Y年n月j日", short="Y年n月j日", full="Y年n月j日l", month="Y年n月", day_of_year="n月j日", month_of_year="n月"
    ),
    "ta": Order(full="l, j F, Y", day="j F, Y"),
    "pt": Order(day=r"j \d\e F \d\e Y", full=r"l, j \d\e F \d\e Y", month=r"F \d\e Y", day_of_year=r"j \d\e F"),
}
# Looked up by Django when it writes a date; collected from here.
MONTHS = (
    message("January"),
    message("February"),
    message("March"),
    message("April"),
    message("May"),
    message("June"),
    message("July"),
    message("August"),
    message("September"),
    message("October"),
    message("November"),
    message("December"),
)
SHORT_MONTHS = (
    message("jan"),
    message("feb"),
    message("mar"),
    message("apr"),
    message("may"),
    message("jun"),
    message("jul"),
    message("aug"),
    message("sep"),
    message("oct"),
    message("nov"),
    message("dec"),
)
WEEKDAYS = (
    message("Monday"),
    message("Tuesday"),
    message("Wednesday"),
    message("Thursday"),
    message("Friday"),
    message("Saturday"),
    message("Sunday"),
)


def day_words(day: date, kind: str = "day") -> str:
    """``kind``: a field of :class:`Order`."""
    order = ORDERS.get(get_language() or SOURCE, ORDERS[SOURCE])
    return str(date_format(day, getattr(order, kind)))


def moment_words(at: datetime, kind: str = "full") -> str:
    """The day and the time of ``at`` in the zone it has; the zone is the caller's to say."""
    return f"{day_words(at, kind)}, {at:%H:%M}"
