import pgtrigger
from django.db import models
from django.db.models.functions import Now

from moderation.moments import stated
from moderation.states import DONE, Act, Reason


class Decision(models.Model):
    """One act of moderation on one response. Append-only; the newest says where the response stands.

    ``response_id`` is the id of a row of ``responses.Response``; not a foreign key, so that nothing which reads decisions and
    the public record can walk to what was not published.
    """

    response_id = models.BigIntegerField()
    reference = models.CharField(max_length=20)
    edition = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(help_text="1 for the first decision on this response.")
    act = models.CharField(max_length=10, choices=Act)
    reason = models.CharField(max_length=20, choices=Reason)
    note = models.TextField(blank=True, max_length=2000, help_text="The filer reads this.")
    decided_by = models.CharField(max_length=150)
    decided_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["reference", "-id"], name="decision_by_reference")]
        triggers = [pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.UniqueConstraint(
                fields=["response_id", "number"],
                name="decision_number_once",
                violation_error_message="Someone else decided on this response a moment ago.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.reference}"

    @property
    def told(self) -> str:
        """The sentence that tells the next person what this one did."""
        return f"{self.decided_by} was quicker: {self.reference} was {DONE[self.act]} on {stated(self.decided_at)}."
