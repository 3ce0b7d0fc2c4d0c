"""Forms of accounts and organisations: they clean, and never save."""

from typing import Any

from django import forms

from accounts.models import Organisation, User
from accounts.models.organisation import OF_A_GROUP
from accounts.states import MemberRole
from core.places import COUNTRIES
from core.respondents import SECTORS, SIZES
from core.text import clean_text

CHOOSE = ("", "Choose one")


class CleanText(forms.CharField):
    """One line, without what PostgreSQL cannot store."""

    def to_python(self, value: Any) -> Any:
        return " ".join(clean_text(str(value or "")).split())


class SignupForm(forms.Form):
    """What is asked besides address and password; allauth puts it into its own form."""

    name = CleanText(
        label="Your name",
        max_length=150,
        help_text="Your colleagues see it.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def signup(self, request: object, user: User) -> None:
        user.first_name = self.cleaned_data["name"]
        user.save(update_fields=["first_name"])


class OrganisationForm(forms.Form):
    name = CleanText(label="Name of the organisation", max_length=200)
    kind = forms.ChoiceField(label="Kind", choices=[CHOOSE, *OF_A_GROUP])
    country = forms.ChoiceField(label="Member state or country", choices=[CHOOSE, *COUNTRIES])
    sector = forms.ChoiceField(label="Sector", choices=[CHOOSE, *SECTORS], required=False)
    size = forms.ChoiceField(label="Number of employees", choices=[CHOOSE, *SIZES], required=False)
    website = forms.URLField(
        label="Web site", required=False, assume_scheme="https", help_text="It helps the secretariat to verify your organisation."
    )
    register_number = CleanText(
        label="Register number", max_length=60, required=False, help_text="In the register of companies or societies."
    )

    @classmethod
    def of(cls, organisation: Organisation, posted: Any = None) -> "OrganisationForm":
        return cls(posted, initial={name: getattr(organisation, name) for name in cls.base_fields})


class InvitationForm(forms.Form):
    email = forms.EmailField(label="E-mail address of your colleague", widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(label="Role", choices=MemberRole.choices, initial=MemberRole.CONTRIBUTOR, widget=forms.RadioSelect)
    unit = CleanText(
        label="Department or ministry", max_length=150, required=False, help_text="So that colleagues know where someone works."
    )
