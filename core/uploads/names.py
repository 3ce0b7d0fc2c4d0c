"""File names as people gave them, made safe to show and to save. Imports no Django."""

import re

from core.text import clean_text
from core.uploads.kinds import Kind

LONGEST_NAME = 120
_FORBIDDEN = re.compile('[\x00-\x1f<>:"|?*%\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]')


def clean_name(typed: str, kind: Kind) -> str:
    """The last part of any path, without what no file name holds, with the extension of its content."""
    last = re.split(r"[/\\]", clean_text(typed))[-1]
    name = " ".join(_FORBIDDEN.sub(" ", last).split()).strip(". ")
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 5 or " " in extension:
        stem = name
    stem = stem[: LONGEST_NAME - len(kind.extension) - 1].strip(". ")
    return f"{stem or 'file'}.{kind.extension}"
