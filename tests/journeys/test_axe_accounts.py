"""Pages of accounts and organisations: no violation as axe sees it, on a phone and on a desk; nothing wider than 320 pixels."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from accounts.models import Organisation
from accounts.services.invitations import hash_token
from accounts.states import Verification
from core.clock import database_now
from responses.merging import Seen
from responses.models import Response
from responses.services.drafts import save_draft, start_draft
from responses.services.members import put_members
from responses.services.submit import submit_draft
from tests import make
from tests.journeys.conftest import PASSWORD, Portal
from tests.journeys.test_axe import LEVELS, violations
from tests.journeys.test_together import sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "Mekong-Boxes-and-Baskets-" * 4
TOKEN = "of-the-test-cast"
ENTRANCE = ("signup/", "login/", "password/reset/", "password/reset/done/", "confirm-email/", f"invitations/{TOKEN}/")
ACCOUNT = ("", "email/", "password/change/", "logout/", "2fa/", f"invitations/{TOKEN}/", "organisations/new/")
GUARDED = ("2fa/totp/activate/", "2fa/webauthn/add/", "2fa/webauthn/")
PROTECTED = ("2fa/", "2fa/webauthn/", "2fa/recovery-codes/", "2fa/recovery-codes/generate/", "2fa/totp/deactivate/")
REFUSED = (  # address and button of forms sent empty
    ("signup/", "Make my account"),
    ("login/", "Sign in"),
    ("password/reset/", ""),
)


class Look:
    """One page of a browser; what was found on the way."""

    def __init__(self, page: Page, portal: Portal, width: int) -> None:
        self.page, self.portal, self.width, self.found = page, portal, width, list[str]()

    def at(self, path: str) -> None:
        self.found += violations(self.page, self.portal.url + path)
        self.fits(path)

    def here(self, what: str) -> None:
        shown = Axe().run(self.page, options={"runOnly": {"type": "tag", "values": LEVELS}}).response["violations"]
        self.found += [f"{what}: {one['id']}: {node['html'][:120]}" for one in shown for node in one["nodes"]]
        self.fits(what)

    def fits(self, what: str) -> None:
        """Where the window is a phone: one of 320 pixels, the narrowest that WCAG 1.4.10 asks for."""
        narrow = 320 if self.width < 1000 else self.width
        self.page.set_viewport_size({"width": narrow, "height": 800})
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        self.page.set_viewport_size({"width": self.width, "height": 800})
        if wide > narrow:
            self.found.append(f"{what} is {wide} pixels wide in a window of {narrow}")

    def press(self, button: str, what: str) -> None:
        buttons = self.page.locator("main form button[type=submit]")
        (buttons.filter(has_text=button) if button else buttons).first.click()
        self.here(what)


@pytest.fixture
def team(portal: Portal) -> Organisation:
    """Two leads, two contributors, two invitations, and a draft with two texts for one answer; all names long."""
    lead, ana, budi, other = (make.person(name) for name in ("Lead", "Ana", "Budi", "Other"))
    made = make.organisation(LONG.strip("-"), lead=lead, contributors=(ana, budi), verification=Verification.VERIFIED)
    made.memberships.filter(user=ana).update(unit=LONG)
    make.organisation("Riverside Cargo", lead=other)
    for number, token in enumerate((TOKEN, "another")):
        expires = database_now() + timedelta(days=1)
        address = f"a-rather-long-address-{number}@a-rather-long-department.example.org"
        made.invitations.create(email=address, token_hash=hash_token(token), expires_at=expires)
    draft = start_draft(form=make.form(), team=made, by=lead.pk)
    for number, words in enumerate((f"{LONG} costs two days.", "Fees cost more.")):
        save_draft(key=draft.idempotency_key, posted={"reasons": [words]}, seen=Seen(0, {}, f"{number}" * 16), by=ana.pk)
    return made


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_of_an_account_have_no_violation(browser: Browser, portal: Portal, team: Organisation, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    look = Look(context.new_page(), portal, width)
    for path in ENTRANCE:
        look.at(f"/accounts/{path}")
    for path, button in REFUSED:
        look.page.goto(f"{portal.url}/accounts/{path}")
        look.press(button, f"{path} sent empty")
    sign_in(look.page, portal, "Lead")
    for path in ACCOUNT:
        look.at(f"/accounts/{path}")
    for path in ("", "edit/", "invite/"):
        look.at(f"/accounts/organisations/{team.uuid}/{path}")
    look.press("Send the invitation", "invitation without an address")
    look.at(f"/accounts/reauthenticate/?next=/accounts/{GUARDED[0]}")
    look.page.get_by_label("Password").fill(PASSWORD)
    look.press("", GUARDED[0])
    look.press("", "the app without a code")
    for path in GUARDED[1:]:
        look.at(f"/accounts/{path}")
    lead = team.memberships.get(role="lead").user
    TOTP.activate(lead, generate_totp_secret())
    RecoveryCodes.activate(lead)
    passkey = Authenticator.objects.create(user=lead, type="webauthn", data={"name": LONG, "credential": {}})
    for path in (*PROTECTED, f"2fa/webauthn/keys/{passkey.pk}/edit/", f"2fa/webauthn/keys/{passkey.pk}/remove/"):
        look.at(f"/accounts/{path}")
    passkey.delete()  # what it holds is no credential that could be asked for
    context.clear_cookies()
    look.page.goto(f"{portal.url}/accounts/login/")
    look.page.get_by_label("Email").fill("lead@example.org")
    look.page.get_by_label("Password").fill(PASSWORD)
    look.press("Sign in", "2fa/authenticate/")
    look.press("", "2fa/authenticate/ without a code")
    context.close()
    assert look.found == []


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_of_a_team_have_no_violation(browser: Browser, portal: Portal, team: Organisation, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    look = Look(context.new_page(), portal, width)
    sign_in(look.page, portal, "Ana")
    look.at(f"/accounts/organisations/{team.uuid}/")
    look.at(f"/consultations/{portal.slug}/respond/")
    draft = f"/drafts/{Response.objects.get(team=team).idempotency_key}/"
    for path in ("", "about-you/", "s/trade/", "files/", "publication/", "check/"):
        look.at(f"{draft}{path}")
    look.page.goto(portal.url + draft)
    look.press("Mark as ready", "a part that is ready")
    context.close()
    assert look.found == []


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_of_members_and_receipts_have_no_violation(browser: Browser, portal: Portal, width: int) -> None:
    draft = start_draft(form=make.form())
    save_draft(key=draft.idempotency_key, posted=make.whole_answer(profile__capacity="association"))
    members = [make.member(LONG), make.member("Beta Looms", naming="secretariat", number="9" * 40)]
    put_members(key=draft.idempotency_key, members=members)
    context = browser.new_context(viewport={"width": width, "height": 800})
    look = Look(context.new_page(), portal, width)
    here = f"/drafts/{draft.idempotency_key}/"
    for path in ("", "members/", f"members/{members[0].key}/", f"members/{members[0].key}/remove/", "members/paste/", "check/"):
        look.at(here + path)
    look.page.goto(f"{portal.url}{here}members/add/")
    look.press("Save this member", "a member without a name")
    receipt = submit_draft(key=draft.idempotency_key)
    look.page.goto(f"{portal.url}/receipts/")
    look.page.locator("[name=reference]").fill(receipt.reference)
    look.page.locator("[name=code]").fill(receipt.code)
    look.page.locator("main form button[type=submit]").click()
    look.here("own response")
    for path in ("receipt/", "withdraw/"):
        look.at(f"/responses/{receipt.reference}/{path}")
    context.close()
    assert look.found == []
