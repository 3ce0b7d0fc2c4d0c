import pghistory
from django.db import models

from core.public import moves_content_version
from core.translations import TranslatedFromField, TranslationsField, translations_are_an_object
from elements.models.source import Source


@pghistory.track()
class Element(models.Model):
    """One of the nine subjects of DEFA."""

    slug = models.SlugField(unique=True, help_text="Part of the page's address. Links break when it changes.")
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=60)
    order = models.PositiveSmallIntegerField(unique=True)
    summary = models.TextField(help_text="One or two sentences.")
    description = models.TextField(blank=True, help_text="A few paragraphs in Markdown.")
    confirmed_scope = models.TextField(
        "what is confirmed", blank=True, help_text="What the sources bear out and what they do not. Shown to the public."
    )
    note = models.TextField(blank=True, help_text="Anything else a reader should know. Shown to the public.")
    translations = TranslationsField(of=["name", "short_name", "summary", "description", "confirmed_scope", "note"])
    translated_from = TranslatedFromField()
    sources = models.ManyToManyField(Source, blank=True, related_name="elements")

    class Meta:
        ordering = ["order"]
        triggers = [moves_content_version()]
        constraints = [translations_are_an_object("element_translations_by_language")]

    def __str__(self) -> str:
        return self.name


@pghistory.track()
class SubTopic(models.Model):
    element = models.ForeignKey(Element, models.CASCADE, related_name="subtopics")
    order = models.PositiveSmallIntegerField(default=0)
    text = models.CharField(max_length=200)
    translations = TranslationsField(of=["text"])
    translated_from = TranslatedFromField()
    confirmed = models.BooleanField(default=False, help_text="Tick only if the text of the agreement, once seen, says so.")

    class Meta:
        verbose_name = "sub-topic"
        ordering = ["element", "order", "id"]
        triggers = [moves_content_version()]
        constraints = [
            translations_are_an_object("subtopic_translations_by_language"),
            models.UniqueConstraint(
                fields=["element", "text"],
                name="subtopic_once_per_element",
                violation_error_message="This element has that sub-topic already.",
            ),
        ]

    def __str__(self) -> str:
        return self.text
