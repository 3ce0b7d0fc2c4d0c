"""A form that is too large gets its words back, instead of a bare 400; one that arrived in part is not taken for the whole."""

from collections.abc import Callable, Iterator
from urllib.parse import unquote_plus

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.shortcuts import render

from core.errors import BadInput
from core.language import say
from core.middleware import error_page
from core.text import clean_text
from core.uploads.kinds import MOST_BYTES, BadFile, file_size
from core.words import message

READ_AT_MOST = 2  # times the limit: beyond that nobody typed it
MOST_GIVEN_BACK = 200
NOT_GIVEN_BACK = frozenset({"csrfmiddlewaretoken", "code", "asked", "go", "key"})
MOST_POSTED = 4 * MOST_BYTES  # up to this a file that is too large is read to its end, and its page says so
TOO_MUCH = message("This is far more than can be sent at once. A file may have %(size)s at most.", size=file_size(MOST_BYTES))
CUT_OFF = message("The connection ended before all of the form had arrived.")


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
            except UnreadablePostError:
                return error_page(request, BadInput(say(CUT_OFF)))
            if len(request.body) < _declared_length(request):
                return error_page(request, BadInput(say(CUT_OFF)))
        if request.method == "POST" and request.content_type == "multipart/form-data" and _declared_length(request) > MOST_POSTED:
            page = error_page(request, BadFile(say(TOO_MUCH)))
            page["Connection"] = "close"  # the rest is not read
            return page
        return self.get_response(request)


def _declared_length(request: HttpRequest) -> int:
    declared = request.META.get("CONTENT_LENGTH") or ""
    return int(declared) if declared.isdecimal() and len(declared) < 19 else 0


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
        if name.decode("ascii", "replace") in NOT_GIVEN_BACK or b"password" in name or not value:
            continue
        text = clean_text(unquote_plus(value.decode("ascii", "replace")))
        if " " in text or len(text) > 20:
            yield text
            given += 1
        if given == MOST_GIVEN_BACK:
            return
