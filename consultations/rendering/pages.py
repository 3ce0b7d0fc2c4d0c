"""Whole pages around parts of a form, kept as skeletons in this process, each language its own.

A page without errors is filled from its skeleton: no template runs. A page with errors is rendered anew by the same template.
"""

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from consultations.queries import AskedForm
from consultations.rendering.forms import render_marks, render_part
from consultations.rendering.parts import Part, build_section
from consultations.slots import Raw, Skeleton, mark, split
from core.language import say
from core.localised import reader_language

MOST_SKELETONS = 1000  # about 30 KB each


@dataclass
class Shelf:
    """What was made for each form, oldest dropped first; ``rendered`` counts how often a template had to run."""

    forms: dict[AskedForm, int] = field(default_factory=dict)
    seen: dict[int, tuple[AskedForm, int]] = field(default_factory=dict)
    skeletons: dict[tuple[object, ...], Skeleton] = field(default_factory=dict)
    parts: dict[tuple[object, ...], Part] = field(default_factory=dict)
    rendered: int = 0
    numbers: "count[int]" = field(default_factory=count)

    def number(self, form: AskedForm) -> int:
        """The same for two forms that say the same, so that a change elsewhere on the site renders nothing again."""
        seen = self.seen.get(id(form))
        if seen is not None and seen[0] is form:
            return seen[1]
        if form not in self.forms:
            _make_room(self.forms)
            self.forms[form] = next(self.numbers)
        _make_room(self.seen)
        self.seen[id(form)] = (form, self.forms[form])
        return self.forms[form]


shelf = Shelf()


def section_part(form: AskedForm, key: str) -> Part:
    """The part of a section, in the language of the reader; raises KeyError if the form has no such section."""
    place = (shelf.number(form), key, reader_language())
    if place not in shelf.parts:
        section = form.spec.section_by_key[key]
        _make_room(shelf.parts)
        shelf.parts[place] = build_section(section, form.spec)
    return shelf.parts[place]


@dataclass(frozen=True)
class PartOnPage:
    part: Part
    fields: SafeString


def render_page(
    request: HttpRequest,
    template: str,
    form: AskedForm,
    parts: Sequence[Part],
    *,
    raw: Raw,
    asked: Collection[str],
    words: Mapping[str, object],
    fixed: Callable[[], Mapping[str, object]] = dict,
    variant: Hashable = None,
    errors: Mapping[str, str] | None = None,
) -> str:
    """The page of ``template`` with these parts.

    ``words`` differ from page to page and stand in the template as plain variables, never inside a condition; they are escaped
    unless they are HTML. ``fixed`` gives what is the same whenever template, form, parts and ``variant`` are. ``asked``: keys of
    the blocks shown.
    """
    if errors:
        language = str(words.get("language", ""))
        shown = [PartOnPage(part, render_part(part, raw, asked, errors, language)) for part in parts]
        summary = error_summary(parts, asked, errors)
        context = {**fixed(), **words, "form": form, "parts": shown, "summary": summary}
        return render_to_string(template, context, request)
    place = (template, variant, reader_language(), shelf.number(form), *(part.key for part in parts))
    skeleton = shelf.skeletons.get(place)
    if skeleton is None:
        marks = {name: mark_safe(mark("word", name)) for name in words}  # noqa: S308 - of our own making
        shown = [PartOnPage(part, render_marks(part)) for part in parts]
        context = {**fixed(), **marks, "form": form, "parts": shown, "summary": ()}
        skeleton = split(render_to_string(template, context, request))
        shelf.rendered += 1
        _make_room(shelf.skeletons)
        shelf.skeletons[place] = skeleton
    return skeleton.fill(raw, words, asked)


def error_summary(parts: Sequence[Part], asked: Collection[str], errors: Mapping[str, str]) -> list[tuple[str, str]]:
    """(id of the input, sentence) for components/error_summary.html, in the order of the page."""
    return [
        (block.id_for(errors[block.key]), named(block.text, errors[block.key]))
        for part in parts
        for block in part.blocks
        if block.key in errors and block.key in asked
    ]


def named(question: str, sentence: str) -> str:
    """The sentence of an error, said, with the question it belongs to, for lists of errors."""
    question, sentence = say(question), say(sentence)
    return f"{question} {sentence}" if question.endswith(("?", "!", ".", ":")) else f"{question}: {sentence}"


def _make_room(kept: dict[Any, Any]) -> None:
    """Drop the oldest when full."""
    while len(kept) >= MOST_SKELETONS:
        kept.pop(next(iter(kept)))
