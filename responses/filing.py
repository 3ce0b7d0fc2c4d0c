"""The rules for files of a response. Imports no Django."""

from collections.abc import Sequence
from typing import Protocol

from core.words import message

MOST_FILES = 5
LONGEST_SUMMARY = 2000
FILES = "your-files"  # key of its page, and of its error


class Filed(Protocol):
    """What the rules look at: ``responses.models.Attachment`` has it."""

    name: str
    confidential: bool
    public_version_id: int | None
    public_summary: str
    scan: str


def is_confidential(files: Sequence[Filed]) -> bool:
    return any(file.confidential for file in files)


def objection(files: Sequence[Filed]) -> str:
    """What must be mended before the response can be sent; empty if nothing."""
    for file in files:
        if file.scan == "infected":
            return message("Harmful content was found in “%(name)s”. Remove it.", name=file.name)
        if lacks_public_side(file):
            return message(
                "“%(name)s” is confidential: add a public version of it, or write what everyone may read instead.", name=file.name
            )
    return ""


def lacks_public_side(file: Filed) -> bool:
    return file.confidential and file.public_version_id is None and not file.public_summary
