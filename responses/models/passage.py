import pgtrigger
from django.db import models
from django.db.models import F, Q

from responses.models.statement import Statement

# Passages are written with their statements, while the response waits undecided.
_FITS = """
    IF NOT EXISTS (
        SELECT 1 FROM responses_statement s JOIN responses_response r ON r.id = s.response_id
        WHERE s.id = NEW.statement_id AND NEW."end" <= length(s.text) AND r.claim = 'claimed' AND r.standing = 'waiting'
    ) THEN
        RAISE EXCEPTION 'This passage does not fit its statement.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
"""


class ConfidentialPassage(models.Model):
    """A stretch of a statement that its filer marked as confidential. ``start`` and ``end`` count code points, half-open."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="passages")
    order = models.PositiveSmallIntegerField()
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    public_wording = models.TextField(blank=True, max_length=1000, help_text="What everyone may read instead.")

    class Meta:
        ordering = ["statement", "order"]
        triggers = [
            pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete),
            pgtrigger.Trigger(
                name="fits_its_statement", level=pgtrigger.Row, when=pgtrigger.Before, operation=pgtrigger.Insert, func=_FITS
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "order"],
                name="passage_order_once",
                violation_error_message="This passage is marked already.",
            ),
            models.CheckConstraint(
                condition=Q(start__lt=F("end")), name="passage_not_empty", violation_error_message="A passage holds some text."
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement} {self.start}–{self.end}"
