"""The reader's language: how it is chosen, what it changes, and that nobody gets another's."""

import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent
from urllib.parse import quote

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.core.wsgi import get_wsgi_application
from django.test import Client
from django.utils import translation
from django.utils.translation import trans_real
from pytest_django.fixtures import Settings

from core.languages import LANGUAGES
from core.pagecache import CachedApplication
from core.version import kept
from tests import make
from tests.core.site import Site

pytestmark = pytest.mark.django_db

MORE = ("/language/", "/" + "a" * 3000, "http:///evil.example", "elements/")


def lang_of(body: bytes) -> str:
    found = re.search(r'<html lang="([^"]+)"', body.decode())
    assert found
    return found[1]


def chosen(client: Client, code: str, **more: str) -> str:
    answer = client.post("/language/", {"language": code, **more})
    assert answer.status_code == 303
    return answer["Location"]


def test_the_page_names_all_languages_in_their_own_words_and_marks_the_one_in_force(client: Client) -> None:
    body = client.get("/language/", headers={"accept-language": "ta"}).content.decode()
    for code, language in LANGUAGES.items():
        assert re.search(rf'value="{code}"\s+lang="{language.lang}"', body)
        assert language.own_name in body
    assert re.findall(r'value="([a-z-]+)"\s+lang="[^"]+"\s+aria-current="true"', body) == ["ta"]


def test_a_choice_is_kept_for_a_year_and_wins_over_the_browser(client: Client, settings: Settings) -> None:
    settings.HTTPS = True
    assert chosen(client, "zh-hans", next="/timeline/?kind=round#x") == "/timeline/?kind=round#x"
    cookie = client.cookies["defa_language"]
    assert (cookie.value, cookie["max-age"], cookie["samesite"], cookie["secure"], cookie["httponly"], cookie["path"]) == (
        "zh-hans",
        365 * 24 * 3600,
        "Lax",
        True,
        True,
        "/",
    )
    answer = client.get("/timeline/", headers={"accept-language": "vi"})
    assert (lang_of(answer.content), answer["Content-Language"]) == ("zh-Hans", "zh-Hans")


@pytest.mark.parametrize("code", ["", "xx", "EN", "en\0", "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")])
def test_what_is_no_language_is_refused(client: Client, code: str) -> None:
    assert client.post("/language/", {"language": code}).status_code == 400
    assert "defa_language" not in client.cookies


@pytest.mark.parametrize(
    "address",
    ["", "//evil.example/", "https://evil.example/", "javascript:alert(1)", "/\\evil.example", "///evil.example", "/a\nb", *MORE],
)
def test_the_way_back_leads_nowhere_else(client: Client, address: str) -> None:
    assert chosen(client, "id", next=address) == "/"
    assert 'name="next" value="/"' in client.get("/language/", {"next": address}).content.decode()


def test_the_form_needs_its_token() -> None:
    assert Client(enforce_csrf_checks=True).post("/language/", {"language": "id"}).status_code == 403


def test_the_way_back_keeps_what_was_chosen_on_the_page_before(client: Client) -> None:
    def back(asked: str, referrer: str) -> str:
        body = client.get(f"/language/{asked}", headers={"referer": referrer}).content.decode()
        found = re.search(r'name="next" value="([^"]*)"', body)
        assert found
        return found[1]

    assert back("?next=/timeline/", "http://testserver/timeline/?kind=round") == "/timeline/?kind=round"
    assert back("?next=/timeline/", "http://testserver/about/") == "/timeline/"
    assert back("", "http://testserver/drafts/abc/") == "/drafts/abc/"
    assert back("", "https://evil.example/drafts/") == "/"


def test_public_pages_lead_back_and_secret_addresses_stand_in_no_link(client: Client) -> None:
    make.consultation("rules")
    assert f"/language/?next={quote('/timeline/', safe='')}" in client.get("/timeline/?kind=round").content.decode()
    body = client.get("/consultations/rules/respond/").content.decode()
    assert 'href="/language/"' in body
    assert "/language/?next" not in body


