import pgtrigger
from django.db import models
from django.db.models import Q

from core.public import moves_content_version
from core.uploads.kinds import KINDS
from moderation.models.published import PublishedResponse

# What may stand here is compared with the response itself: a checked file that is not confidential, with what it is; or of a
# confidential file the words its filer gave instead, and nothing else of it.
_FILE_CHECK = """
    IF NOT EXISTS (
        SELECT 1 FROM moderation_publishedresponse p
        JOIN responses_response r ON r.id = p.response_id
        JOIN responses_attachment a ON a.response_id = r.id
        WHERE p.id = NEW.published_id AND r.state = 'submitted' AND r.standing = 'published' AND r.consent <> 'not_published'
          AND a.uuid = NEW.uuid AND a.scan = 'clean' AND CASE
            WHEN a.confidential THEN
                r.claim = 'accepted' AND NEW.summary = a.public_summary AND NEW.summary <> ''
                AND NEW.stored_as = '' AND NEW.name = '' AND NEW.kind = '' AND NEW.size = 0 AND NEW.sha256 = ''
            ELSE NEW.stored_as = a.stored_as AND NEW.name = a.name AND NEW.kind = a.kind AND NEW.size = a.size
                AND NEW.sha256 = a.sha256 AND NEW.summary = ''
          END
    ) THEN
        RAISE EXCEPTION 'This file is not public.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
"""


class PublishedFile(models.Model):
    """A file that everyone can read, or the words that stand for a confidential one (then all but ``summary`` is empty)."""

    uuid = models.UUIDField(unique=True)
    published = models.ForeignKey(PublishedResponse, on_delete=models.CASCADE, related_name="files")
    order = models.PositiveSmallIntegerField(default=0)
    stored_as = models.CharField(max_length=80, blank=True)
    name = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=4, blank=True, choices=[(kind.key, kind.label) for kind in KINDS.values()])
    size = models.PositiveIntegerField(default=0)
    sha256 = models.CharField(max_length=64, blank=True)
    summary = models.TextField(blank=True, max_length=2000)

    class Meta:
        ordering = ["published", "order"]
        triggers = [
            moves_content_version(),
            pgtrigger.Trigger(
                name="file_is_public",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_FILE_CHECK,
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(stored_as="") ^ Q(summary=""),
                name="published_file_is_file_or_summary",
                violation_error_message="A row is a file, or the words that stand for one.",
            )
        ]

    def __str__(self) -> str:
        return self.name or "summary of a confidential file"
