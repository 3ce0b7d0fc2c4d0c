"""Nothing confidential or undecided stands on any surface for anyone who must not see it; everything published does."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.models import User
from accounts.services import ensure_roles
from responses.models import Attachment, Response
from tests.canary.planted import SLUG, plant
from tests.canary.spellings import spellings, unpacked
from tests.canary.tokens import Planted

pytestmark = pytest.mark.django_db
MOST_PAGES = 3000
QUERIES = (
    "?element=digital-trade",
    "?capacity=msme",
    "?country=LA",
    "?sector=logistics",
    "?q=canary",
    "?standing=open",
    "?page=2",
    "?format=json",
)
PLACES = {
    "extension": ("docx", "xlsx", "pdf", "exe"),
    "slug": (SLUG, "digital-trade"),
    "text_slug": ("chapter-on-data",),
    "reference": (),  # filled with every reference there is
    "section": ("trade",),
    "number": ("1", "2"),
    "paragraph": ("p1", "p2"),
    "member": ("00000000-0000-4000-8000-000000000000",),
    "key": (),  # filled with keys of drafts and of strangers
    "person": ("00000000-0000-4000-8000-000000000000",),
    "invitation": ("00000000-0000-4000-8000-000000000000",),
    "token": ("no-such",),
    "pk": ("1",),
    "uidb36": ("1",),
    "file": (),  # filled with every file there is
}


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in {"href", "src", "action"} and value]


def crawl(client: Client, starts: list[str], stay: str = "/") -> Iterator[tuple[str, bytes]]:
    """Every address reachable from ``starts`` by links, with its status line, headers and body as bytes."""
    waiting, seen = list(starts), set(starts)
    while waiting:
        address = waiting.pop()
        answer = client.get(address)
        body = b"".join(answer) if answer.streaming else answer.content
        headers = "\n".join(f"{name}: {value}" for name, value in answer.items())
        yield address, unpacked(headers.encode() + b"\n" + str(answer.cookies).encode() + b"\n" + body)
        if "html" not in answer.get("Content-Type", "") and not answer.get("Location"):
            continue
        links = Links()
        links.feed(body.decode(errors="replace"))
        for link in [*links.found, answer.get("Location", "")]:
            target = urldefrag(urljoin(address, link)).url
            parts = urlsplit(target)
            filtered = parts.query and not parts.path.startswith(("/admin/", "/accounts/"))  # filters and ways back multiply
            path = parts.path + (f"?{parts.query}" if filtered else "")
            own = parts.netloc in ("", "testserver") and parts.scheme in ("", "http")
            if link and own and path.startswith(stay) and not path.startswith(("/static/", "/admin/logout")) and path not in seen:
                assert len(seen) < MOST_PAGES, "the crawl does not end: a page links to ever new addresses"
                seen.add(path)
                waiting.append(path)


def declared_addresses(places: dict[str, tuple[str, ...]]) -> list[str]:
    """Every pattern of the portal outside the admin, its arguments filled in with all that could fit."""
    return list(_walk(get_resolver(), "/", places))


def _walk(resolver: URLResolver, prefix: str, places: dict[str, tuple[str, ...]]) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        route = prefix + str(pattern.pattern)
        if route.startswith("/admin/"):
            continue
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, route, places)
        elif isinstance(pattern, URLPattern):
            yield from _filled(route, pattern, places)


def _filled(route: str, pattern: URLPattern, places: dict[str, tuple[str, ...]]) -> Iterator[str]:
    addresses = [re.sub(r"\(\?P(<\w+>)[^)]*\)", r"\1", route).replace("^", "").replace("$", "")]  # django-allauth has expressions
    for name in re.findall(r"\(\?P<(\w+)>", route):
        addresses = [a.replace(f"<{name}>", value) for a in addresses for value in places[name]]
    for name, converter in pattern.pattern.converters.items():
        holder = f"<{type(converter).__name__.removesuffix('Converter').lower().replace('string', 'str')}:{name}>"
        addresses = [a.replace(holder, value).replace(f"<{name}>", value) for a in addresses for value in places[name]]
    for address in addresses:
        assert "<" not in address, f"{address} is not filled in"
        yield address
        for query in () if "file" in pattern.pattern.converters else QUERIES:
            yield address + query


def hits(pages: Iterator[tuple[str, bytes]], tokens: dict[str, str]) -> tuple[list[str], set[str]]:
    """Where a token stands, as sentences, and the tokens found."""
    forms = {token: spellings(token) for token in tokens}
    sentences, found = [], set()
    for address, body in pages:
        for token, spelled in forms.items():
            if any(spelling in body for spelling in spelled):
                sentences.append(f"{tokens[token]} stands on {address}")
                found.add(token)
    return sentences, found


@pytest.fixture
def planted() -> Planted:
    call_command("load_defa")
    return plant()


def all_places(planted: Planted) -> dict[str, tuple[str, ...]]:
    references = tuple(sorted(set(Response.objects.exclude(reference="").values_list("reference", flat=True))))
    files = tuple(str(file) for file in Attachment.objects.values_list("uuid", flat=True))
    keys = ("00000000-0000-4000-8000-000000000000",)
    return PLACES | {"reference": (*references, "DEFA-0000-0000-0"), "key": keys, "file": files}


def of_one_response(address: str) -> bool:
    """Of the addresses of files, those of a response with its own file, and one file in every response: the rest say no more."""
    found = re.search(r"/([^/]+)/files/([0-9a-f-]{36})/$", address)
    if found is None:
        return True
    reference, owner = found[1], Attachment.objects.get(uuid=found[2]).response
    return reference == owner.reference or owner.reference == ""


def test_public_surfaces_hold_what_was_published_and_nothing_else(planted: Planted) -> None:
    addresses = [address for address in declared_addresses(all_places(planted)) if of_one_response(address)]
    leaked, _ = hits(crawl(Client(), ["/", *addresses]), planted.secret)
    assert leaked == []
    _, found = hits(crawl(Client(), ["/"]), planted.public)
    assert {planted.public[token] for token in planted.public.keys() - found} == set()


def test_editor_sees_no_response_that_is_not_published(planted: Planted) -> None:
    ensure_roles()
    client = Client()
    client.force_login(staff("editor", "Editor"))
    leaked, _ = hits(crawl(client, ["/admin/"], stay="/admin/"), planted.secret)
    assert leaked == []


def test_crawl_finds_what_a_moderator_may_see(planted: Planted) -> None:
    """The control: the same crawl by someone who may see responses finds them, so an empty result above means something."""
    ensure_roles()
    client = Client()
    client.force_login(staff("moderator", "Moderator"))
    queue = ["/admin/responses/response/?standing=all", "/admin/responses/response/"]
    _, found = hits(crawl(client, queue, stay="/admin/responses/"), planted.secret)
    assert {what for token, what in planted.secret.items() if token in found} >= {
        "reasons of a response waiting, named",
        "email of a response waiting, not_published",
    }


def staff(username: str, role: str) -> User:
    user = User.objects.create_user(username, password="of the test cast", is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user
