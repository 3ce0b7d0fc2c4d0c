"""What is sent compressed, and that it is the same page."""

import gzip
from collections.abc import Callable

import brotli
import pytest
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory

from core.compression import WORTH_IT, CompressionMiddleware
from tests import make

LONG = "<p>Saved.</p>" * 500


def answer(view: Callable[[HttpRequest], HttpResponse], accepted: str = "gzip, br") -> HttpResponse:
    return CompressionMiddleware(view)(RequestFactory().get("/", headers={"accept-encoding": accepted}))


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(LONG)


@pytest.mark.parametrize(("accepted", "encoding", "open_"), [("br", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)])
def test_a_page_is_compressed_as_the_reader_wants_it(accepted: str, encoding: str, open_: Callable[[bytes], bytes]) -> None:
    response = answer(page, accepted)
    assert response["Content-Encoding"] == encoding
    assert response["Vary"] == "Accept-Encoding"
    assert int(response["Content-Length"]) == len(response.content) < len(LONG) / 5
    assert open_(response.content).decode().startswith(LONG + "<!-- ")


def test_the_length_of_a_page_tells_nothing() -> None:
    assert len({len(answer(page).content) for _ in range(40)}) > 10


def test_nothing_is_compressed_for_who_does_not_ask() -> None:
    response = answer(page, "identity")
    assert (response.content.decode(), response.has_header("Content-Encoding"), response["Vary"]) == (
        LONG,
        False,
        "Accept-Encoding",
    )


@pytest.mark.parametrize(
    "view",
    [
        lambda request: HttpResponse("x" * (WORTH_IT - 1)),
        lambda request: HttpResponse(LONG, content_type="image/png"),
        lambda request: HttpResponse(LONG, headers={"Content-Encoding": "br"}),
        lambda request: StreamingHttpResponse([LONG.encode()]),
    ],
    ids=["short", "picture", "compressed", "streamed"],
)
def test_what_is_short_compressed_or_streamed_is_left_alone(view: Callable[[HttpRequest], HttpResponse]) -> None:
    kept = view(RequestFactory().get("/"))
    response = answer(view)
    assert response.get("Content-Encoding") == kept.get("Content-Encoding")
    if not response.streaming:
        assert response.content == kept.content


@pytest.mark.django_db
def test_a_page_of_a_form_goes_out_small(client: Client) -> None:
    make.consultation("rules")
    response = client.get("/consultations/rules/respond/", headers={"accept-encoding": "br"})
    assert response["Content-Encoding"] == "br"
    assert b"csrfmiddlewaretoken" in brotli.decompress(response.content)
