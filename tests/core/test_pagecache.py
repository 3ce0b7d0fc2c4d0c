"""Both doors of the page cache: the WSGI application, as in production, and the middleware, as in the test client."""

import gzip
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import brotli
import pytest
from django.contrib.sessions.middleware import SessionMiddleware
from django.core import signals
from django.core.wsgi import get_wsgi_application
from django.db import OperationalError, close_old_connections, connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries
from pytest_django.fixtures import Settings

from core import pagecache
from core.pagecache import CachedApplication, PageCacheMiddleware, PageStore, Shelf, public_page, valid_until
from core.version import watch
from tests import make
from tests.core.site import Site
from tests.core.threads import in_another_thread

pytestmark = pytest.mark.django_db
HIT, MISS = "defa; hit", "defa; fwd=miss"


@pytest.fixture(autouse=True)
def _open_connection() -> Iterator[None]:
    """The transaction around a test stays open between requests; Django's test client sees to it in the same way."""
    signals.request_started.disconnect(close_old_connections)
    signals.request_finished.disconnect(close_old_connections)
    yield
    signals.request_started.connect(close_old_connections)
    signals.request_finished.connect(close_old_connections)


@pytest.fixture
def site() -> Site:
    return Site(CachedApplication(get_wsgi_application()))


