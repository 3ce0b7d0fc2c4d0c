"""Accounts, files, members and comments on a draft text by keyboard alone, 320 pixels wide, without JavaScript."""

import time
from collections.abc import Iterator

import pytest
from allauth.mfa.models import Authenticator
from playwright.sync_api import Browser

from accounts.models import Membership
from accounts.states import MemberRole
from responses.comments import read_comments
from responses.members import members_in
from responses.models import Attachment, Response
from responses.services.drafts import save_draft, start_draft
from tests import make
from tests.journeys.conftest import PASSWORD, Portal
from tests.journeys.keyboard import Keyboard, keyboard
from tests.journeys.test_second_factor import code_at
from tests.journeys.test_together import link_in_mail

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SLUG = "rules-for-data"
WORDING = "Each Party may allow data to move across its borders for business."


@pytest.fixture
def keys(browser: Browser, portal: Portal) -> Iterator[Keyboard]:
    with keyboard(browser, portal) as keys:
        yield keys


def go(keys: Keyboard, address: str) -> None:
    """From a mail, or a bookmark."""
    keys.page.goto(address)
    keys.look()


def submit(name: str) -> str:
    """The button of the form that has an input of this name."""
    return f"main form:has([name={name}]) button[type=submit]"


def sign_up(keys: Keyboard, name: str) -> None:
    """On the page for it, to the confirmation of the address."""
    address = f"{name.lower()}@example.org"
    keys.write("name", name)
    keys.write("email", address)
    keys.write("password1", PASSWORD)
    keys.press(submit("password1"))
    go(keys, link_in_mail(address, "account.email.email_confirmation_signup"))
    keys.press("main form button[type=submit]")


def sign_in(keys: Keyboard, name: str) -> None:
    keys.write("login", f"{name.lower()}@example.org")
    keys.write("password", PASSWORD)
    keys.press(submit("login"))


def test_account_organisation_invitation_and_second_factor(browser: Browser, portal: Portal, keys: Keyboard) -> None:
    go(keys, f"{portal.url}/accounts/signup/")
    sign_up(keys, "Lead")
    keys.press("main a[href='/accounts/organisations/new/']")
    keys.press(submit("register_number"))  # empty: what is missing is said, and what is typed then stays
    keys.write("name", "Mekong Boxes")
    keys.select("kind", "msme")
    keys.select("country", "LA")
    keys.press(submit("register_number"))
    keys.press("main a[href$='/edit/']")
    keys.rewrite("name", "Mekong Boxes Ltd")
    keys.press(submit("register_number"))
    keys.press("main a[href$='/invite/']")
    keys.write("email", "colleague@example.org")
    keys.choose("role", "contributor")
    keys.write("unit", "Trade")
    keys.press(submit("unit"))

    with keyboard(browser, portal) as theirs:
        go(theirs, link_in_mail("colleague@example.org", "accounts.invitation"))
        theirs.press("main a[href*='/accounts/signup/']")
        sign_up(theirs, "Colleague")
        theirs.press("main form button[type=submit]")
        assert theirs.page.locator("h1").inner_text() == "Mekong Boxes Ltd"
    assert [(one.user.first_name, one.role, one.unit) for one in Membership.objects.select_related("user")] == [
        ("Lead", MemberRole.LEAD, ""),
        ("Colleague", MemberRole.CONTRIBUTOR, "Trade"),
    ]

    go(keys, f"{portal.url}/accounts/2fa/")
    keys.press("main a[href='/accounts/2fa/totp/activate/']")
    keys.write("password", PASSWORD)
    keys.press(submit("password"))
    secret = keys.page.locator("#authenticator_secret").input_value()
    keys.write("code", code_at(secret, time.time()))
    keys.press(submit("code"))
    assert Authenticator.objects.filter(type=Authenticator.Type.TOTP).count() == 1
    go(keys, f"{portal.url}/accounts/logout/")
    keys.press("main form button[type=submit]")
    go(keys, f"{portal.url}/accounts/login/")
    sign_in(keys, "Lead")
    keys.write("code", code_at(secret, time.time() + 30))
    keys.press(submit("code"))
    assert keys.page.locator("h1").inner_text() == "Lead"


def test_files_members_and_comments(keys: Keyboard, portal: Portal) -> None:
    about = make.consultation(SLUG, title="Rules for data", questions=(), publish=False)
    make.put_up(about, make.draft_text(about).versions.get())
    draft = start_draft(form=make.form(SLUG))
    save_draft(key=draft.idempotency_key, posted={"profile__capacity": ["association"]})
    here = f"/drafts/{draft.idempotency_key}/"
    go(keys, portal.url + here)

    keys.press(f"main a[href='{here}members/']")
    keys.press(f"main a[href='{here}members/add/']")
    keys.choose("member__naming", "secretariat")
    keys.write("member__name", "Alpha Boats")
    keys.select("member__kind", "msme")
    keys.select("member__country", "LA")
    keys.press("main button[name=go][value=list]")
    keys.press(f"main a[href='{here}members/paste/']")
    keys.write("list", "Beta Boats;;msme;TH\n")
    keys.press(submit("list"))
    keys.press(f"main a[href='{here}members/']")
    keys.press("main button[name=go][value=overview]")

    keys.press(f"main a[href='{here}files/']")
    keys.attach("#id_file", {"name": "costs.csv", "mimeType": "text/csv", "buffer": b"year,cost\n2025,4200\n"})
    keys.tick("confidential", "yes")
    keys.write("summary", "Costs of a year.")
    keys.press("main form:has(#id_file) button[type=submit]")
    file = Attachment.objects.get()
    keys.come_to(f"#summary-{file.uuid}")
    keys.page.keyboard.press("Control+a")
    keys.page.keyboard.type("What it costs us.")
    keys.press(f"form:has(#summary-{file.uuid}) button[type=submit]")
    keys.press(f"main .actions a[href='{here}confidential/']")
    keys.press("main button[name=go][value=overview]")

    text = make.form(SLUG).texts[0]
    page, names = f"{here}texts/{text.slug}/", text.names("p2")
    keys.press(f"main a[href='{page}']")
    keys.press(f"main a[href='{page}p2/']")
    keys.choose(names["position"], "with_changes")
    keys.write(names["quote"], "across its borders")
    keys.write(names["comment"], "Too strict.")
    keys.rewrite(names["wording"], WORDING)
    keys.press("main button[name=go][value=on]")
    keys.press("main button[name=go][value=overview]")

    draft = Response.objects.get()
    file.refresh_from_db()
    assert [(member.name, member.naming) for member in members_in(draft.draft)] == [
        ("Alpha Boats", "secretariat"),
        ("Beta Boats", "nobody"),
    ]
    assert (file.name, file.confidential, file.public_summary) == ("costs.csv", True, "What it costs us.")
    (said,) = read_comments([text], draft.draft)[0]
    assert (said.position, said.quote, said.text, said.wording) == ("with_changes", "across its borders", "Too strict.", WORDING)
