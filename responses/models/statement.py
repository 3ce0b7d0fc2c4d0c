import uuid

import pgtrigger
from django.db import models

from responses.models.response import Response


class Statement(models.Model):
    """One free-text answer inside a submitted response. Never changed: an amendment makes a new response."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="statements")
    key = models.CharField(max_length=90, help_text="Key of the question, or of its “Other, please say”: key__other.")
    order = models.PositiveSmallIntegerField(default=0)
    element = models.CharField(max_length=50, blank=True, help_text="Slug.")
    language = models.CharField(max_length=12, default="und")
    text = models.TextField()

    class Meta:
        ordering = ["response", "order"]
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "key"],
                name="statement_once_per_question",
                violation_error_message="This question is answered already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.response} {self.key}"
