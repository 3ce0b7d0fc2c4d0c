"""Whole public pages in process memory, outermost of all middleware, for readers without a session.

A view marks its answer with :func:`public_page`. The page is kept, with its headers, until the content version moves (any
change to a table the public can see, see ``core.public``) or the moment it names has passed. The version is asked of the
database at most once per ``PAGE_CACHE_POLL_SECONDS``; in between a kept page costs no query.
"""

import gzip
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, ParamSpec

import brotli
from django.conf import settings
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from core.models import ContentVersion

P = ParamSpec("P")
LIMIT_BYTES = 64 * 1024 * 1024
CACHE_CONTROL = "public, max-age=0, must-revalidate"
_NOT_KEPT = {"set-cookie", "x-request-id", "x-correlation-id", "content-length", "date"}


def public_page(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Mark a view whose answer is the same for every reader without a session.

    A view whose page changes by the clock calls :func:`valid_until` on its response.
    """

    @wraps(view)
    def marked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if response.status_code == 200:
            response._public_page = True  # type: ignore[attr-defined]  # read by the middleware below
        return response

    return marked


def valid_until(response: HttpResponse, moment: datetime | None) -> HttpResponse:
    """Name the moment (aware) at which this page would read differently; None for never."""
    response._valid_until = moment  # type: ignore[attr-defined]  # read by the middleware below
    return response


@dataclass(slots=True)
class Page:
    version: object
    expires: float
    headers: dict[str, str]
    etag: str
    body: bytes
    encoded: dict[str, bytes] = field(default_factory=dict)

    def encode(self, encoding: str) -> bytes:
        if not encoding:
            return self.body
        if encoding not in self.encoded:
            squeeze: Callable[[bytes], Any] = (lambda b: brotli.compress(b, quality=6)) if encoding == "br" else gzip.compress
            self.encoded[encoding] = squeeze(self.body)
        return self.encoded[encoding]

    @property
    def size(self) -> int:
        return len(self.body) * 2


class PageCacheMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.pages: OrderedDict[tuple[str, ...], Page] = OrderedDict()
        self.bytes = 0
        self.lock = Lock()
        self.version: object = None
        self.asked = float("-inf")

    def __call__(self, request: HttpRequest) -> HttpResponse:
        meta = request.META
        if request.method not in ("GET", "HEAD") or settings.SESSION_COOKIE_NAME in meta.get("HTTP_COOKIE", ""):
            return self.get_response(request)
        if meta["PATH_INFO"].startswith("/health/"):  # must answer without a database
            return self.get_response(request)
        key = (
            meta["wsgi.url_scheme"],
            meta.get("HTTP_X_FORWARDED_PROTO", ""),
            meta.get("HTTP_HOST", ""),
            meta["PATH_INFO"],
            meta.get("QUERY_STRING", ""),
        )
        page = self.pages.get(key)
        version = self.version if page and time.monotonic() - self.asked < settings.PAGE_CACHE_POLL_SECONDS else self.ask()
        if page and page.version == version and time.time() < page.expires:
            return self.answer(request, page, "hit")
        response = self.get_response(request)
        if not getattr(response, "_public_page", False) or response.cookies or response.streaming or version is None:
            return response
        page = self.keep(key, version, response)
        return self.answer(request, page, "miss; stored")

    def ask(self) -> object:
        """The content version now; the last one known while the database does not answer."""
        try:
            self.version = ContentVersion.objects.values_list("version", flat=True).first() or "none yet"
        except OperationalError:
            return self.version
        self.asked = time.monotonic()
        return self.version

    def keep(self, key: tuple[str, ...], version: object, response: HttpResponse) -> Page:
        until = getattr(response, "_valid_until", None)
        expires = until.timestamp() + (time.time() - timezone.now().timestamp()) if until else float("inf")
        headers = {name: value for name, value in response.items() if name.lower() not in _NOT_KEPT}
        headers["Vary"] = "Accept-Encoding, Cookie"
        headers["Cache-Control"] = CACHE_CONTROL
        body = response.content
        page = Page(version, expires, headers, hashlib.blake2b(body, digest_size=12).hexdigest(), body)
        with self.lock:
            old = self.pages.pop(key, None)
            self.bytes += page.size - (old.size if old else 0)
            self.pages[key] = page
            while self.bytes > LIMIT_BYTES:
                _, dropped = self.pages.popitem(last=False)
                self.bytes -= dropped.size
        return page

    def answer(self, request: HttpRequest, page: Page, status: str) -> HttpResponse:
        accepted = request.META.get("HTTP_ACCEPT_ENCODING", "")
        encoding = "br" if "br" in accepted else "gzip" if "gzip" in accepted else ""
        etag = f'"{page.etag}-{encoding}"' if encoding else f'"{page.etag}"'
        headers = page.headers | {"ETag": etag, "Cache-Status": f"defa; {status}"}
        if etag in request.META.get("HTTP_IF_NONE_MATCH", ""):
            return HttpResponse(status=304, headers=headers)
        body = page.encode(encoding)
        if encoding:
            headers["Content-Encoding"] = encoding
        headers["Content-Length"] = str(len(body))
        return HttpResponse(body, headers=headers)
