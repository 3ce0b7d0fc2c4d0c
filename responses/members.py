"""Members a response is filed for: as they stand in a draft, read from what was typed, and in words."""

import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields

from consultations.kinds import Raw
from core.language import say
from core.places import COUNTRIES, country_name
from core.text import clean_text
from core.words import message, message_n
from responses.normal_names import normal_name
from responses.profile import CAPACITIES, REPRESENTING, SECTORS, SIZES

IN_DRAFT = "members-filed-for"  # hyphens: no input can have such a name, so only our own services write here
SEEN = "profile__members_seen"
MOST_MEMBERS = 500
NOBODY, SECRETARIAT = "nobody", "secretariat"
NAMINGS = ((NOBODY, message("To nobody")), (SECRETARIAT, message("Only to the secretariat")))
NAMED = {NOBODY: message("Named to nobody."), SECRETARIAT: message("Named only to the secretariat.")}
PREFIX = "member__"
LIMITS = {"name": 200, "number": 60}
NAMES = tuple(f"{PREFIX}{name}" for name in ("naming", "name", "number", "kind", "country", "sector", "size"))
OFFERED: dict[str, dict[str, str]] = {
    "naming": dict(NAMINGS),
    "kind": dict(CAPACITIES),
    "country": dict(COUNTRIES),
    "sector": dict(SECTORS),
    "size": dict(SIZES),
}
NEEDED = {
    "naming": message("Choose to whom this member is named."),
    "name": message("Write the name of the member. If it is named to nobody, the name is forgotten when you send."),
    "kind": message("Choose what kind of member it is."),
    "country": message("Choose the country of the member."),
}
LABELS = {
    "naming": message("Named to"),
    "name": message("Name"),
    "number": message("Register number"),
    "kind": message("Kind"),
    "country": message("Country"),
    "sector": message("Sector"),
    "size": message("Employees"),
}


@dataclass(frozen=True)
class Member:
    """``key``: a UUID, the same in every edition of a response. ``kept``: named to nobody and sent in an earlier edition: its
    name is no longer known, its fingerprints stand with that edition."""

    key: str
    naming: str
    name: str
    number: str
    kind: str
    country: str
    sector: str = ""
    size: str = ""
    kept: bool = False

    @property
    def is_unnamed(self) -> bool:
        return self.naming == NOBODY

    @property
    def facts(self) -> str:
        return facts(self.kind, self.country, self.sector, self.size)

    @property
    def title(self) -> str:
        """For its filer, while it is a draft."""
        return self.name or UNNAMED

    @property
    def named_words(self) -> str:
        return NAMED[self.naming]

    def to_raw(self) -> dict[str, list[str]]:
        return {name: [getattr(self, name.removeprefix(PREFIX))] for name in NAMES}


UNNAMED = message("A member, named to nobody")


def represents(raw: Raw) -> bool:
    """Whether who answers may file for members."""
    return bool(set(raw.get("profile__capacity") or ()) & REPRESENTING)


def members_in(draft: Mapping[str, object]) -> tuple[Member, ...]:
    """In the order in which they were added."""
    stored = draft.get(IN_DRAFT)
    return tuple(one for text in stored if (one := _from_text(text))) if isinstance(stored, list) else ()


def for_draft(members: Iterable[Member]) -> list[str]:
    """Each as a text, as everything in a draft is a list of texts."""
    return [json.dumps(asdict(member), ensure_ascii=False) for member in members]


def read_member(raw: Raw, key: uuid.UUID) -> tuple[Member, dict[str, str]]:
    """The member and errors by input name."""
    values = {name: _one(raw, PREFIX + name) for name in (*OFFERED, *LIMITS)}
    errors = {PREFIX + name: sentence for name, sentence in NEEDED.items() if not values[name]}
    for name, offered in OFFERED.items():
        if values[name] and values[name] not in offered:
            errors[PREFIX + name] = message("Choose one of the answers offered.")
    for name, limit in LIMITS.items():
        if len(values[name]) > limit:
            errors[PREFIX + name] = message(
                "Shorten this to %(limit)s characters; it has %(count)s.", limit=limit, count=len(values[name])
            )
    if values["name"] and not normal_name(values["name"]):
        errors[PREFIX + "name"] = message("Write the name with at least one letter or digit.")
    return Member(key=str(key), kept=False, **values), {name: errors[name] for name in NAMES if name in errors}


def facts(kind: str, country: str, sector: str, size: str) -> str:
    """Kind, country, sector and size, in the words of the reader's language."""
    words = (
        OFFERED["kind"].get(kind, kind),
        country_name(country),
        OFFERED["sector"].get(sector, ""),
        OFFERED["size"].get(size, ""),
    )
    return ", ".join(say(word) for word in words if word)


def counted_words(members: Iterable[Member]) -> str:
    """“3 members: 2 named to nobody, 1 only to the secretariat”; empty for none."""
    listed = list(members)
    unnamed = sum(member.is_unnamed for member in listed)
    named = len(listed) - unnamed
    if not listed:
        return ""
    words = {"members": message_n("%(count)s member", "%(count)s members", len(listed)), "unnamed": unnamed, "named": named}
    if not named:
        return say(message("%(members)s: %(unnamed)s named to nobody", **words))
    if not unnamed:
        return say(message("%(members)s: %(named)s named only to the secretariat", **words))
    return say(message("%(members)s: %(unnamed)s named to nobody, %(named)s named only to the secretariat", **words))


def _from_text(text: object) -> Member | None:
    try:
        read = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return None
    names = {field.name for field in fields(Member)}
    return Member(**read) if isinstance(read, dict) and read.keys() == names else None


def _one(raw: Raw, name: str) -> str:
    values = raw.get(name) or ()
    return " ".join(clean_text(values[0]).split()) if values else ""
