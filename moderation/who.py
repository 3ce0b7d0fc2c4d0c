"""Who speaks in a published response, in words, as its owner agreed to be named. Imports no Django."""

from dataclasses import dataclass

from consultations.respondents import CAPACITIES, SECTORS, SIZES
from core.places import country_name
from core.words import Message, message

NAMED, ORGANISATION = "named", "organisation"
OUTSIDE = "outside"
_KINDS = {
    **dict(CAPACITIES),
    "other": message("Respondent"),
}
_ONE_OF_THEM = {
    "individual": message("An individual"),
    "msme": message("A micro, small or medium enterprise"),
    "large_enterprise": message("A large enterprise"),
    "association": message("A business association"),
    "civil_society": message("A civil society organisation"),
    "union": message("A trade union"),
    "academic": message("An academic or research body"),
    "authority": message("A public authority"),
    "international": message("An international organisation"),
    "other": message("A respondent"),
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
    kinds = _KINDS if named else _ONE_OF_THEM
    described = _and(_in(kinds.get(capacity, kinds["other"]), country), _SECTORS.get(sector))
    return Who(named, _and(described, _SIZES.get(size))) if named else Who(described, _SIZES.get(size, ""))


def _in(kind: Message, country: str) -> Message:
    if not country:
        return kind
    if country in _WITH_THE:
        return message("%(kind)s in the %(country)s", kind=kind, country=country_name(country))
    return message("%(kind)s in %(country)s", kind=kind, country=country_name(country))


def _and(described: Message, more: Message | None) -> Message:
    return message("%(described)s, %(more)s", described=described, more=more.inside_a_sentence()) if more else described
