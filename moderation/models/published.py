"""The public record: what has been published, and nothing else. Written by moderation.services, read by every public page."""

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from core.public import moves_content_version

_CONSENT_CHECK = """
    IF NOT EXISTS (
        SELECT 1 FROM responses_response r
        WHERE r.id = NEW.response_id AND r.state = 'submitted' AND r.standing = 'published' AND r.consent = NEW.consent
          AND (NEW.consent = 'named' OR NEW.name = '')
          AND (NEW.consent IN ('named', 'organisation') OR (NEW.organisation = '' AND NEW.represents = '' AND NEW.formed = ''))
    ) THEN
        RAISE EXCEPTION 'No consent to this publication.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
"""

# A statement is published as its filer may let everyone read it: each confidential passage replaced. The same rule as
# responses.marks.public_text, once more, where no writer can pass it by.
_STATEMENT_CHECK = """
    expected := '';
    at := 0;
    FOR passage IN
        SELECT p.start, p."end", p.public_wording FROM responses_confidentialpassage p
        JOIN responses_statement s ON s.id = p.statement_id WHERE s.uuid = NEW.uuid ORDER BY p.start
    LOOP
        expected := expected || (
            SELECT substr(text, at + 1, passage.start - at) FROM responses_statement WHERE uuid = NEW.uuid
        ) || CASE passage.public_wording WHEN '' THEN '[business-confidential passage]' ELSE passage.public_wording END;
        at := passage."end";
    END LOOP;
    IF NEW.text IS DISTINCT FROM expected || (SELECT substr(text, at + 1) FROM responses_statement WHERE uuid = NEW.uuid) THEN
        RAISE EXCEPTION 'Only the public text of a statement is published.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    IF NOT EXISTS (
        SELECT 1 FROM moderation_publishedresponse p
        JOIN responses_statement s ON s.response_id = p.response_id AND s.uuid = NEW.uuid AND s.key = NEW.key
        JOIN responses_response r ON r.id = p.response_id
        WHERE p.id = NEW.published_id AND r.state = 'submitted' AND r.standing = 'published' AND r.consent <> 'not_published'
    ) THEN
        RAISE EXCEPTION 'No consent to this publication.' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
"""


_COMMENT_CHECK = """
    IF NEW.paragraph_id IS NOT NULL OR NEW.position <> '' OR NEW.quote <> '' OR NEW.wording <> '' THEN
        IF NOT EXISTS (
            SELECT 1 FROM responses_paragraphcomment c JOIN responses_statement s ON s.id = c.statement_id
            WHERE s.uuid = NEW.uuid AND c.paragraph_id = NEW.paragraph_id AND c.position = NEW.position
              AND NEW.quote IN ('', c.quote) AND NEW.wording IN ('', c.wording)
        ) THEN
            RAISE EXCEPTION 'Not what was said of this paragraph.' USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
    RETURN NEW;
"""


