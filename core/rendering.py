"""Public pages made of data alone: a page whose data has not changed is not rendered again."""

import dataclasses
from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language

Objects = tuple[object, ...]
MadeWhenAsked = Callable[[], Mapping[str, object]]
MOST_PAGES, MOST_BYTES = 300, 16 * 1024 * 1024


class Rendered:
    """Bodies by what they were made of, the one used longest ago goes first. ``rendered`` counts how often a template ran."""

    def __init__(self) -> None:
        self.bodies: OrderedDict[object, bytes] = OrderedDict()
        self.bytes = 0
        self.rendered = 0
        self.latest: dict[object, tuple[tuple[object, ...], bytes]] = {}
        self.lock = Lock()

    def body(self, request: HttpRequest, template: str, context: Mapping[str, object]) -> bytes:
        key = (template, request.path, get_language(), frozen(context))
        with self.lock:
            if (body := self.bodies.get(key)) is not None:
                self.bodies.move_to_end(key)
                return body
        body = render_to_string(template, dict(context), request).encode()
        self.rendered += 1
        with self.lock:
            self.bytes += len(body) - len(self.bodies.pop(key, b""))
            self.bodies[key] = body
            while len(self.bodies) > MOST_PAGES or self.bytes > MOST_BYTES:
                self.bytes -= len(self.bodies.popitem(last=False)[1])
        return body

    def body_made_of(
        self,
        request: HttpRequest,
        template: str,
        kept: tuple[object, ...],
        values: object,
        context: Callable[[], Mapping[str, object]],
    ) -> bytes:
        key = (template, request.path, get_language(), values)
        found = self.latest.get(key)
        if found and all(old is new for old, new in zip(found[0], kept, strict=True)):
            return found[1]
        body = self.body(request, template, context())
        with self.lock:
            if len(self.latest) >= MOST_PAGES:
                self.latest = {}
            self.latest[key] = kept, body
        return body


rendered = Rendered()


def render_public(request: HttpRequest, template: str, context: Mapping[str, object] | None = None) -> HttpResponse:
    """As ``render``, for a page that shows nothing but ``context``, its own address and the settings.

    ``context`` holds texts, numbers, dates, enums, frozen dataclasses and lists, tuples and mappings of them. Raises TypeError
    for anything else, a model instance above all: two of them are equal when their keys are, whatever they say.
    """
    return HttpResponse(rendered.body(request, template, context or {}))


def render_made_of(request: HttpRequest, template: str, kept: Objects, values: object, context: MadeWhenAsked) -> HttpResponse:
    """As :func:`render_public`, where even making and comparing the context costs too much.

    ``kept``: what queries with ``core.version.kept`` returned, the same objects for as long as the content stands. ``values``:
    all else that decides about ``context()``, as a key.
    """
    return HttpResponse(rendered.body_made_of(request, template, kept, values, context))


def frozen(value: object) -> object:
    """The same value in a form that can be a key."""
    if isinstance(value, Mapping):
        return tuple((key, frozen(one)) for key, one in value.items())
    if isinstance(value, list | tuple):
        return tuple(frozen(one) for one in value)
    if isinstance(value, models.Model | models.QuerySet):
        raise TypeError(f"A public page is made of plain values, not of a {type(value).__name__}.")
    if dataclasses.is_dataclass(value):
        hash(value)
    return value
