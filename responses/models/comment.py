import pgtrigger
from django.db import models
from django.db.models import F, Q

from consultations.states import PositionValue
from responses.models.statement import Statement


class ParagraphComment(models.Model):
    """What a statement says of one paragraph of a draft text. Never changed, like the statement it belongs to.

    ``start`` and ``end`` count code points in the text of the paragraph.
    """

    statement = models.OneToOneField(Statement, on_delete=models.CASCADE, related_name="comment")
    paragraph = models.ForeignKey("consultations.Paragraph", on_delete=models.PROTECT, related_name="+")
    position = models.CharField(max_length=12, choices=PositionValue, blank=True)
    quote = models.TextField(blank=True)
    start = models.PositiveIntegerField(null=True)
    end = models.PositiveIntegerField(null=True)
    wording = models.TextField(blank=True, help_text="The paragraph as the respondent would write it.")

    class Meta:
        triggers = [pgtrigger.Protect(name="never_changed", operation=pgtrigger.Update | pgtrigger.Delete)]
        constraints = [
            models.CheckConstraint(
                condition=Q(quote="", start__isnull=True, end__isnull=True)
                | (~Q(quote="") & Q(start__isnull=False, end__gt=F("start"))),
                name="quote_has_its_place",
                violation_error_message="A quote needs its place in the paragraph, and no place stands without a quote.",
            ),
            models.CheckConstraint(
                condition=Q(position__in=["", *PositionValue.values]),
                name="comment_position_is_known",
                violation_error_message="Choose one of the positions offered.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement}, {self.position or 'no position'}"
