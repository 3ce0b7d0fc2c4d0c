"""A published text and the language it is in."""

from dataclasses import dataclass

from core.languages import own_name
from moderation.models import PublishedStatement


@dataclass(frozen=True)
class Text:
    """``language_guessed``: its own name where the language is a guess of ours, else empty."""

    text: str
    language: str
    language_guessed: str = ""


def written(statement: PublishedStatement) -> Text:
    guessed = own_name(statement.language) if statement.language_is_guessed else ""
    return Text(statement.text, statement.language, guessed)