def middleware(view: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """What the cache makes of a view of ours, asked by ``ask(path, **environ)``."""
    cache = PageCacheMiddleware(public_page(view))

    def ask(path: str = "/", **environ: str) -> HttpResponse:
        return cache(RequestFactory(headers={"host": "localhost"}).get(path, **environ))  # type: ignore[arg-type]

    return ask


def test_a_kept_page_is_answered_with_the_same_bytes_and_headers(site: Site) -> None:
    first, second = site.get("/consultations/"), site.get("/consultations/")
    assert (first.status, first.cache, second.status, second.cache) == (200, MISS, 200, HIT)
    assert second.body == first.body
    per_request = {"Cache-Status", "Date"}
    assert {k: v for k, v in second.headers.items() if k not in per_request} == {
        k: v for k, v in first.headers.items() if k not in per_request
    }


def test_a_hit_carries_the_security_headers(site: Site) -> None:
    site.get("/")
    headers = site.get("/").headers
    assert headers["Cache-Status"] == HIT
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    assert headers["Vary"] == "Accept-Encoding, Accept-Language, Cookie"
    assert headers["Content-Language"] == "en"
    assert "Set-Cookie" not in headers


def test_a_fresh_page_costs_no_query(site: Site, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    settings.PAGE_CACHE_POLL_SECONDS = 60
    watch.asked = float("-inf")
    site.get("/")
    with django_assert_num_queries(0):
        assert site.get("/").cache == HIT
    settings.PAGE_CACHE_POLL_SECONDS = 0
    with django_assert_num_queries(1):
        assert site.get("/").cache == HIT


def test_the_test_client_goes_through_the_same_cache(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    host = {"host": "localhost"}  # without one, as the test client asks by itself, the cache stands aside
    assert client.get("/", headers=host)["Cache-Status"] == MISS
    with django_assert_num_queries(1):
        assert client.get("/", headers=host)["Cache-Status"] == HIT


def test_any_public_write_moves_the_version(site: Site) -> None:
    site.get("/consultations/")
    made = make.consultation("new-one", title="A new one")
    answer = site.get("/consultations/")
    assert (answer.cache, b"A new one" in answer.body) == (MISS, True)
    type(made).objects.filter(pk=made.pk).update(title="Renamed in bulk")
    assert b"Renamed in bulk" in site.get("/consultations/").body
    with connection.cursor() as cursor:
        cursor.execute("UPDATE consultations_consultation SET title = 'By hand'")
    assert b"By hand" in site.get("/consultations/").body
    assert site.get("/consultations/").cache == HIT


@pytest.mark.django_db(transaction=True)
def test_a_page_made_of_an_older_version_is_not_kept() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        make.element(f"element-{request.GET['n']}")  # someone publishes while the page is being made
        in_another_thread(watch.current)  # and another thread has learnt of it
        return HttpResponse("old")

    cache = PageCacheMiddleware(public_page(view))
    request = RequestFactory(headers={"host": "localhost"}).get("/?n=1")
    assert cache(request)["Cache-Status"] == MISS
    assert cache.own_store.asked_with_query.pages == {}


def test_head_has_the_headers_of_get_and_no_body(site: Site) -> None:
    for _ in range(2):
        got, asked = site.get("/"), site.get("/", "HEAD")
        assert asked.body == b""
        assert asked.headers["Content-Length"] == str(len(got.body))
        assert asked.headers["ETag"] == got.headers["ETag"]


@pytest.mark.parametrize("form", ["{}", "W/{}", '"other", {}', '"a","b" , W/{}'])
def test_a_known_etag_is_answered_with_304(site: Site, form: str) -> None:
    etag = site.get("/").headers["ETag"]
    answer = site.get("/", HTTP_IF_NONE_MATCH=form.format(etag))
    assert (answer.status, answer.body, answer.cache) == (304, b"", HIT)
    assert answer.headers["ETag"] == etag
    assert "Content-Length" not in answer.headers
    assert site.get("/", HTTP_IF_NONE_MATCH='"other"').status == 200


def test_an_etag_moves_with_the_page(site: Site) -> None:
    etag = site.get("/consultations/").headers["ETag"]
    make.consultation()
    assert site.get("/consultations/", HTTP_IF_NONE_MATCH=etag).status == 200


def test_each_encoding_has_its_bytes_and_its_etag(site: Site) -> None:
    plain = site.get("/")
    br, gz = site.get("/", HTTP_ACCEPT_ENCODING="br"), site.get("/", HTTP_ACCEPT_ENCODING="gzip")
    assert brotli.decompress(br.body) == gzip.decompress(gz.body) == plain.body
    assert (br.headers["Content-Encoding"], gz.headers["Content-Encoding"]) == ("br", "gzip")
    assert "Content-Encoding" not in plain.headers
    assert len({plain.headers["ETag"], br.headers["ETag"], gz.headers["ETag"]}) == 3
    assert site.get("/", HTTP_ACCEPT_ENCODING="br;q=0, gzip;q=0").body == plain.body
    assert site.get("/", HTTP_IF_NONE_MATCH=br.headers["ETag"]).status == 200


def test_scheme_host_proxy_and_query_are_kept_apart(settings: Settings, site: Site) -> None:
    settings.ALLOWED_HOSTS = ["localhost", "other.example"]
    site.get("/")
    for other in (
        {"HTTP_HOST": "other.example"},
        {"wsgi.url_scheme": "https"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"SCRIPT_NAME": "/below"},
        {"QUERY_STRING": "a=1"},
    ):
        assert site.get("/", **other).cache == MISS
    assert site.get("/").cache == HIT


def test_http_is_not_answered_with_a_page_kept_for_https(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    site = Site(CachedApplication(get_wsgi_application()))
    assert site.get("/", **{"wsgi.url_scheme": "https"}).status == 200
    assert site.get("/").status == 301


def test_a_signed_in_reader_gets_the_page_of_everyone(site: Site, settings: Settings) -> None:
    site.get("/")
    assert site.get("/", HTTP_COOKIE=f"{settings.SESSION_COOKIE_NAME}=abc").cache == HIT


def test_a_page_made_by_looking_at_the_session_is_not_kept() -> None:
    def view(request: HttpRequest) -> HttpResponse:
        return HttpResponse(request.session.get("name", "nobody"))

    session = SessionMiddleware(public_page(view))
    cache = PageCacheMiddleware(session)  # type: ignore[arg-type]  # typed for asynchronous views too
    for _ in range(2):
        assert not cache(RequestFactory(headers={"host": "localhost"}).get("/")).has_header("Cache-Status")


@pytest.mark.parametrize(("method", "path"), [("POST", "/"), ("GET", "/consultations/none/"), ("GET", "/health/live")])
def test_only_good_answers_to_get_are_kept(site: Site, method: str, path: str) -> None:
    assert [site.get(path, method).cache for _ in range(2)] == [None, None]


def test_a_page_that_sets_a_cookie_or_forbids_it_is_not_kept() -> None:
    def with_cookie(request: HttpRequest) -> HttpResponse:
        response = HttpResponse("hello")
        response.set_cookie("who", "you")
        return response

    def with_header(request: HttpRequest) -> HttpResponse:
        return HttpResponse("hello", headers={"Set-Cookie": "who=you"})

    def private(request: HttpRequest) -> HttpResponse:
        return HttpResponse("hello", headers={"Cache-Control": "private"})

    def streamed(request: HttpRequest) -> HttpResponse:
        return StreamingHttpResponse(["hello"])  # type: ignore[return-value]

    for view in (with_cookie, with_header, private, streamed):
        ask = middleware(view)
        assert [ask().has_header("Cache-Status") for _ in range(2)] == [False, False]


def test_an_unmarked_view_is_not_kept() -> None:
    cache = PageCacheMiddleware(lambda request: HttpResponse("mine"))
    assert not cache(RequestFactory(headers={"host": "localhost"}).get("/")).has_header("Cache-Status")


def test_request_ids_are_not_kept() -> None:
    ask = middleware(lambda request: HttpResponse("hello", headers={"X-Request-ID": "1"}))
    ask()
    assert "X-Request-ID" not in ask().headers


def test_a_page_is_kept_until_the_moment_it_names() -> None:
    def until(moment: Any) -> list[str]:
        ask = middleware(lambda request: valid_until(HttpResponse("hello"), moment))
        return [ask()["Cache-Status"] for _ in range(2)]

    now = timezone.now()
    assert until(now + timedelta(hours=1)) == [MISS, HIT]
    assert until(now - timedelta(seconds=1)) == [MISS, MISS]
    assert until(None) == [MISS, HIT]


def test_a_flood_of_queries_is_bounded_and_drops_no_plain_page(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    store = site.application.store
    store.asked_with_query.most_pages = 5
    site.get("/consultations/")
    for n in range(12):
        assert site.get(f"/consultations/?q={n}").cache == MISS
    assert len(store.asked_with_query.pages) == 5
    assert site.get("/consultations/").cache == HIT
    assert site.get("/consultations/?q=11").cache == HIT
    assert site.get("/consultations/?q=0").cache == MISS
    long = "/consultations/?q=" + "x" * pagecache.LONGEST_QUERY
    assert [site.get(long).cache for _ in range(2)] == [None, None]


def test_a_shelf_is_bounded_by_bytes_and_counts_them_right() -> None:
    shelf = Shelf(most_bytes=30_000, most_pages=100)
    page = pagecache.Page([], "e", b"x" * 2000, float("inf"))
    for n in range(10):
        shelf.put((str(n),), page)
        shelf.put((str(n),), page)
    assert list(shelf.pages) == [("8",), ("9",)]
    assert shelf.bytes == 2 * page.size <= 30_000
    shelf.clear()
    assert (shelf.bytes, len(shelf.pages)) == (0, 0)


def test_kept_pages_stand_while_the_database_does_not_answer(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.get("/")

    def broken() -> None:
        raise OperationalError

    monkeypatch.setattr(connection, "cursor", broken)
    assert site.get("/").cache == HIT


def test_nothing_is_kept_before_the_version_is_known() -> None:
    store = PageStore()
    store.keep(("http", "", "localhost", "", "en", "/", ""), None, HttpResponse("hello"))
    assert store.plain.pages == {}
