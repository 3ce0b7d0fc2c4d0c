"""Draft texts that are put up for comment: versions, numbered paragraphs, and where each paragraph came from."""

import uuid

import pgtrigger
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from consultations.models.consultation import Consultation, Phase
from consultations.states import LineageStatus, ParagraphKind, VersionState
from core.public import moves_content_version
from core.translations import TranslatedFromField, TranslationsField, translations_are_an_object

TEXT_SLUG = RegexValidator(
    r"^[a-z0-9]+(-[a-z0-9]+)*\Z",
    "Small letters and digits, single hyphens between them.",
)
_PUBLISHED = "A published version of a text is never changed: make a new version."
_REFUSE = f"RAISE EXCEPTION '{_PUBLISHED}' USING ERRCODE = 'integrity_constraint_violation';"
_ADDED_LATER = "ARRAY['translations', 'translated_from']"
_IS_PUBLISHED = "SELECT 1 FROM consultations_textversion v WHERE v.id = {line}.version_id AND v.state = 'published'"


def frozen_with_its_version() -> pgtrigger.Trigger:
    """Rows of a published version stay as they are, and none joins them, raw SQL included."""
    new, old = (_IS_PUBLISHED.format(line=line) for line in ("NEW", "OLD"))
    return pgtrigger.Trigger(
        name="frozen_version",
        level=pgtrigger.Row,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        func=f"""
            IF TG_OP <> 'INSERT' AND EXISTS ({old}) THEN {_REFUSE} END IF;
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            IF EXISTS ({new}) THEN {_REFUSE} END IF;
            RETURN NEW;
        """,
    )


class DraftText(models.Model):
    """A text under discussion, in one or more versions."""

    slug = models.SlugField(
        max_length=40, unique=True, validators=[TEXT_SLUG], help_text="Part of the address. Do not change it after publication."
    )
    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="texts")
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=12, default="en", help_text="Of the text; BCP 47: en, id, vi, …")
    note = models.TextField(blank=True, help_text="What this text is and what it is not; everybody can read it. Markdown.")
    translations = TranslationsField(of=["title", "note"])
    translated_from = TranslatedFromField()
    is_example = models.BooleanField(default=False, editable=False)

    class Meta:
        ordering = ["consultation", "title"]
        triggers = [moves_content_version()]
        constraints = [translations_are_an_object("text_translations_by_language")]

    def __str__(self) -> str:
        return self.title


class TextVersion(models.Model):
    """Prepared as a draft, then published; a published version and all that is in it never changes. What its title and intro are
    called in other languages may be added later."""

    text = models.ForeignKey(DraftText, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120, blank=True, help_text="“Chair’s text of March 2027”; may be left empty.")
    intro = models.TextField(blank=True, help_text="What is new in this version, and why. Markdown.")
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    translations = TranslationsField(of=["title", "intro"])
    translated_from = TranslatedFromField()
    source = models.CharField(max_length=200, blank=True, editable=False, help_text="Name of the file it was read from.")
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = ["text", "-number"]
        triggers = [
            moves_content_version(),
            pgtrigger.Trigger(
                name="frozen_version",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__state=VersionState.PUBLISHED),
                func=f"""
                    IF TG_OP = 'DELETE' THEN {_REFUSE} END IF;
                    IF to_jsonb(OLD) - {_ADDED_LATER} IS DISTINCT FROM to_jsonb(NEW) - {_ADDED_LATER} THEN {_REFUSE} END IF;
                    RETURN NEW;
                """,
            ),
        ]
        constraints = [
            translations_are_an_object("version_translations_by_language"),
            models.UniqueConstraint(
                fields=["text", "number"],
                name="version_number_once_per_text",
                violation_error_message="This text already has a version with this number.",
            ),
            models.UniqueConstraint(
                fields=["text"],
                condition=Q(state=VersionState.DRAFT),
                name="one_version_in_preparation",
                violation_error_message="This text has a version in preparation already. Publish it, or discard it first.",
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.DRAFT, published_at__isnull=True)
                | Q(state=VersionState.PUBLISHED, published_at__isnull=False),
                name="published_version_has_moment",
                violation_error_message="A published version needs the moment of its publication, a draft has none.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text}, version {self.number}"


class Paragraph(models.Model):
    """One numbered piece of a version. ``key`` is stable inside it; ``order`` is its place."""

    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="paragraphs")
    order = models.PositiveIntegerField()
    key = models.CharField(max_length=8)
    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=10, choices=ParagraphKind, default=ParagraphKind.PARAGRAPH)
    level = models.PositiveSmallIntegerField(default=1, help_text="Of a heading: 1 to 4. Of a list item: how deep.")
    label = models.CharField("number", max_length=40, blank=True, help_text="As printed: Article 4(2).")
    text = models.TextField()

    class Meta:
        ordering = ["version", "order"]
        triggers = [moves_content_version(), frozen_with_its_version()]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "key"],
                name="paragraph_key_once_per_version",
                violation_error_message="This version already has a paragraph with this key.",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.CheckConstraint(
                condition=~Q(text=""), name="paragraph_says_something", violation_error_message="A paragraph needs words."
            ),
        ]

    def __str__(self) -> str:
        return self.label or self.key


