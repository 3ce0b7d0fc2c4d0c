"""Guessing the language of statements whose owner did not say which. A declared language is never touched."""

from core.guessing import UNKNOWN, guessed_language
from responses.models import GuessedLanguage, Statement

BATCH = 500


def guess_languages(*, limit: int = BATCH) -> int:
    """Looks at up to ``limit`` statements that nobody looked at; returns how many. Two workers at once do no harm."""
    unseen = Statement.objects.filter(language=UNKNOWN, guessed_language=None).order_by("pk").values_list("pk", "text")
    rows = [GuessedLanguage(statement_id=pk, language=guessed_language(text)) for pk, text in unseen[:limit]]
    GuessedLanguage.objects.bulk_create(rows, ignore_conflicts=True)
    return len(rows)
