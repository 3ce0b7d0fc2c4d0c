"""Member states of ASEAN (ISO 3166-1 alpha-2, ASEAN spelling, as of 26 October 2025) and all other countries."""

from django_countries.data import COUNTRIES as _ISO_NAMES

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
COUNTRIES: tuple[tuple[str, str], ...] = (
    *MEMBER_STATES,
    *sorted(((code, str(name)) for code, name in _ISO_NAMES.items() if code not in _members), key=lambda pair: pair[1]),
)
"""Member states first, then the others by name."""
_names = dict(COUNTRIES)


def country_name(code: str) -> str:
    return _names.get(code, code)
