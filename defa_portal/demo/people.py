"""Who the example respondents are: drawn by a seeded generator, named so that nobody can take them for real."""

import json
from dataclasses import dataclass
from pathlib import Path
from random import Random

from django.conf import settings

from responses.profile import FOR_AN_ORGANISATION, SECTORS

# Rough shares, so that figures look like those of a real consultation: firms answer most, larger states more often.
CAPACITY_SHARES = {
    "msme": 30, "large_enterprise": 16, "association": 14, "individual": 14, "civil_society": 9,
    "academic": 7, "union": 4, "authority": 4, "international": 1, "other": 1,
}  # fmt: skip
COUNTRY_SHARES = {"ID": 20, "SG": 15, "MY": 13, "TH": 13, "VN": 13, "PH": 11, "KH": 5, "LA": 3, "MM": 3, "BN": 2, "TL": 2}
CONSENT_SHARES = {"named": 32, "organisation": 26, "anonymous": 27, "not_published": 15}
SIZES_OF = {"msme": ("0", "1-9", "10-49", "50-249"), "large_enterprise": ("250+",)}
KINDS_OF_NAME = {
    "msme": "firm",
    "large_enterprise": "company",
    "association": "association",
    "civil_society": "civil society group",
}


def texts() -> dict[str, dict[str, list[str]]]:
    path: Path = settings.BASE_DIR / "data" / "demo_texts.json"
    loaded: dict[str, dict[str, list[str]]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


@dataclass(frozen=True)
class Person:
    """An example respondent, as posted profile values."""

    number: int
    language: str
    raw: dict[str, list[str]]


def draw_person(number: int, chance: Random, languages_of: dict[str, list[str]]) -> Person:
    capacity, country, consent = (_draw(shares, chance) for shares in (CAPACITY_SHARES, COUNTRY_SHARES, CONSENT_SHARES))
    for_organisation = capacity in FOR_AN_ORGANISATION
    if not for_organisation and consent == "organisation":
        consent = "anonymous"
    organisation = f"Example {KINDS_OF_NAME.get(capacity, 'organisation')} {number:03}" if for_organisation else ""
    raw = {
        "profile__capacity": capacity,
        "profile__name": f"Example Person {number:03}",
        "profile__organisation": organisation,
        "profile__email": f"example-{number:03}@example.org",
        "profile__country": country,
        "profile__sector": chance.choice(SECTORS[:9])[0] if for_organisation else "",
        "profile__size": chance.choice(SIZES_OF.get(capacity, ("1-9", "10-49"))) if for_organisation else "",
        "consent": consent,
        "consent__certify": "yes",
    }
    return Person(number, chance.choice(languages_of[country]), {name: [value] for name, value in raw.items()})


def _draw(shares: dict[str, int], chance: Random) -> str:
    return chance.choices(list(shares), weights=list(shares.values()))[0]
