import uuid

import pghistory
import pgtrigger
from django.db import models
from django.db.models.functions import Now

from core.places import country_name
from core.public import moves_content_version
from core.translations import TranslatedFromField, TranslationsField, translations_are_an_object
from core.words import message
from elements.models.dated import PRECISION_HELP, HasPreciseDate, date_rules
from elements.models.element import Element
from elements.models.source import Source
from elements.states import MilestoneKind, Precision, Status

# What a calendar shows of a milestone. A change to one of these is a new edition of the event (RFC 5545, SEQUENCE).
CALENDAR_FIELDS = ["title", "kind", "status", "starts_on", "ends_on", "precision", "city", "country"]


@pghistory.track(exclude=["updated_at", "sequence"])
class Milestone(HasPreciseDate, models.Model):
    """A step of DEFA's history or a step still to come."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False, help_text="Names the event in calendars and feeds.")
    key = models.SlugField("short name", max_length=60, unique=True, help_text="Keep it once set: links point to it.")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=MilestoneKind)
    status = models.CharField(max_length=20, choices=Status, default=Status.PLANNED)
    starts_on = models.DateField("date or first day", null=True, blank=True)
    ends_on = models.DateField("last day", null=True, blank=True, help_text="Only for an event of several days.")
    precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY, help_text=PRECISION_HELP)
    city = models.CharField(max_length=80, blank=True)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 code.")
    place_confirmed = models.BooleanField(default=False, help_text="A source names the place.")
    summary = models.TextField(help_text="One or two sentences in plain words.")
    caveat = models.TextField("what is not confirmed", blank=True, help_text="Shown to the public.")
    conflict = models.TextField("where sources differ", blank=True, help_text="Shown to the public.")
    confirmed = models.BooleanField(default=False, help_text="The main statement was read on a page of a good source.")
    translations = TranslationsField(of=["title", "summary", "caveat", "conflict", "superseded_note"])
    translated_from = TranslatedFromField()
    elements = models.ManyToManyField(
        Element, blank=True, related_name="milestones", help_text="Empty: it concerns DEFA as a whole."
    )
    sources = models.ManyToManyField(Source, blank=True, related_name="milestones")
    conflict_sources = models.ManyToManyField(
        Source, blank=True, related_name="contested_milestones", help_text="Sources that say something else."
    )
    superseded_by = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="supersedes", help_text="What took its place."
    )
    superseded_note = models.CharField(
        "superseded how", max_length=300, blank=True, help_text="One sentence: what took its place."
    )
    last_checked = models.DateField(help_text="The day on which someone last compared this with the sources.")
    sequence = models.PositiveIntegerField(default=0, editable=False, help_text="Raised by the database; see docs/content.md.")
    updated_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        ordering = [models.F("starts_on").asc(nulls_last=True), "id"]
        triggers = [
            moves_content_version(),
            pgtrigger.Trigger(
                name="raise_sequence",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(*CALENDAR_FIELDS),
                func="NEW.sequence = OLD.sequence + 1; RETURN NEW;",
            ),
            pgtrigger.Trigger(
                name="stamp_update",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(),
                func="NEW.updated_at = clock_timestamp(); RETURN NEW;",
            ),
        ]
        constraints = [
            *date_rules("milestone", "starts_on"),
            translations_are_an_object("milestone_translations_by_language"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="milestone_ends_after_start",
                violation_error_message="The last day cannot be before the first day.",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(precision=Precision.DAY),
                name="milestone_last_day_needs_day_precision",
                violation_error_message="A last day belongs only to a date known to the day.",
            ),
            models.CheckConstraint(
                condition=~models.Q(status=Status.SUPERSEDED)
                | models.Q(superseded_by__isnull=False)
                | ~models.Q(superseded_note=""),
                name="milestone_superseded_says_by_what",
                violation_error_message="Say what took its place: choose a milestone or write a sentence.",
            ),
            models.CheckConstraint(
                condition=models.Q(superseded_by__isnull=True) | ~models.Q(superseded_by=models.F("id")),
                name="milestone_not_superseded_by_itself",
                violation_error_message="A milestone cannot take its own place.",
            ),
            models.CheckConstraint(
                condition=models.Q(superseded_by__isnull=True) | models.Q(status=Status.SUPERSEDED),
                name="milestone_only_superseded_has_successor",
                violation_error_message="Only a superseded milestone names what took its place.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.when.words})"

    @property
    def place(self) -> str:
        """With its doubt; a country alone, unconfirmed, is that of the chair or host of a meeting by video."""
        if self.country and not self.city and not self.place_confirmed:
            return message("chair or host: %(country)s", country=country_name(self.country))
        names = country_name(self.country) or self.city
        if self.city and self.country:
            names = message("%(city)s, %(country)s", city=self.city, country=country_name(self.country))
        return names if self.place_confirmed or not names else message("%(place)s (place not confirmed)", place=names)
