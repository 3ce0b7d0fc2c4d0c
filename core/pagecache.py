"""Whole public pages in process memory, answered before Django begins, the same for every reader of one language.

A view marks its answer with :func:`public_page`. The page is kept, headers and all, until the content version moves (any
change to a table the public can see, see ``core.public``) or the moment it names has passed. The version is asked of the
database at most once per ``PAGE_CACHE_POLL_SECONDS``; in between a kept page costs no query.

There are two doors to the pages: :class:`CachedApplication` around the WSGI application, where a kept page costs no request
object, signal or middleware; and :class:`PageCacheMiddleware`, outermost, which puts pages into that application's store, or
into one of its own where there is no such application (the test client).
"""

import gzip
import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from threading import Lock
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

import brotli
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from core.encoding import preferred_encoding
from core.languages import LANGUAGES, language_for, speaks_english_alone
from core.version import watch

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

P = ParamSpec("P")
Headers = list[tuple[str, str]]
Key = tuple[str, ...]

CACHE_CONTROL = "public, max-age=0, must-revalidate"
VARY = "Accept-Encoding, Accept-Language, Cookie"
LONGEST_QUERY = 500  # characters; no form of ours makes a longer one
_DOOR = "defa.pagecache"  # in the WSGI environment: the store of CachedApplication and the version it found
_NOT_KEPT = {
    "set-cookie",
    "x-request-id",
    "x-correlation-id",
    "content-length",
    "content-encoding",
    "date",
    "etag",
    "content-language",
}


