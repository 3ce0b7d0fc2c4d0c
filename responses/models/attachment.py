import uuid

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from core.uploads.kinds import KINDS
from responses.merging import digest
from responses.models.response import Response
from responses.states import Scan

_OF_A_DRAFT = "EXISTS (SELECT 1 FROM responses_response r WHERE r.id = {row}.response_id AND r.state = 'draft')"

# Of a file that was sent only what a check found out moves on.
_SENT_IS_UNALTERED = f"""
    allowed := NEW;
    allowed.scan := OLD.scan;
    allowed.found := OLD.found;
    IF allowed IS DISTINCT FROM OLD AND NOT ({_OF_A_DRAFT.format(row="OLD")} AND NEW.response_id = OLD.response_id) THEN
        RAISE EXCEPTION 'A file is never changed once it was sent.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
"""
_ONLY_IN_A_DRAFT = """
    IF NOT {held} THEN
        RAISE EXCEPTION 'A response that was sent keeps its files.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN {row};
"""
_BYTES_ARE_LOOSE = """
    INSERT INTO responses_loosefile (stored_as, after) VALUES (OLD.stored_as, clock_timestamp())
    ON CONFLICT (stored_as) DO UPDATE SET after = clock_timestamp();
    RETURN NULL;
"""


class Attachment(models.Model):
    """A file of a response, draft or sent; its bytes stand in the storage “attachments” as ``stored_as``.

    An amendment begins with rows of its own for the same bytes.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="attachments")
    stored_as = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=4, choices=[(kind.key, kind.label) for kind in KINDS.values()])
    size = models.PositiveIntegerField(help_text="Bytes, as stored.")
    sha256 = models.CharField(max_length=64, help_text="Of the bytes as stored.")
    received_sha256 = models.CharField(max_length=64, help_text="Of the bytes as they came; an image is stored anew.")
    confidential = models.BooleanField(default=False)
    public_version = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="+")
    public_summary = models.TextField(blank=True, max_length=2000, help_text="What everyone may read instead.")
    scan = models.CharField(max_length=8, choices=Scan, default=Scan.WAITING)
    found = models.CharField(max_length=200, blank=True, help_text="What the scanner found.")
    uploaded_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["response", "id"]
        indexes = [models.Index(fields=["id"], name="attachment_waiting", condition=Q(scan="waiting"))]
        triggers = [
            pgtrigger.Trigger(
                name="sent_is_unaltered",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                declare=[("allowed", "responses_attachment%ROWTYPE")],
                func=_SENT_IS_UNALTERED,
            ),
            pgtrigger.Trigger(
                name="sent_takes_no_more",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                func=_ONLY_IN_A_DRAFT.format(held=_OF_A_DRAFT.format(row="NEW"), row="NEW"),
            ),
            pgtrigger.Trigger(
                name="sent_is_kept",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                func=_ONLY_IN_A_DRAFT.format(held=_OF_A_DRAFT.format(row="OLD"), row="OLD"),
            ),
            pgtrigger.Trigger(
                name="bytes_are_loose",
                level=pgtrigger.Row,
                when=pgtrigger.After,
                operation=pgtrigger.Delete,
                func=_BYTES_ARE_LOOSE,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "received_sha256"],
                name="attachment_once_per_response",
                violation_error_message="This file was received already.",
            ),
            models.CheckConstraint(
                condition=Q(confidential=True) | (Q(public_version__isnull=True) & Q(public_summary="")),
                name="only_confidential_file_has_public_version",
                violation_error_message="A file that everyone can read needs no public version.",
            ),
            models.CheckConstraint(
                condition=Q(public_version__isnull=True) | ~Q(public_version=F("id")),
                name="public_version_is_another_file",
                violation_error_message="A file is not its own public version.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def summary_digest(self) -> str:
        """Carried by the page on which the summary is changed."""
        return digest([self.public_summary])


class LooseFile(models.Model):
    """Bytes in the storage that no attachment may hold: being received, or left behind. A job deletes them ``after`` a moment,
    unless an attachment does hold them by then."""

    stored_as = models.CharField(max_length=80, unique=True)
    after = models.DateTimeField()

    def __str__(self) -> str:
        return self.stored_as
