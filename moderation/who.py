"""Who speaks in a published response, in words, as its owner agreed to be named. Imports no Django."""

from dataclasses import dataclass

from consultations.respondents import CAPACITIES, SECTORS, SIZES
from core.places import country_name

NAMED, ORGANISATION = "named", "organisation"
OUTSIDE = "outside"
_KINDS = {
    **dict(CAPACITIES),
    "other": "Respondent",
}
_SECTORS = dict(SECTORS)
_SIZES = dict(SIZES)
# Countries that English calls with an article (ISO 3166-1 alpha-2).
_WITH_THE = frozenset({"AE", "BS", "CD", "CF", "CG", "DO", "FK", "FO", "GB", "GM", "IM", "KM", "KY", "MH", "MP", "MV", "NL"}) | {
    *("PH", "SB", "SC", "TC", "UM", "US", "VA", "VG", "VI"),
}


@dataclass(frozen=True)
class Who:
    """``line`` names the respondent or, without a name, says what kind it is; ``details`` is the rest, "" if there is none."""

    line: str
    details: str


def who(*, consent: str, name: str, organisation: str, capacity: str, country: str, sector: str, size: str = "") -> Who:
    names = [name if consent == NAMED else "", organisation if consent in (NAMED, ORGANISATION) else ""]
    named = ", ".join(part for part in names if part)
    kind = _KINDS.get(capacity, "Respondent")
    described = ", ".join(part for part in (f"{kind} {_in(country)}".strip(), _SECTORS.get(sector, "").lower()) if part)
    if named:
        return Who(named, _with_size(described, size))
    article = "An" if kind[0] in "AEIOU" else "A"
    return Who(f"{article} {described[0].lower()}{described[1:]}", _SIZES.get(size, ""))


def _in(country: str) -> str:
    if not country:
        return ""
    return f"in the {country_name(country)}" if country in _WITH_THE else f"in {country_name(country)}"


def _with_size(described: str, size: str) -> str:
    return ", ".join(part for part in (described, _SIZES.get(size, "").lower()) if part)