class Lineage(models.Model):
    """From a paragraph of one version to a paragraph of the next. One side is empty for what was removed or is new."""

    version = models.ForeignKey(TextVersion, on_delete=models.CASCADE, related_name="lineage", help_text="The newer one.")
    older = models.ForeignKey(Paragraph, null=True, on_delete=models.CASCADE, related_name="became")
    newer = models.ForeignKey(Paragraph, null=True, on_delete=models.CASCADE, related_name="came_from")
    status = models.CharField(max_length=10, choices=LineageStatus)
    confirmed_by = models.CharField(max_length=150, blank=True, help_text="Empty while it is only proposed.")

    class Meta:
        ordering = ["version", "id"]
        triggers = [moves_content_version(), frozen_with_its_version()]
        constraints = [
            models.UniqueConstraint(
                fields=["version", "older", "newer"],
                name="lineage_once",
                violation_error_message="These two paragraphs are linked already.",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(older__isnull=False, newer__isnull=True, status=LineageStatus.REMOVED)
                | Q(older__isnull=True, newer__isnull=False, status=LineageStatus.NEW)
                | (
                    Q(older__isnull=False, newer__isnull=False)
                    & ~Q(status__in=[LineageStatus.REMOVED, LineageStatus.NEW])
                    & ~Q(older=F("newer"))
                ),
                name="lineage_status_fits_its_ends",
                violation_error_message="“Removed” has no new paragraph, “new” has no old one, every other status has both.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.older or '–'} → {self.newer or '–'}: {self.get_status_display()}"


class PhaseText(models.Model):
    """A published version that is put up for comment in a phase. Fixed once the phase has opened, corrections included."""

    phase = models.ForeignKey(Phase, on_delete=models.CASCADE, related_name="texts")
    version = models.ForeignKey(TextVersion, on_delete=models.PROTECT, related_name="phases")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["phase", "order", "id"]
        verbose_name = "text put up for comment"
        verbose_name_plural = "texts put up for comment"
        triggers = [
            moves_content_version(),
            pgtrigger.Trigger(
                name="fits_its_phase",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                declare=[("of_phase", "BIGINT")],
                func="""
                    of_phase := CASE WHEN TG_OP = 'DELETE' THEN OLD.phase_id ELSE NEW.phase_id END;
                    IF EXISTS (
                        SELECT 1 FROM consultations_phase p WHERE p.opens_at <= clock_timestamp()
                        AND (p.id = of_phase OR (TG_OP <> 'INSERT' AND p.id = OLD.phase_id))
                        AND EXISTS (SELECT 1 FROM consultations_formrevision r WHERE r.phase_id = p.id)
                    ) THEN
                        RAISE EXCEPTION 'The form is frozen: its phase has opened, and its texts with it.'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
                    IF NOT EXISTS (
                        SELECT 1 FROM consultations_textversion v JOIN consultations_drafttext t ON t.id = v.text_id
                        JOIN consultations_phase p ON p.consultation_id = t.consultation_id
                        WHERE v.id = NEW.version_id AND v.state = 'published' AND p.id = NEW.phase_id
                    ) THEN
                        RAISE EXCEPTION 'A phase takes published versions of texts of its own consultation.'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    IF EXISTS (
                        SELECT 1 FROM consultations_phasetext o JOIN consultations_textversion v ON v.id = o.version_id
                        JOIN consultations_textversion mine ON mine.text_id = v.text_id
                        WHERE o.phase_id = NEW.phase_id AND o.id <> NEW.id AND mine.id = NEW.version_id
                    ) THEN
                        RAISE EXCEPTION 'A phase takes one version of a text.' USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["phase", "version"],
                name="version_once_per_phase",
                violation_error_message="This version is put up in this phase already.",
            )
        ]

    def __str__(self) -> str:
        return str(self.version)