def test_pages_say_their_language_and_what_they_vary_by(client: Client) -> None:
    for code, language in LANGUAGES.items():
        for path in ("/", "/about/", "/receipts/", "/nowhere/"):
            answer = client.get(path, headers={"accept-language": code})
            assert (lang_of(answer.content), answer["Content-Language"]) == (language.lang, language.lang)
            kept_by_no_cache = answer.get("Cache-Control") == "no-store"
            assert kept_by_no_cache == (path == "/receipts/")
            varies = {name.strip() for name in answer["Vary"].split(",")}
            assert kept_by_no_cache or varies >= {"Accept-Language", "Cookie"}


def test_what_programs_read_is_english(client: Client) -> None:
    client.cookies["defa_language"] = "km"
    for path in ("/timeline.ics", "/timeline.atom"):
        answer = client.get(path)
        assert "Accept-Language" not in answer.get("Vary", "")
        assert "Content-Language" not in answer
    assert lang_of(client.get("/admin/login/", follow=True).content) in ("en", "en-us")


def test_nothing_stays_active_after_a_request(client: Client) -> None:
    client.get("/", headers={"accept-language": "lo"})
    assert translation.get_language() == "en"
    client.get("/nowhere/", headers={"accept-language": "lo"})
    assert translation.get_language() == "en"


def test_other_languages_say_that_they_await_review(client: Client) -> None:
    note = "This translation awaits review by native speakers."
    assert note not in client.get("/").content.decode()
    assert client.get("/", headers={"accept-language": "fil"}).content.decode().count("<p>") > client.get(
        "/"
    ).content.decode().count("<p>")


@pytest.fixture
def catalogue(tmp_path: Path, settings: Settings) -> Iterator[None]:
    """Khmer, of two messages."""
    folder = tmp_path / "km" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    text = dedent(
        """
        msgid ""
        msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=1; plural=0;\\n"
        msgid "Timeline"
        msgstr "ពេលវេលា"
        msgid "March"
        msgstr "មីនា"
        """
    )
    (tmp_path / "km.po").write_text(text)
    with (tmp_path / "km.po").open("rb") as source, (folder / "django.mo").open("wb") as target:
        write_mo(target, read_po(source, "km"))
    settings.LOCALE_PATHS = [tmp_path]
    translations: dict[str, object] = vars(trans_real)["_translations"]
    translations.clear()
    yield
    translations.clear()


@pytest.mark.usefixtures("catalogue")
def test_both_doors_of_the_page_cache_keep_each_language_apart(client: Client) -> None:
    site = Site(CachedApplication(get_wsgi_application()))
    for _ in range(2):
        english = site.get("/privacy/", HTTP_ACCEPT_LANGUAGE="en").body.decode()
        khmer = site.get("/privacy/", HTTP_ACCEPT_LANGUAGE="km").body.decode()
        by_cookie = site.get("/privacy/", HTTP_ACCEPT_LANGUAGE="en", HTTP_COOKIE="a=b; defa_language=km").body.decode()
        assert (">Timeline<" in english, "ពេលវេលា" in english) == (True, False)
        assert (">Timeline<" in khmer, "ពេលវេលា" in khmer) == (False, True)
        assert by_cookie == khmer
    assert site.get("/privacy/", HTTP_COOKIE="defa_language=km").cache == "defa; hit"
    for code in ("en", "km", "en", "km"):
        assert ("ពេលវេលា" in client.get("/privacy/", headers={"accept-language": code}).content.decode()) == (code == "km")


@pytest.mark.usefixtures("catalogue")
def test_skeletons_of_answering_pages_are_of_one_language(client: Client) -> None:
    make.consultation("rules")
    for code in ("km", "en", "km"):
        body = client.get("/consultations/rules/respond/", headers={"accept-language": code}).content.decode()
        assert ("ពេលវេលា" in body, ">Timeline<" in body) == (code == "km", code == "en")


def test_what_is_kept_is_kept_for_its_language() -> None:
    @kept
    def language() -> str | None:
        return translation.get_language()

    assert [language(), language()] == ["en", "en"]
    with translation.override("km"):
        assert [language(), language()] == ["km", "km"]
    assert language() == "en"
