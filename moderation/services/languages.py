"""Guessed languages into the public record."""

from django.db.models import OuterRef, Subquery

from core.guessing import UNKNOWN
from moderation.models import PublishedStatement
from responses.models import GuessedLanguage


def show_guesses() -> int:
    """Published statements of unknown language get the guess made since; returns how many did."""
    guesses = GuessedLanguage.objects.exclude(language=UNKNOWN)
    known = guesses.filter(statement__uuid=OuterRef("uuid")).values("language")
    unknown = PublishedStatement.objects.filter(language=UNKNOWN, uuid__in=guesses.values("statement__uuid"))
    return unknown.update(language=Subquery(known), language_is_guessed=True)
