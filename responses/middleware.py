"""A form that is too large gets its words back, instead of a bare 400."""

from collections.abc import Callable, Iterator
from urllib.parse import unquote_plus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render

from core.text import clean_text

READ_AT_MOST = 2  # times the limit: beyond that nobody typed it
MOST_GIVEN_BACK = 200
NOT_GIVEN_BACK = frozenset({"csrfmiddlewaretoken", "password", "code", "asked", "go", "key"})


class TooLargeMiddleware:
    """Stands before the CSRF check, which is the first to read a form. Only echoes: nothing is stored, nobody is asked for a
    token, and the page shows what the very request held."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method == "POST" and request.content_type == "application/x-www-form-urlencoded":
            try:
                request.POST  # noqa: B018 - reads and keeps the form
            except (RequestDataTooBig, TooManyFieldsSent):
                return too_large(request)
        return self.get_response(request)


def too_large(request: HttpRequest) -> HttpResponse:
    words = list(_words(_body(request)))
    page = render(request, "errors/too_large.html", {"words": words, "address": request.path}, status=413)
    page["Cache-Control"] = "no-store"
    page["Connection"] = "close"
    return page


def _body(request: HttpRequest) -> bytes:
    """As much of the body as a person can have typed."""
    if hasattr(request, "_body"):
        return request.body
    try:
        return request.read(READ_AT_MOST * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE or 0))
    except UnreadablePostError:
        return b""


def _words(body: bytes) -> Iterator[str]:
    """Texts of the form, the longer ones that a person would miss, in the order of the page."""
    given = 0
    for pair in body.split(b"&"):
        name, _, value = pair.partition(b"=")
        if name.decode("ascii", "replace") in NOT_GIVEN_BACK or not value:
            continue
        text = clean_text(unquote_plus(value.decode("ascii", "replace")))
        if " " in text or len(text) > 20:
            yield text
            given += 1
        if given == MOST_GIVEN_BACK:
            return
