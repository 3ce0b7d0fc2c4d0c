"""The language in which a response is written, as its filer says. Imports no Django.

In a draft it is an answer like any other, on the page “About you”; until it was given, what the draft began with holds.
"""

from collections.abc import Mapping, Sequence

from core.words import message

UNKNOWN = "und"
LANGUAGE = "profile__language"  # the input
LANGUAGES = (
    (UNKNOWN, message("Several, or I do not know yet")),
    ("en", "English"),
    ("id", "Bahasa Indonesia"),
    ("ms", "Bahasa Melayu"),
    ("my", message("မြန်မာဘာသာ – Burmese")),
    ("zh", message("中文 – Chinese")),
    ("fil", "Filipino"),
    ("km", message("ភាសាខ្មែរ – Khmer")),
    ("lo", message("ພາສາລາວ – Lao")),
    ("pt", "Português"),
    ("ta", message("தமிழ் – Tamil")),
    ("tet", "Tetun"),
    ("th", message("ภาษาไทย – Thai")),
    ("vi", "Tiếng Việt"),
)


def language_name(tag: str) -> str:
    return dict(LANGUAGES).get(tag, tag) if tag != UNKNOWN else "not said"


def language_of(typed: str) -> str:
    """A BCP 47 tag of the list, else “und”."""
    return typed if typed in dict(LANGUAGES) else UNKNOWN


def language_of_page(code: str | None) -> str:
    """What a draft begins with when nobody was asked: the language its reader sees the portal in (“zh” for “zh-hans”)."""
    return language_of((code or "").partition("-")[0])


def written_in(raw: Mapping[str, Sequence[str]], began_with: str) -> str:
    """As its filer said last, else as the draft began."""
    said = raw.get(LANGUAGE) or ()
    return said[0] if said and said[0] in dict(LANGUAGES) else began_with