class PublishedResponse(models.Model):
    """``response_id`` tells the writer which response this was made from; no foreign key, so that no reader can follow it."""

    response_id = models.BigIntegerField(unique=True)
    reference = models.CharField(max_length=20, unique=True)
    consultation = models.ForeignKey("consultations.Consultation", on_delete=models.PROTECT, related_name="+")
    phase = models.ForeignKey("consultations.Phase", on_delete=models.PROTECT, related_name="+")
    revision = models.ForeignKey("consultations.FormRevision", on_delete=models.PROTECT, related_name="+")
    consent = models.CharField(max_length=14)
    name = models.CharField(max_length=150, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    organisation_verified = models.BooleanField(default=False, help_text="Verified by the secretariat when published.")
    is_national_position = models.BooleanField(default=False, help_text="Filed by the delegation of a member state.")
    represents = models.TextField(blank=True)
    formed = models.TextField(blank=True)
    capacity = models.CharField(max_length=20)
    country = models.CharField(max_length=2)
    sector = models.CharField(max_length=20, blank=True)
    size = models.CharField(max_length=10, blank=True)
    elements = ArrayField(models.CharField(max_length=50), default=list, help_text="Slugs of the elements it speaks about.")
    answers = models.JSONField(default=dict)
    language = models.CharField(max_length=12, default="und")
    submitted_on = models.DateField(help_text="The day in the zone the portal states.")
    timing = models.CharField(max_length=8)
    channel = models.CharField(max_length=6, db_default="web")
    edition = models.PositiveSmallIntegerField(default=1)
    published_at = models.DateTimeField()
    is_example = models.BooleanField(default=False)
    member_count = models.PositiveSmallIntegerField(default=0, db_default=0, help_text="For how many members it was filed.")
    member_groups = models.JSONField(
        default=dict, db_default={}, help_text="Of them by kind and by country, where no number is under five."
    )

    class Meta:
        indexes = [
            models.Index(fields=["consultation", "-id"], name="record_newest_first"),
            GinIndex(fields=["elements"], name="record_by_element"),
        ]
        triggers = [
            moves_content_version(),
            pgtrigger.Trigger(
                name="consent_holds",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_CONSENT_CHECK,
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(consent__in=["named", "organisation", "anonymous"]),
                name="record_holds_only_consented",
                violation_error_message="Only what its owner agreed to publish can stand in the public record.",
            ),
            models.CheckConstraint(
                condition=~Q(organisation="") | Q(organisation_verified=False, is_national_position=False),
                name="mark_needs_the_name_of_an_organisation",
                violation_error_message="A mark of an organisation is shown only where its name is.",
            ),
        ]

    def __str__(self) -> str:
        return self.reference


class PublishedStatement(models.Model):
    uuid = models.UUIDField(unique=True)
    published = models.ForeignKey(PublishedResponse, on_delete=models.CASCADE, related_name="statements")
    key = models.CharField(max_length=90)
    order = models.PositiveSmallIntegerField(default=0)
    element = models.CharField(max_length=50, blank=True)
    language = models.CharField(max_length=12, default="und")
    language_is_guessed = models.BooleanField(default=False, db_default=False)
    text = models.TextField()
    paragraph = models.ForeignKey(
        "consultations.Paragraph",
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="What it comments on; none for an answer to a question.",
    )
    position = models.CharField(max_length=12, blank=True)
    quote = models.TextField(blank=True)
    quote_start = models.PositiveIntegerField(null=True)
    quote_end = models.PositiveIntegerField(null=True)
    wording = models.TextField(blank=True)

    class Meta:
        ordering = ["published", "order"]
        triggers = [
            moves_content_version(),
            pgtrigger.Trigger(
                name="comment_as_sent",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=_COMMENT_CHECK,
            ),
            pgtrigger.Trigger(
                name="consent_holds",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                declare=[("expected", "text"), ("at", "integer"), ("passage", "record")],
                func=_STATEMENT_CHECK,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["published", "key"],
                name="published_statement_once",
                violation_error_message="This statement is published already.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.published} {self.key}"


WHOLE = ("", "")  # question and option of the tally that counts the published responses of a phase


class Tally(models.Model):
    """How many published responses chose an option. ``option`` is empty for the number that answered the question at all,
    ``question`` too for the number of published responses of the phase."""

    phase = models.ForeignKey("consultations.Phase", on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=90, blank=True, help_text="Key of a question, or of a paragraph: text__slug__p12.")
    option = models.CharField(max_length=40, blank=True)
    count = models.IntegerField(default=0)

    class Meta:
        verbose_name_plural = "tallies"
        triggers = [moves_content_version()]
        constraints = [
            models.UniqueConstraint(
                fields=["phase", "question", "option"],
                name="tally_once_per_option",
                violation_error_message="This option is counted already.",
            ),
            models.CheckConstraint(
                condition=Q(count__gte=0), name="tally_not_negative", violation_error_message="A count cannot be below zero."
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} {self.option}: {self.count}"
