"""Who answers: the profile asked once, and what each choice of consent means. Lists follow docs/content.md."""

from collections.abc import Iterable

from consultations.respondents import CAPACITIES, SECTORS, SIZES
from core.language import say
from core.words import message

FOR_AN_ORGANISATION = frozenset(key for key, _ in CAPACITIES) - {"individual"}
REPRESENTING = frozenset({"association", "union", "civil_society", "other"})
"""Capacities in which one may file for members."""

CONSENT_VERSION = "2026-11-2"
CONSENT_EFFECTS = {
    "named": message(
        "Everyone can read your answers, your name, your organisation with what you said about whom it represents, and the kind, "
        "country, sector and size you gave."
    ),
    "organisation": message(
        "Everyone can read your answers and the name of your organisation, with what you said about whom it represents and the "
        "kind, country, sector and size you gave. "
        "Your own name is not shown."
    ),
    "anonymous": message(
        "Everyone can read your answers with the kind, country, sector and size you gave. No name is shown. "
        "Do not write in your answers who you are."
    ),
    "not_published": message(
        "The secretariat reads and counts your answers. Nobody else sees them. "
        "The law of the operator’s country may still oblige it to give access to documents."
    ),
}


def said(offered: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Keys with their labels in the reader's language."""
    return tuple((key, say(label)) for key, label in offered)


__all__ = ["CAPACITIES", "CONSENT_EFFECTS", "CONSENT_VERSION", "FOR_AN_ORGANISATION", "REPRESENTING", "SECTORS", "SIZES", "said"]
