import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from core.translated import SOURCE
from responses.states import InvitationKind, InvitationState


class Invitation(models.Model):
    """A person or body asked by name to answer one phase. Its code opens the form; only a hash of the code is kept.

    What became of it is read from what is linked to it: ``opened_at``, and the drafts and responses that name it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    phase = models.ForeignKey("consultations.Phase", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200, help_text="The person or body.")
    email = models.EmailField(blank=True)
    language = models.CharField("language of the mail", max_length=12, default=SOURCE)
    kind = models.CharField(max_length=10, choices=InvitationKind, default=InvitationKind.INVITED)
    code_hash = models.CharField(max_length=43, unique=True, editable=False)
    state = models.CharField(max_length=8, choices=InvitationState, default=InvitationState.ACTIVE)
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, editable=False)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["phase", "email"],
                name="invitation_once_per_address",
                condition=~Q(email="") & Q(state="active"),
                violation_error_message="This address is invited to this phase already.",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")),
                name="invitation_ends_after_it_is_made",
                violation_error_message="An invitation ends after it is made.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def holds(self, at: datetime) -> bool:
        return self.state == InvitationState.ACTIVE and at < self.expires_at

    def lets_in_late(self, at: datetime) -> bool:
        return self.kind == InvitationKind.LATE and self.holds(at)
