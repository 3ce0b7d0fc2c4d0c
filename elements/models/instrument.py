import pghistory
from django.db import models

from core.public import moves_content_version
from core.translations import TranslatedFromField, TranslationsField, translations_are_an_object
from elements.models.dated import PRECISION_HELP, HasPreciseDate, date_rules
from elements.models.element import Element
from elements.models.source import Source
from elements.states import InstrumentStatus, Precision


@pghistory.track()
class Instrument(HasPreciseDate, models.Model):
    """An agreement, framework or guideline that an element builds on."""

    key = models.SlugField("short name", max_length=60, unique=True, help_text="Keep it once set: links point to it.")
    name = models.CharField(max_length=200)
    starts_on = models.DateField("date", null=True, blank=True)
    precision = models.CharField(max_length=10, choices=Precision, default=Precision.DAY, help_text=PRECISION_HELP)
    status = models.CharField(max_length=20, choices=InstrumentStatus)
    note = models.TextField(blank=True, help_text="One or two sentences for the public.")
    caveat = models.TextField("what is not confirmed", blank=True, help_text="Shown to the public.")
    confirmed = models.BooleanField(default=False, help_text="The main statement was read on a page of the sources.")
    url = models.URLField("official address", max_length=500, blank=True)
    translations = TranslationsField(of=["name", "note", "caveat"])
    translated_from = TranslatedFromField()
    elements = models.ManyToManyField(
        Element, blank=True, related_name="instruments", help_text="Empty: it concerns DEFA as a whole."
    )
    sources = models.ManyToManyField(Source, blank=True, related_name="instruments")

    class Meta:
        ordering = ["name"]
        triggers = [moves_content_version()]
        constraints = [
            *date_rules("instrument", "starts_on"),
            translations_are_an_object("instrument_translations_by_language"),
        ]

    def __str__(self) -> str:
        return self.name
