"""The two parts of a response that are not questions: who answers, and what may be published. Imports no Django forms."""

from collections.abc import Collection, Mapping

from django.utils.translation import gettext as _

from consultations.kinds import Raw
from core.mail.queue import is_address
from core.places import COUNTRIES
from core.text import clean_text
from responses.member_codes import read_member_code
from responses.profile import CAPACITIES, FOR_AN_ORGANISATION, SECTORS, SIZES
from responses.states import Consent

PROFILE_NAMES = (
    "profile__capacity",
    "profile__name",
    "profile__organisation",
    "profile__email",
    "profile__country",
    "profile__sector",
    "profile__size",
    "profile__register_number",
    "profile__association_code",
    "profile__represents",
    "profile__formed",
)
DECLARATION_NAMES = ("profile__represents", "profile__formed")
CONSENT_NAMES = ("consent", "consent__certify")
_OFFERED: dict[str, Collection[str]] = {
    "profile__capacity": dict(CAPACITIES),
    "profile__country": dict(COUNTRIES),
    "profile__sector": dict(SECTORS),
    "profile__size": dict(SIZES),
    "consent": frozenset(Consent.values),
}
_LIMITS = {
    "profile__name": 150,
    "profile__organisation": 200,
    "profile__email": 254,
    "profile__register_number": 60,
    "profile__represents": 1000,
    "profile__formed": 1000,
}


def read_profile(raw: Raw) -> tuple[dict[str, str], dict[str, str]]:
    """Values and errors (a sentence each), by input name. Capacity and country are needed, the rest is optional."""
    values = {name: _one(raw, name) for name in PROFILE_NAMES}
    errors = _offered(values)
    if not values["profile__capacity"]:
        errors["profile__capacity"] = _("Say in which capacity you answer.")
    if not values["profile__country"]:
        errors["profile__country"] = _("Choose the member state or country you answer from.")
    if values["profile__email"] and not is_address(values["profile__email"]):
        errors["profile__email"] = _("Write an e-mail address like name@example.org, or leave this empty.")
    if typed := values["profile__association_code"]:  # whether any association gave it is not asked: no answer may tell
        values["profile__association_code"] = read_member_code(typed) or ""
        if not values["profile__association_code"]:
            errors["profile__association_code"] = _(
                "This cannot be such a code: it has 20 letters and digits. Check it, or leave this empty."
            )
    for name, limit in _LIMITS.items():
        if len(values[name]) > limit:
            sizes = {"limit": limit, "count": len(values[name])}
            errors[name] = _("Shorten this to %(limit)s characters; it has %(count)s.") % sizes
    if values["profile__capacity"] not in FOR_AN_ORGANISATION:
        values["profile__size"] = values["profile__represents"] = values["profile__formed"] = ""
    return values, errors


def read_consent(raw: Raw, profile: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The consent chosen and errors by input name. A name to be published must be there (``profile`` as read above)."""
    consent = _one(raw, "consent")
    errors = _offered({"consent": consent})
    if not consent:
        errors["consent"] = _("Choose what we may publish.")
    if not _one(raw, "consent__certify"):
        errors["consent__certify"] = _("Tick the box to confirm that you may send these answers.")
    if consent == Consent.NAMED and not profile.get("profile__name"):
        errors["profile__name"] = _(
            "You chose to publish with your name: write your name, or choose otherwise under “Publication”."
        )
    if consent == Consent.ORGANISATION and not profile.get("profile__organisation"):
        errors["profile__organisation"] = _(
            "You chose to publish with your organisation: write its name, or choose otherwise under “Publication”."
        )
    return consent, errors


def _one(raw: Raw, name: str) -> str:
    values = raw.get(name) or ()
    return " ".join(clean_text(values[0]).split()) if values else ""


def _offered(values: Mapping[str, str]) -> dict[str, str]:
    return {
        name: _("Choose one of the answers offered.")
        for name, value in values.items()
        if name in _OFFERED and value and value not in _OFFERED[name]
    }
