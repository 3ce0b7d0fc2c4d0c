"""Forms of the admin: a date of any day in a period becomes the period's first day."""

from typing import TYPE_CHECKING, Any

from django import forms

from core.places import COUNTRIES
from elements.dates import first_day_of

if TYPE_CHECKING:
    AnyModelForm = forms.ModelForm[Any]
else:
    AnyModelForm = forms.ModelForm

_COUNTRY_CHOICES = [("", "Not known"), *COUNTRIES]


class PreciseDateForm(AnyModelForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        day, precision = cleaned.get("starts_on"), cleaned.get("precision")
        if day and precision:
            cleaned["starts_on"] = first_day_of(precision, day)
        return cleaned


class MilestoneForm(PreciseDateForm):
    country = forms.ChoiceField(choices=_COUNTRY_CHOICES, required=False)
