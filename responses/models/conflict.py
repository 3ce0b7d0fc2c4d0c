import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from responses.models.response import Response
from responses.states import Choice


class DraftConflict(models.Model):
    """One answer that was edited in two places at once. The draft holds one text, this row the other, until someone chooses.

    It stays after the choice, with the text that was not taken, and goes when the draft is sent or deleted.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="draft_conflicts")
    name = models.CharField(max_length=90, help_text="Of the input.")
    window = models.CharField(max_length=16, blank=True, help_text="The page in which the kept text was typed.")
    kept = models.JSONField(help_text="The values that are not in the draft.")
    kept_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    kept_at = models.DateTimeField(db_default=Now())
    stood = models.JSONField(help_text="The values that stood in the draft.")
    stood_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    stood_at = models.DateTimeField(null=True)
    choice = models.CharField(max_length=10, blank=True, choices=Choice)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "name", "window"],
                name="draft_conflict_once_per_window",
                condition=Q(choice=""),
                violation_error_message="The text of this window is kept already.",
            ),
            models.CheckConstraint(
                condition=Q(choice="", settled_at__isnull=True) | (~Q(choice="") & Q(settled_at__isnull=False)),
                name="draft_conflict_settled_with_its_moment",
                violation_error_message="A choice between two texts has its moment.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response} {self.name}"
