"""Passkeys, with the virtual authenticator of Chromium, and authenticator apps, whose code the test computes (RFC 6238)."""

import base64
import hashlib
import hmac
import struct
import time

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import CDPSession, Page, expect

from tests import make
from tests.journeys.conftest import PASSWORD, Open, Portal
from tests.journeys.test_together import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def device_of(page: Page) -> tuple[CDPSession, str]:
    """A device that holds passkeys, beside this page, and its id."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    return session, session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]


def password_again(page: Page) -> None:
    """Whatever guards an account asks for the password once more."""
    page.get_by_label("Password").fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()


def sign_out(page: Page, portal: Portal) -> None:
    page.goto(f"{portal.url}/accounts/logout/")
    page.locator("main form button[type=submit]").click()
    page.goto(f"{portal.url}/accounts/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def code_at(secret: str, moment: float) -> str:
    """RFC 6238: HMAC-SHA1 over the number of half minutes, six digits."""
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", int(moment) // 30), hashlib.sha1).digest()
    start = digest[-1] & 0xF
    return f"{(struct.unpack('>I', digest[start : start + 4])[0] & 0x7FFFFFFF) % 1_000_000:06}"


def add_passkey(page: Page, portal: Portal, *, alone: bool) -> None:
    page.goto(f"{portal.url}/accounts/2fa/")
    page.get_by_role("link", name="Add a passkey").click()
    password_again(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a passkey")
    page.locator("[name=name]").fill("Ana’s phone")
    if alone:
        page.locator("[name=passwordless]").check()
    page.get_by_role("button", name="Add my passkey").click()
    page.wait_for_url(lambda url: "webauthn/add" not in url)


def test_passkey_opens_the_account_without_a_password(browser_of: Open, portal: Portal) -> None:
    make.person("Ana")
    page = browser_of("Ana")
    session, device = device_of(page)
    sign_in(page, portal, "Ana")
    add_passkey(page, portal, alone=True)
    assert Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).count() == 1
    page.goto(f"{portal.url}/accounts/2fa/webauthn/")
    expect(page.locator("main .people")).to_contain_text("Ana’s phone")

    sign_out(page, portal)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ana")
    (kept,) = session.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
    assert (kept["rpId"], kept["signCount"]) == ("localhost", 2)


def test_passkey_is_asked_for_after_the_password_and_no_other_device_will_do(browser_of: Open, portal: Portal) -> None:
    make.person("Ana")
    page = browser_of("Ana")
    device_of(page)
    sign_in(page, portal, "Ana")
    add_passkey(page, portal, alone=False)
    sign_out(page, portal)

    thief = browser_of("Thief")
    device_of(thief)
    for one in (page, thief):
        one.goto(f"{portal.url}/accounts/login/")
        one.get_by_label("Email").fill("ana@example.org")
        one.get_by_label("Password").fill(PASSWORD)
        one.get_by_role("button", name="Sign in", exact=True).click()
        expect(one).to_have_url(f"{portal.url}/accounts/2fa/authenticate/")
        one.locator("#mfa_webauthn_authenticate").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ana")
    thief.wait_for_timeout(1000)  # as long as the right device took, and more
    assert thief.request.get(f"{portal.url}/accounts/").url == f"{portal.url}/accounts/2fa/authenticate/"
    assert page.request.get(f"{portal.url}/accounts/").url == f"{portal.url}/accounts/"


def test_authenticator_app_signs_in_and_a_wrong_code_does_not(browser_of: Open, portal: Portal) -> None:
    make.person("Ana")
    page = browser_of("Ana", scripts=False)
    sign_in(page, portal, "Ana")
    page.goto(f"{portal.url}/accounts/2fa/")
    page.get_by_role("link", name="Set up an app").click()
    password_again(page)
    secret = page.locator("#authenticator_secret").input_value()
    page.locator("[name=code]").fill(code_at(secret, time.time()))
    page.locator("main form button[type=submit]").first.click()
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).count() == 1
    sign_out(page, portal)

    page.get_by_label("Email").fill("ana@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    for code in (code_at(secret, time.time() - 3600), code_at(secret, time.time())):
        expect(page).to_have_url(f"{portal.url}/accounts/2fa/authenticate/")
        page.locator("[name=code]").fill(code)
        page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ana")
