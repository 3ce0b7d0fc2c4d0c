import uuid

from django.db import models
from django.db.models.functions import Now

from responses.models.response import Response


class ClearanceUpload(models.Model):
    """What was read of the document uploaded last to a draft, kept until it is taken over or dropped. The file is not kept.

    ``found``: values, problems, absent and strangers of ``responses.clearance.values.Found``.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="uploads")
    file_name = models.CharField(max_length=200)
    found = models.JSONField()
    uploaded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        indexes = [models.Index(fields=["uploaded_at"], name="clearance_upload_by_age")]
        constraints = [
            models.UniqueConstraint(
                fields=["response"],
                name="one_upload_per_draft",
                violation_error_message="This draft already has an uploaded document.",
            )
        ]

    def __str__(self) -> str:
        return self.file_name
