"""Standing pages, error pages, components and vendored files."""

import hashlib
import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import BadRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory, override_settings

from core.errors import Conflict
from core.middleware import error_page
from core.templatetags.portal import moment
from defa_portal.views.errors import bad_request
from defa_portal.views.styleguide import styleguide
from moderation.states import REASONS_FOR, Act
from responses import permissions
from responses.states import Consent
from responses.views import cookies

ROOT = Path(settings.BASE_DIR)
TEMPLATES = ROOT / "templates"
STANDING = ("/about/", "/privacy/", "/accessibility/", "/moderation-policy/")


@pytest.mark.django_db
@pytest.mark.parametrize("address", STANDING)
def test_standing_page_is_kept_for_every_reader(client: Client, address: str) -> None:
    response = client.get(address)
    page = response.content.decode()
    assert response.status_code == 200
    assert response._public_page is True  # type: ignore[attr-defined]  # set by core.pagecache.public_page
    assert not response.cookies
    assert "csrfmiddlewaretoken" not in page
    assert page.count("<h1>") == 1
    assert [link for link in STANDING if f'href="{link}"' in page] == list(STANDING)
    assert "This is not an official ASEAN site." in page


@pytest.mark.django_db
@override_settings(SITE_IS_OFFICIAL=True, SITE_OPERATOR="the Office of Tests")
def test_official_installation_says_so(client: Client) -> None:
    page = client.get("/about/?official").content.decode()
    assert "This is an official site. It is run by the Office of Tests." in page
    assert "not an official" not in page
    assert "not run or endorsed" not in page


@pytest.mark.django_db
def test_privacy_explains_each_consent(client: Client) -> None:
    page = client.get("/privacy/").content.decode()
    assert [label for label in Consent.labels if str(label) not in page] == []


@pytest.mark.django_db
def test_privacy_names_every_cookie(client: Client) -> None:
    page = client.get("/privacy/").content.decode()
    of_answers = {cookies.DRAFT_COOKIE, cookies.CODE_COOKIE, cookies.MEMBERS_COOKIE, permissions.COOKIE}
    assert set(re.findall(r"<code>(defa_\w+)</code>", page)) == {
        settings.CSRF_COOKIE_NAME,
        settings.SESSION_COOKIE_NAME,
        settings.LANGUAGE_COOKIE_NAME,
        *of_answers,
    }


@pytest.mark.django_db
@override_settings(DRAFTS_KEPT_DAYS=33)
def test_privacy_names_the_days_drafts_are_kept(client: Client) -> None:
    assert "33 days after the consultation closes" in client.get("/privacy/").content.decode()


@pytest.mark.django_db
def test_moderation_policy_explains_each_reason(client: Client) -> None:
    page = client.get("/moderation-policy/").content.decode()
    reasons = {reason for act in (Act.DECLINE, Act.RETURN, Act.UNPUBLISH) for reason in REASONS_FOR[act]}
    assert [reason.label for reason in sorted(reasons) if str(reason.label) not in page] == []


@pytest.mark.django_db
def test_unknown_address_is_a_page_with_ways_on(client: Client) -> None:
    response = client.get("/nothing-here/")
    assert response.status_code == 404
    assert "There is nothing at this address" in response.content.decode()


def test_portal_error_shows_sentence_status_and_code(rf: RequestFactory) -> None:
    response = error_page(rf.get("/"), Conflict("Ana published it a moment ago."))
    assert response.status_code == 409
    assert "<h1>Ana published it a moment ago.</h1>" in response.content.decode()
    assert "“conflict”" in response.content.decode()


def test_bad_request_names_the_site(rf: RequestFactory) -> None:
    response = bad_request(rf.get("/"), BadRequest())
    assert response.status_code == 400
    assert settings.SITE_NAME in response.content.decode()


def test_server_error_page_stands_alone() -> None:
    page = render_to_string("500.html")
    assert "Something went wrong on our side" in page


@pytest.mark.django_db
def test_csrf_failure_gives_back_every_word_but_no_secret() -> None:
    words = "ข้อความ “<b>ສະບາຍດີ</b>”\nsecond line"
    client = Client(enforce_csrf_checks=True)
    response = client.post("/admin/login/?next=/admin/", {"text": words, "code": "SECRET-CODE", "password": "SECRET-WORD"})
    page = response.content.decode()
    assert response.status_code == 403
    assert response["Cache-Control"] == "no-store"
    assert "Nothing you typed is lost" in page
    assert page.count("ข้อความ “&lt;b&gt;ສະບາຍດີ&lt;/b&gt;”\nsecond line") == 2  # once to send, once to read
    assert 'action="/admin/login/?next=/admin/"' in page
    assert "SECRET" not in page
    assert "defa_csrf" in response.cookies


@pytest.mark.django_db
def test_csrf_failure_shows_what_was_typed_and_no_names_of_fields() -> None:
    sent = {"asked": ["trade_paper"], "trade_position": "with_changes", "go": "on", "country": "LA", "reasons": "Two days."}
    page = Client(enforce_csrf_checks=True).post("/receipts/", sent).content.decode()
    shown = page.partition('<ol class="typed-list">')[2]
    assert "Two days." in shown
    assert not [word for word in ("trade_paper", "with_changes", ">on<", "LA\n") if word in shown]
    assert 'name="trade_position" value="with_changes"' in page


@pytest.mark.parametrize(
    ("zone", "short", "said"),
    [
        ("Asia/Jakarta", False, "Friday 18 December 2026, 17:00 Jakarta time (UTC+7)"),
        ("Asia/Yangon", False, "Friday 18 December 2026, 16:30 Yangon time (UTC+6:30)"),
        ("Asia/Ho_Chi_Minh", False, "Friday 18 December 2026, 17:00 Ho Chi Minh time (UTC+7)"),
        ("America/New_York", True, "18 Dec 2026, 05:00 UTC-5"),
        ("UTC", True, "18 Dec 2026, 10:00 UTC"),
    ],
)
def test_moment_names_its_zone(zone: str, short: bool, said: str) -> None:
    with override_settings(STATED_TIME_ZONE=zone):
        element = moment(datetime(2026, 12, 18, 10, tzinfo=UTC), short=short)
    assert element.startswith('<time datetime="2026-12-18T10:00:00Z" data-local ')
    assert element.endswith(f">{said}</time>")


def test_moment_of_nothing_is_empty() -> None:
    assert moment(None) == ""


def test_styleguide_shows_every_component(rf: RequestFactory) -> None:
    source = (TEMPLATES / "pages/styleguide.html").read_text()
    components = sorted(f"components/{path.name}" for path in (TEMPLATES / "components").glob("*.html"))
    assert [name for name in components if f'"{name}"' not in source] == []
    assert "Cannot start yet" in styleguide(rf.get("/styleguide/")).content.decode()


@pytest.mark.django_db
def test_styleguide_is_not_there_outside_debug(client: Client) -> None:
    assert client.get("/styleguide/").status_code == 404


def test_vendored_files_are_the_ones_listed() -> None:
    vendor = ROOT / "static/vendor"
    packages = json.loads((vendor / "MANIFEST.json").read_text())
    listed = {name: digest for package in packages for name, digest in package["files"].items()}
    there = {
        path.relative_to(vendor).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in vendor.rglob("*")
        if path.is_file() and path.name != "MANIFEST.json"
    }
    assert listed == there
    assert [
        package["name"] for package in packages if not (package["version"] and package["licence"] and package["source"])
    ] == []
