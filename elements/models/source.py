import pghistory
from django.db import models

from core.public import moves_content_version
from core.translations import TranslatedFromField, TranslationsField, translations_are_an_object
from elements.states import Reliability, SourceKind


@pghistory.track()
class Source(models.Model):
    """Where a statement comes from, and how far it can be trusted."""

    key = models.SlugField("short name", max_length=60, unique=True, help_text="For example vntr-launch. Keep it once set.")
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    url = models.URLField("address", max_length=500, blank=True)
    date = models.CharField(max_length=40, blank=True, help_text="As printed there: 2023, 2023-09 or 2023-09-05.")
    kind = models.CharField(max_length=30, choices=SourceKind)
    reliability = models.CharField(max_length=20, choices=Reliability)
    note = models.TextField(blank=True, help_text="What a reader must know to judge it. Shown to the public.")
    translations = TranslationsField(of=["note"])
    translated_from = TranslatedFromField()

    class Meta:
        ordering = ["title", "key"]
        triggers = [moves_content_version()]
        constraints = [
            translations_are_an_object("source_translations_by_language"),
            models.CheckConstraint(
                condition=~models.Q(title=""), name="source_has_title", violation_error_message="A source needs a title."
            ),
        ]

    def __str__(self) -> str:
        return self.title