def public_page(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Mark a view whose answer is the same for every reader, signed in or not; it reads, so it takes GET and HEAD alone.

    A view whose page changes by the clock calls :func:`valid_until` on its response.
    """

    @wraps(view)
    def marked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        with watch.held():
            response = view(request, *args, **kwargs)
        if response.status_code == 200:
            response._public_page = True  # type: ignore[attr-defined]  # read by PageStore.may_keep
        return response

    marked.is_public_page = True  # type: ignore[attr-defined]  # its address may stand in links: core.templatetags.language
    return marked


def valid_until(response: HttpResponse, moment: datetime | None) -> HttpResponse:
    """Name the moment (aware) at which this page would read differently; None for never."""
    response._valid_until = moment  # type: ignore[attr-defined]  # read by PageStore.keep
    return response


@dataclass(slots=True)
class Page:
    headers: Headers
    etag: str
    body: bytes
    expires: float
    encoded: dict[str, tuple[str, Headers, bytes]] = field(default_factory=dict)

    def reply(self, environ: Mapping[str, Any], cache_status: str) -> tuple[str, Headers, bytes]:
        """Status, headers and body for this request. The body of a HEAD is left out by the door, its length is not."""
        encoding = preferred_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        etag, headers, body = self.encoded.get(encoding) or self._encode(encoding)
        known = environ.get("HTTP_IF_NONE_MATCH")
        if known and (known == etag or etag in (tag.strip().removeprefix("W/") for tag in known.split(",")) or known == "*"):
            return "304 Not Modified", [*headers[:-1], ("Cache-Status", cache_status)], b""
        return "200 OK", [*headers, ("Cache-Status", cache_status)], body

    def _encode(self, encoding: str) -> tuple[str, Headers, bytes]:
        body, etag, headers = self.body, f'"{self.etag}"', self.headers
        if encoding:
            body = brotli.compress(body, quality=5) if encoding == "br" else gzip.compress(body, compresslevel=6, mtime=0)
            etag, headers = f'"{self.etag}-{encoding}"', [*headers, ("Content-Encoding", encoding)]
        self.encoded[encoding] = etag, [*headers, ("ETag", etag), ("Content-Length", str(len(body)))], body
        return self.encoded[encoding]

    @property
    def size(self) -> int:
        """The most bytes it can come to hold: itself, its two encodings and its headers."""
        return 3 * len(self.body) + 4096


class Shelf:
    """Pages by key, bounded by bytes and by number; the one kept longest ago goes first."""

    def __init__(self, most_bytes: int, most_pages: int) -> None:
        self.pages: OrderedDict[Key, Page] = OrderedDict()
        self.bytes = 0
        self.most_bytes, self.most_pages = most_bytes, most_pages

    def put(self, key: Key, page: Page) -> None:
        if old := self.pages.pop(key, None):
            self.bytes -= old.size
        self.pages[key] = page
        self.bytes += page.size
        while self.bytes > self.most_bytes or len(self.pages) > self.most_pages:
            _, dropped = self.pages.popitem(last=False)
            self.bytes -= dropped.size

    def clear(self) -> None:
        self.pages.clear()
        self.bytes = 0


class PageStore:
    """The pages of one content version. Addresses with a query have a shelf of their own: a flood of them drops no plain page."""

    def __init__(self) -> None:
        self.plain = Shelf(most_bytes=48 * 1024 * 1024, most_pages=2000)
        self.asked_with_query = Shelf(most_bytes=16 * 1024 * 1024, most_pages=500)
        self.lock = Lock()
        self.version: object = None

    @staticmethod
    def key(environ: Mapping[str, Any]) -> Key | None:
        """None for a request this cache has nothing to do with."""
        path = environ["PATH_INFO"]
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD") or path.startswith(("/admin/", "/health/", "/static/")):
            return None
        query, host = environ.get("QUERY_STRING", ""), environ.get("HTTP_HOST", "")
        if len(query) > LONGEST_QUERY or not host:
            return None
        scheme, forwarded = environ["wsgi.url_scheme"], environ.get("HTTP_X_FORWARDED_PROTO", "")
        language = language_for(environ, settings.LANGUAGE_CODE)
        return scheme, forwarded, host, environ.get("SCRIPT_NAME", ""), language, path, query

    def fresh(self, key: Key) -> Page | None:
        """The page, if it is of the content version as it is now; pages of an older one are dropped."""
        version = watch.current()
        if version != self.version:
            with self.lock:
                self.plain.clear()
                self.asked_with_query.clear()
                self.version = version
        page = self._shelf(key).pages.get(key)
        return page if page and time.time() < page.expires else None

    @staticmethod
    def may_keep(request: HttpRequest, response: HttpResponse) -> bool:
        """Never what was made by looking at a session, and so at who reads."""
        forbidden = response.get("Cache-Control", "")
        return (
            getattr(response, "_public_page", False)
            and response.status_code == 200
            and not response.streaming
            and not response.cookies
            and not response.has_header("Set-Cookie")
            and not _looked_at_session(request)
            and "private" not in forbidden
            and "no-store" not in forbidden
        )

    def keep(self, key: Key, version: object, response: HttpResponse) -> Page:
        """``version``: the one known before the page was made. If it has moved since, the page is answered but not kept."""
        until: datetime | None = getattr(response, "_valid_until", None)
        headers = [(name, value) for name, value in response.items() if name.lower() not in _NOT_KEPT]
        if speaks_english_alone(key[-2]):
            headers += [("Vary", "Accept-Encoding"), ("Cache-Control", CACHE_CONTROL)]
        else:
            headers += [("Vary", VARY), ("Content-Language", LANGUAGES[key[-3]].lang), ("Cache-Control", CACHE_CONTROL)]
        digest = hashlib.blake2b(response.content, digest_size=12).hexdigest()
        page = Page(headers, digest, response.content, until.timestamp() if until else float("inf"))
        with self.lock:
            if version is not None and version == self.version == watch.version:
                self._shelf(key).put(key, page)
        return page

    def _shelf(self, key: Key) -> Shelf:
        return self.asked_with_query if key[-1] else self.plain


def _looked_at_session(request: HttpRequest) -> bool:
    session = getattr(request, "session", None)
    return session is not None and session.accessed is True


class CachedApplication:
    """The WSGI door, see ``defa_portal.wsgi``."""

    def __init__(self, application: "WSGIApplication") -> None:
        self.application = application
        self.store = PageStore()

    def __call__(self, environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        key = self.store.key(environ)
        if key is None:
            return self.application(environ, start_response)
        if page := self.store.fresh(key):
            status, headers, body = page.reply(environ, "defa; hit")
            start_response(status, headers)
            return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
        environ[_DOOR] = self.store
        return self.application(environ, start_response)


class PageCacheMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.own_store = PageStore()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = PageStore.key(request.META)
        if key is None:
            return self.get_response(request)
        store: PageStore | None = request.META.get(_DOOR)
        if store is None:
            store = self.own_store
            if page := store.fresh(key):
                return self._respond(request, page, "defa; hit")
        version = store.version
        with watch.held(ask=False):  # the door asked
            response = self.get_response(request)
        if not store.may_keep(request, response):
            return response
        return self._respond(request, store.keep(key, version, response), "defa; fwd=miss")

    @staticmethod
    def _respond(request: HttpRequest, page: Page, cache_status: str) -> HttpResponse:
        status, headers, body = page.reply(request.META, cache_status)
        return HttpResponse(b"" if request.method == "HEAD" else body, status=int(status[:3]), headers=dict(headers))
