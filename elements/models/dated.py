"""What every row with a date of some precision shares: its fields' rules and its words."""

from datetime import date
from typing import TYPE_CHECKING

from django.db import models
from django.db.models.functions import Cast, ExtractDay, ExtractMonth
from django.db.models.lookups import Exact, In

from elements.dates import PreciseDate
from elements.states import Precision

PRECISION_HELP = "Month, quarter and year keep only the period of the day you enter: any day in it will do."


def date_rules(prefix: str, field: str) -> list[models.CheckConstraint]:
    """The three rules of a precise date, as constraints named after the table."""
    q = models.Q
    is_open = q(precision=Precision.OPEN)
    day = Cast(field, models.DateField())  # a type for EXTRACT, also where Django checks the rule outside the table
    first_of_month = q(Exact(ExtractDay(day), 1))
    periods = (
        q(precision__in=[Precision.DAY, Precision.OPEN])
        | q(precision=Precision.MONTH) & first_of_month
        | q(precision=Precision.QUARTER) & first_of_month & q(In(ExtractMonth(day), [1, 4, 7, 10]))
        | q(precision=Precision.YEAR) & first_of_month & q(Exact(ExtractMonth(day), 1))
    )
    return [
        models.CheckConstraint(
            condition=is_open & q(**{f"{field}__isnull": True}) | ~is_open & q(**{f"{field}__isnull": False}),
            name=f"{prefix}_open_has_no_date",
            violation_error_message="Give a date, or choose the precision “Date not set” and leave the date empty.",
        ),
        models.CheckConstraint(
            condition=periods,
            name=f"{prefix}_date_fits_precision",
            violation_error_message="A month, quarter or year is stored as its first day.",
        ),
    ]


class HasPreciseDate:
    """Mixin without fields: the words of a row's date."""

    if TYPE_CHECKING:
        starts_on: date | None
        precision: str

    @property
    def when(self) -> PreciseDate:
        return PreciseDate(self.starts_on, getattr(self, "ends_on", None), self.precision)
