"""The languages of the interface, and which of them a request asks for.

Imports no Django: the page cache asks it of every request. Adding a language: docs/languages.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

SOURCE = "en"
COOKIE = "defa_language"
LONGEST_HEADER = 400  # characters of Accept-Language that are read; no browser sends more
_ENGLISH_ALONE = ("/admin/", "/health/", "/static/", "/timeline.ics", "/timeline.atom", "/styleguide/")


@dataclass(frozen=True)
class Language:
    """``code``: as Django and the folders under locale/ have it; ``tag``: as pages have it in ``lang`` (BCP 47)."""

    code: str
    own_name: str
    english_name: str
    tag: str = ""

    @property
    def lang(self) -> str:
        return self.tag or self.code


LANGUAGES = {
    language.code: language
    for language in (
        Language("en", "English", "English"),
        Language("id", "Bahasa Indonesia", "Indonesian"),
        Language("ms", "Bahasa Melayu", "Malay"),
        Language("th", "ภาษาไทย", "Thai"),
        Language("vi", "Tiếng Việt", "Vietnamese"),
        Language("km", "ភាសាខ្មែរ", "Khmer"),
        Language("lo", "ພາສາລາວ", "Lao"),
        Language("my", "မြန်မာဘာသာ", "Burmese"),
        Language("fil", "Filipino", "Filipino"),
        Language("zh-hans", "简体中文", "Chinese", "zh-Hans"),
        Language("ta", "தமிழ்", "Tamil"),
        Language("pt", "Português", "Portuguese"),
    )
}
_OWN_NAMES = {language.lang: language.own_name for language in LANGUAGES.values()} | {"zh": "中文"}
_CALLED = {"tl": "fil", "in": "id", "zh": "zh-hans"}
"""Other names of the primary subtag. Of Chinese there is one catalogue: simplified characters, whatever the region."""


def own_name(tag: str) -> str:
    """What a language is called in itself; the tag where it is none of ours."""
    return _OWN_NAMES.get(tag, tag)


def speaks_english_alone(path: str) -> bool:
    """The secretariat's pages and what programs read."""
    return path.startswith(_ENGLISH_ALONE)


def language_for(environ: Mapping[str, Any], default: str = SOURCE) -> str:
    """The code for a request (its WSGI environment): the reader's choice, else the best of what the browser asks for."""
    if speaks_english_alone(environ.get("PATH_INFO", "")):
        return SOURCE
    cookies = environ.get("HTTP_COOKIE")
    if cookies and COOKIE in cookies and (chosen := _cookie(cookies)) in LANGUAGES:
        return chosen
    accepted = environ.get("HTTP_ACCEPT_LANGUAGE")
    return best_of(accepted[:LONGEST_HEADER], default) if accepted else default


@lru_cache(maxsize=1024)
def best_of(accepted: str, default: str = SOURCE) -> str:
    """By RFC 9110 section 12.5.4: the highest weight wins, of equals the first; 0 refuses; “*” is the default."""
    best, weight_of_best = default, 0.0
    for part in accepted.lower().split(","):
        tag, _, parameters = part.partition(";")
        code, weight = _known(tag.strip(), default), _weight(parameters)
        if code and weight > weight_of_best:
            best, weight_of_best = code, weight
    return best


def _known(tag: str, default: str) -> str:
    if tag == "*":
        return default
    primary = tag.partition("-")[0]
    code = tag if tag in LANGUAGES else _CALLED.get(primary, primary)
    return code if code in LANGUAGES else ""


def _weight(parameters: str) -> float:
    name, _, value = parameters.partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        weight = float(value)
    except ValueError:
        return 0.0
    return weight if 0 <= weight <= 1 else 0.0


def _cookie(header: str) -> str:
    """The value of our cookie; the names of others may end like it."""
    for part in header.split(";"):
        name, _, value = part.partition("=")
        if name.strip() == COOKIE:
            return value.strip()
    return ""
