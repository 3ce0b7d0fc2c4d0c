from django.db import models

from responses.models.statement import Statement


class GuessedLanguage(models.Model):
    """What language a statement seems to be in, where its owner did not say. Kept beside the statement, which never changes.

    There is a row for every such statement that was looked at, with “und” where the text is too short or the guess unsure.
    """

    statement = models.OneToOneField(Statement, on_delete=models.CASCADE, primary_key=True, related_name="guessed_language")
    language = models.CharField(max_length=12, help_text="BCP 47; “und” where nothing could be guessed.")

    def __str__(self) -> str:
        return f"{self.statement} {self.language}"
