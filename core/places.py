"""Member states of ASEAN (ISO 3166-1 alpha-2, ASEAN spelling, as of 26 October 2025) and all other countries.

The names of the others in English are those of django-countries, in the other languages those of data/countries.json.
"""

import json
from functools import cache
from pathlib import Path

from django_countries.data import COUNTRIES as _ISO_NAMES

from core.translated import SOURCE, LocalText, Translated
from core.words import message

MEMBER_STATES: tuple[tuple[str, str], ...] = (
    ("BN", message("Brunei Darussalam")),
    ("KH", message("Cambodia")),
    ("ID", message("Indonesia")),
    ("LA", message("Lao PDR")),
    ("MY", message("Malaysia")),
    ("MM", message("Myanmar")),
    ("PH", message("Philippines")),
    ("SG", message("Singapore")),
    ("TH", message("Thailand")),
    ("TL", message("Timor-Leste")),
    ("VN", message("Viet Nam")),
)
_members = dict(MEMBER_STATES)
_file = Path(__file__).resolve().parent.parent / "data" / "countries.json"
_told: dict[str, dict[str, str]] = json.loads(_file.read_text(encoding="utf-8"))["names"]
"""Language -> code -> name, in the order of the language."""


def _name(code: str, english: str) -> Translated:
    return Translated(english, SOURCE, tuple((language, names[code]) for language, names in sorted(_told.items())))


COUNTRIES: tuple[tuple[str, str], ...] = (
    *MEMBER_STATES,
    *sorted(
        ((code, _name(code, str(name))) for code, name in _ISO_NAMES.items() if code not in _members), key=lambda pair: pair[1]
    ),
)
"""Member states first, then the others by their English names. ``core.language.say`` says each in the reader's language."""
_names = dict(COUNTRIES)


def country_name(code: str) -> str:
    return _names.get(code, code)


@cache
def other_countries(language: str) -> tuple[tuple[str, str], ...]:
    """Those that are no member states, said in ``language`` and in its order."""
    if language not in _told:
        return COUNTRIES[len(MEMBER_STATES) :]
    return tuple((code, LocalText(name, language)) for code, name in _told[language].items() if code not in _members)
