"""Who answers: the profile asked once, and what each choice of consent means. Lists follow docs/content.md."""

from consultations.respondents import CAPACITIES, SECTORS, SIZES

FOR_AN_ORGANISATION = frozenset(key for key, _ in CAPACITIES) - {"individual"}
REPRESENTING = frozenset({"association", "union", "civil_society", "other"})
"""Capacities in which one may file for members."""

CONSENT_VERSION = "2026-11-2"
CONSENT_EFFECTS = {
    "named": (
        "Everyone can read your answers, your name, your organisation with what you said about whom it represents, and the kind, "
        "country, sector and size you gave."
    ),
    "organisation": (
        "Everyone can read your answers and the name of your organisation, with what you said about whom it represents and the "
        "kind, country, sector and size you gave. "
        "Your own name is not shown."
    ),
    "anonymous": (
        "Everyone can read your answers with the kind, country, sector and size you gave. No name is shown. "
        "Do not write in your answers who you are."
    ),
    "not_published": (
        "The secretariat reads and counts your answers. Nobody else sees them. "
        "The law of the operator’s country may still oblige it to give access to documents."
    ),
}

__all__ = ["CAPACITIES", "CONSENT_EFFECTS", "CONSENT_VERSION", "FOR_AN_ORGANISATION", "REPRESENTING", "SECTORS", "SIZES"]
