import uuid

import pgtrigger
from django.db import models

from responses.models.response import Response

_WITH_ITS_RESPONSE = """
    IF EXISTS (
        SELECT 1 FROM added JOIN responses_response r ON r.id = added.response_id WHERE r.submitted_at < transaction_timestamp()
    ) THEN
        RAISE EXCEPTION 'Nothing is added to a response once it was sent.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NULL;
"""


class Statement(models.Model):
    """One free-text answer inside a submitted response. Never changed: an amendment makes a new response."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="statements", db_index=False)
    key = models.CharField(max_length=90, help_text="Key of the question, or of its “Other, please say”: key__other.")
    order = models.PositiveSmallIntegerField(default=0)
    element = models.CharField(max_length=50, blank=True, help_text="Slug.")
    language = models.CharField(max_length=12, default="und")
    text = models.TextField()

    class Meta:
        ordering = ["response", "order"]
        triggers = [
            pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="sent_with_its_response",
                level=pgtrigger.Statement,
                when=pgtrigger.After,
                operation=pgtrigger.Insert,
                referencing=pgtrigger.Referencing(new="added"),  # type: ignore[no-untyped-call]  # pgtrigger has no types here
                func=_WITH_ITS_RESPONSE,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "key"],
                name="statement_once_per_question",
                violation_error_message="This question is answered already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.response} {self.key}"

    @property
    def seems_in(self) -> str:
        """The language its owner declared, else the guess, else “und”."""
        if self.language != "und":
            return self.language
        guess = getattr(self, "guessed_language", None)
        return guess.language if guess else "und"
