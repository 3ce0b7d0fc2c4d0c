"""The language of officers' texts in pages, where it is not the language of the page."""

from django import template
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from core.language import say
from core.localised import other_language

register = template.Library()


@register.filter
def in_language(text: object) -> SafeString:
    """The text, or the message said, in a ``span`` with its language if it is in another than the page."""
    if isinstance(text, SafeString):
        return text
    said = say(text)
    if language := other_language(said):
        return format_html('<span lang="{}" dir="auto">{}</span>', language, said)
    return conditional_escape(said)


@register.filter
def lang(text: object) -> SafeString:
    """The attribute for an element that holds this text alone: ``<h1{{ title|lang }}>``. Empty in the language of the page."""
    language = other_language(text)
    return format_html(' lang="{}" dir="auto"', language) if language else mark_safe("")
