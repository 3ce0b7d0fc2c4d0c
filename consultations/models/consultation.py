from datetime import datetime

import pghistory
import pgtrigger
from django.db import models
from django.db.models.functions import Now

from consultations.querysets import ConsultationQuerySet, PhaseQuerySet
from consultations.states import ConsultationState, Layout, Standing
from core.public import moves_content_version
from core.translations import TranslatedFromField, TranslationsField, translations_are_an_object


@pghistory.track(exclude=["created_at"])
class Consultation(models.Model):
    """What is asked of the public, in one or more phases."""

    slug = models.SlugField(max_length=80, unique=True, help_text="Part of the address. Do not change it after publication.")
    title = models.CharField(max_length=200)
    summary = models.CharField(max_length=400, help_text="Two or three sentences for lists and search engines.")
    body = models.TextField(blank=True, help_text="Why we ask, what is already decided, what happens next. Markdown.")
    language = models.CharField(
        "written in",
        max_length=12,
        default="en",
        db_default="en",
        help_text="The language of the texts as they are written here.",
    )
    translations = TranslationsField(of=["title", "summary", "body"])
    translated_from = TranslatedFromField()
    elements = models.ManyToManyField("elements.Element", related_name="+", blank=True)
    state = models.CharField(max_length=12, choices=ConsultationState, default=ConsultationState.DRAFT, editable=False)
    contact = models.EmailField(blank=True, help_text="Shown to respondents who need help.")
    is_example = models.BooleanField(default=False, editable=False)
    published_at = models.DateTimeField(null=True, editable=False)
    created_at = models.DateTimeField(db_default=Now(), editable=False)

    objects = ConsultationQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        triggers = [
            moves_content_version(),
            pgtrigger.Trigger(
                name="raise_sequence_of_phases",
                when=pgtrigger.After,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("title"),
                func="""
                    UPDATE consultations_phase SET sequence = sequence + 1, updated_at = clock_timestamp()
                    WHERE consultation_id = NEW.id;
                    RETURN NULL;
                """,
            ),
        ]
        constraints = [
            translations_are_an_object("consultation_translations_by_language"),
            models.CheckConstraint(
                condition=models.Q(state=ConsultationState.DRAFT) | models.Q(published_at__isnull=False),
                name="published_consultation_has_moment",
                violation_error_message="A published consultation needs the moment of its publication.",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ConsultationElement(Consultation.elements.through):  # type: ignore[misc, name-defined]  # made by Django when it runs
    """The table between the two: a change to it moves the content version, raw SQL included."""

    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [moves_content_version()]


# What a calendar shows of a phase. A change to one of these, or to the title of its consultation, is a new edition of its events.
CALENDAR_FIELDS = ["title", "number", "opens_at", "closes_at"]


_WINDOWS_APART = """
    IF EXISTS (SELECT 1 FROM consultations_formrevision r WHERE r.phase_id = {phase}.id) OR {is_asked_now} THEN
        PERFORM pg_advisory_xact_lock(hashtext('consultations.windows'), ({phase}.consultation_id % 2147483647)::int);
        IF EXISTS (
            SELECT 1 FROM consultations_phase o
            WHERE o.consultation_id = {phase}.consultation_id AND o.id <> {phase}.id
              AND o.opens_at < {phase}.closes_at AND {phase}.opens_at < o.closes_at
              AND EXISTS (SELECT 1 FROM consultations_formrevision r WHERE r.phase_id = o.id)
        ) THEN
            RAISE EXCEPTION 'Two phases of one consultation cannot be open at the same time.'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
    END IF;
"""
# Of public phases; an answer goes to the one that is open. The lock lets two writers see each other. The first is for rows of
# phases, the second for the revision that makes a phase public.
WINDOWS_APART = _WINDOWS_APART.format(phase="NEW", is_asked_now="FALSE")
WINDOWS_APART_OF_REVISION = _WINDOWS_APART.format(phase="mine", is_asked_now="TRUE")


@pghistory.track(exclude=["sequence", "updated_at"])
class Phase(models.Model):
    """One round of asking: its form, its opening and its closing instant."""

    consultation = models.ForeignKey(Consultation, on_delete=models.CASCADE, related_name="phases")
    number = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=120, default="Consultation")
    intro = models.TextField(blank=True, help_text="Shown on the page where an answer starts. Markdown.")
    translations = TranslationsField(of=["title", "intro"])
    translated_from = TranslatedFromField()
    opens_at = models.DateTimeField(help_text="Stored in UTC. The form freezes at this instant.")
    closes_at = models.DateTimeField(help_text="Stored in UTC. Use 23:59 rather than midnight.")
    layout = models.CharField(max_length=12, choices=Layout, default=Layout.TASK_LIST)
    restricted = models.BooleanField(
        "by invitation only", default=False, help_text="Only those with the code of an invitation can answer."
    )
    correcting_since = models.DateTimeField(null=True, editable=False)
    correction_reason = models.TextField(blank=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False, help_text="Raised by the database; see docs/content.md.")
    updated_at = models.DateTimeField(db_default=Now(), editable=False, help_text="When the sequence was raised last.")

    objects = PhaseQuerySet.as_manager()

    class Meta:
        ordering = ["consultation", "number"]
        triggers = [
            moves_content_version(),
            pgtrigger.Trigger(
                name="raise_sequence",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(*CALENDAR_FIELDS),
                func="NEW.sequence = OLD.sequence + 1; NEW.updated_at = clock_timestamp(); RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="windows_apart",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange("opens_at", "closes_at", "consultation"),
                func=f"{WINDOWS_APART} RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="kept_opening",
                level=pgtrigger.Row,
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__opens_at__df=pgtrigger.F("new__opens_at")),
                func="""
                    IF OLD.opens_at <= clock_timestamp()
                        AND EXISTS (SELECT 1 FROM consultations_formrevision r WHERE r.phase_id = OLD.id) THEN
                        RAISE EXCEPTION 'The phase has opened: its opening cannot be moved.'
                            USING ERRCODE = 'integrity_constraint_violation';
                    END IF;
                    RETURN NEW;
                """,
            ),
        ]
        constraints = [
            translations_are_an_object("phase_translations_by_language"),
            models.UniqueConstraint(
                fields=["consultation", "number"],
                name="phase_number_once_per_consultation",
                violation_error_message="This consultation already has a phase with this number.",
            ),
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="phase_closes_after_it_opens",
                violation_error_message="The closing instant must come after the opening instant.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation} – {self.title}"

    def standing(self, at: datetime) -> Standing:
        if at < self.opens_at:
            return Standing.UPCOMING
        return Standing.OPEN if at < self.closes_at else Standing.CLOSED

    def is_asked(self) -> bool:
        """Whether the public has been given a form: at publication, or later for a phase added to a published consultation."""
        return self.revisions.exists()

    def form_is_editable(self, at: datetime) -> bool:
        """Until it is asked, before opening, and while an officer corrects. Trigger ``frozen_form`` enforces it."""
        return at < self.opens_at or self.correcting_since is not None or not self.is_asked()
