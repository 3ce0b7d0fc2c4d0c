"""Forms of accounts and organisations: they clean, and never save."""

from collections.abc import Iterable
from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.language import active_language
from accounts.models import Organisation, User
from accounts.models.organisation import OF_A_GROUP
from accounts.states import MemberRole
from core.language import say
from core.localised import reader_language
from core.places import MEMBER_STATES, other_countries
from core.respondents import SECTORS, SIZES
from core.text import clean_text

CHOOSE = ("", _("Choose one"))


def _offered(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, Any]]:
    """In the language of the moment: the lists of core are said anew for each form."""
    return [CHOOSE, *((key, say(label)) for key, label in pairs)]


def _countries() -> list[tuple[str, Any]]:
    return _offered((*MEMBER_STATES, *other_countries(reader_language())))


class CleanText(forms.CharField):
    """One line, without what PostgreSQL cannot store."""

    def to_python(self, value: Any) -> Any:
        return " ".join(clean_text(str(value or "")).split())


class SignupForm(forms.Form):
    """What is asked besides address and password; allauth puts it into its own form."""

    name = CleanText(
        label=_("Your name"),
        max_length=150,
        help_text=_("Your colleagues see it."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    field_order = ["name", "email", "password1"]

    def signup(self, request: object, user: User) -> None:
        user.first_name = self.cleaned_data["name"]
        user.language = active_language()
        user.save(update_fields=["first_name", "language"])


class OrganisationForm(forms.Form):
    name = CleanText(label=_("Name of the organisation"), max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), choices=partial(_offered, OF_A_GROUP))
    country = forms.ChoiceField(label=_("Member state or country"), choices=_countries)
    sector = forms.ChoiceField(label=_("Sector"), choices=partial(_offered, SECTORS), required=False)
    size = forms.ChoiceField(label=_("Number of employees"), choices=partial(_offered, SIZES), required=False)
    website = forms.URLField(
        label=_("Web site"),
        required=False,
        assume_scheme="https",
        help_text=_("It helps the secretariat to verify your organisation."),
    )
    register_number = CleanText(
        label=_("Register number"), max_length=60, required=False, help_text=_("In the register of companies or societies.")
    )

    @classmethod
    def of(cls, organisation: Organisation, posted: Any = None) -> "OrganisationForm":
        return cls(posted, initial={name: getattr(organisation, name) for name in cls.base_fields})


class InvitationForm(forms.Form):
    email = forms.EmailField(label=_("E-mail address of your colleague"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    role = forms.ChoiceField(
        label=_("Role"), choices=MemberRole.choices, initial=MemberRole.CONTRIBUTOR, widget=forms.RadioSelect
    )
    unit = CleanText(
        label=_("Department or ministry"),
        max_length=150,
        required=False,
        help_text=_("So that colleagues know where someone works."),
    )
