"""Forms of the admin: a date of any day in a period becomes the period's first day."""

from typing import Any

from django import forms

from core.places import COUNTRIES
from elements.dates import first_day_of
from elements.models import Instrument, Milestone

_COUNTRY_CHOICES = [("", "Not known"), *COUNTRIES]


class PreciseDateForm(forms.ModelForm[Any]):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, precision = cleaned.get("starts_on"), cleaned.get("precision")
        if day and precision:
            cleaned["starts_on"] = first_day_of(precision, day)
        return cleaned


class InstrumentForm(PreciseDateForm):
    class Meta:
        model = Instrument
        fields = "__all__"  # noqa: DJ007 - the admin's fieldsets choose


class MilestoneForm(PreciseDateForm):
    country = forms.ChoiceField(choices=_COUNTRY_CHOICES, required=False)

    class Meta:
        model = Milestone
        fields = "__all__"  # noqa: DJ007 - the admin's fieldsets choose
