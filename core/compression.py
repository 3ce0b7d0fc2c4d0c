"""Pages that no cache keeps, compressed: a section of a form is 35 KB, and 8 KB on the wire for a tenth of a millisecond."""

import gzip
import secrets
from collections.abc import Callable

import brotli
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from core.encoding import preferred_encoding

WORTH_IT = 1400  # bytes; less fits into one packet anyway
TYPES = ("text/html", "application/json", "text/calendar", "text/csv")


class CompressionMiddleware:
    """Outermost. Leaves alone what is compressed already (pages of the cache, static files) and what is streamed.

    Against BREACH (guessing a secret of a page from its compressed length): tokens are masked anew in each page by Django, no
    page repeats what stands in its address, and a page gets a tail of random length.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.streaming or len(response.content) < WORTH_IT or response.has_header("Content-Encoding"):
            return response
        kind = response.get("Content-Type", "").partition(";")[0]
        if kind not in TYPES:
            return response
        if response.get("Cache-Control") != "no-store":
            patch_vary_headers(response, ["Accept-Encoding"])
        if encoding := preferred_encoding(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            body = response.content + (_tail() if kind == "text/html" else b"")
            response.content = brotli.compress(body, quality=1) if encoding == "br" else gzip.compress(body, 3, mtime=0)
            response["Content-Encoding"] = encoding
            response["Content-Length"] = str(len(response.content))
        return response


def _tail() -> bytes:
    return f"<!-- {secrets.token_hex(secrets.randbelow(64))} -->".encode()
