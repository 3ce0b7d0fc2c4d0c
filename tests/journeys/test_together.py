"""Colleagues and a lead write one response; ministries and a focal point file a national position. In real browsers, one each."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Membership, Organisation
from core.models import OutgoingMail
from responses.models import DraftConflict, Response
from responses.states import ResponseState
from tests import make
from tests.journeys.conftest import PASSWORD, Open, Portal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SAVED = re.compile("Saved")


def sign_in(page: Page, portal: Portal, name: str) -> None:
    page.goto(f"{portal.url}/accounts/login/")
    page.get_by_label("Email").fill(f"{name.lower()}@example.org")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


def link_in_mail(to: str, kind: str) -> str:
    body = OutgoingMail.objects.filter(to=to, kind=kind).latest("pk").body
    found = re.search(r"https?://\S+", body)
    assert found
    return found[0]


def found_and_invite(page: Page, portal: Portal, colleagues: list[str]) -> None:
    page.get_by_role("link", name="Make an organisation").click()
    page.get_by_label("Name of the organisation").fill("Mekong Boxes")
    page.get_by_label("Kind").select_option("msme")
    page.get_by_label("Member state or country").select_option("LA")
    page.get_by_role("button", name="Make this organisation").click()
    for name in colleagues:
        page.get_by_role("link", name="Invite a colleague").click()
        page.get_by_label("E-mail address of your colleague").fill(f"{name.lower()}@example.org")
        page.get_by_role("button", name="Send the invitation").click()
        expect(page.locator("#people + p + .people")).to_contain_text(f"{name.lower()}@example.org")


def join(page: Page, name: str) -> None:
    page.goto(link_in_mail(f"{name.lower()}@example.org", "accounts.invitation"))
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mekong Boxes")


def sign_up(page: Page, portal: Portal, name: str) -> None:
    """From the mail of the invitation, over the mail that confirms the address, back to the invitation."""
    address = f"{name.lower()}@example.org"
    page.goto(link_in_mail(address, "accounts.invitation"))
    page.get_by_role("link", name="Make an account").click()
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Email").fill(address)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Make my account").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    page.goto(link_in_mail(address, "account.email.email_confirmation_signup"))
    page.get_by_role("button", name="Yes, confirm it").click()


def open_section(page: Page, draft: str) -> None:
    page.goto(draft)
    page.get_by_role("link", name="Digital trade", exact=True).click()


def answer_the_rest(page: Page, draft: str) -> None:
    page.goto(f"{draft}about-you/")
    expect(page.locator("[name=profile__organisation]")).to_have_value("Mekong Boxes")
    page.get_by_label("Who does your organisation speak for?").fill("Forty firms of the Lao PDR")
    page.get_by_role("button", name="Save and see all parts").click()
    page.get_by_role("link", name="Publication", exact=True).click()
    page.get_by_label("Publish with the name of my organisation only").check()
    page.locator("[name=consent__certify]").check()
    page.get_by_role("button", name="Save and see all parts").click()


def test_three_colleagues_and_a_lead_draft_one_response(browser_of: Open, portal: Portal) -> None:
    for name in ("Lead", "Ana", "Budi"):
        make.person(name)
    lead, ana, budi, chan = (browser_of(name) for name in ("Lead", "Ana", "Budi", "Chan"))
    sign_in(lead, portal, "Lead")
    found_and_invite(lead, portal, ["Ana", "Budi", "Chan"])
    for page, name in ((ana, "Ana"), (budi, "Budi")):
        sign_in(page, portal, name)
        join(page, name)
    sign_up(chan, portal, "Chan")
    join(chan, "Chan")
    assert Membership.objects.count() == 4

    ana.goto(f"{portal.url}/consultations/{portal.slug}/respond/")
    ana.get_by_role("button", name="Start a response for Mekong Boxes").click()
    expect(ana.get_by_role("heading", level=1)).to_contain_text("Response of Mekong Boxes")
    draft = ana.url

    # two in one field
    open_section(ana, draft)
    open_section(budi, draft)
    ana.locator("[name=reasons]").fill("Ana: paper costs two days.")
    expect(ana.locator("[data-save-state]")).to_contain_text(SAVED)
    budi.locator("[name=reasons]").fill("Budi: fees cost more.")
    expect(budi.locator("[data-save-state]")).to_contain_text("Both texts are kept")
    budi.get_by_role("link", name="Compare and choose").click()
    pair = budi.locator(".two-texts")
    expect(pair).to_contain_text("Ana: paper costs two days.")
    expect(pair).to_contain_text("Budi: fees cost more.")
    open_section(ana, draft)
    expect(ana.locator(".two-texts")).to_contain_text("Budi: fees cost more.")
    budi.get_by_role("button", name=re.compile("^Put both in")).click()
    expect(budi.locator("[name=reasons]")).to_have_value("Ana: paper costs two days.\n\nBudi: fees cost more.")
    assert DraftConflict.objects.get().choice == "both"

    # a session ends while typing
    open_section(chan, draft)
    chan.get_by_role("radio", name="Support with changes").check()
    chan.get_by_role("checkbox", name="Other, please say").check()
    expect(chan.locator("[data-save-state]")).to_contain_text(SAVED)
    chan.context.clear_cookies()
    chan.locator("[name=hurdles__other]").fill("Chan: two systems that do not talk")
    expect(chan.locator("[data-save-state]")).to_contain_text("you are signed out")
    window = chan.context.new_page()
    sign_in(window, portal, "Chan")
    window.close()
    expect(chan.locator("[data-save-state]")).to_contain_text(SAVED, timeout=60_000)
    chan.context.clear_cookies()
    chan.locator("[name=hurdles__other]").fill("Chan: two systems that never talk")
    chan.get_by_role("button", name="Save and see all parts").click()
    expect(chan.locator("main")).to_contain_text("Chan: two systems that never talk")
    window = chan.context.new_page()
    sign_in(window, portal, "Chan")
    window.close()
    chan.get_by_role("button", name="Send it again").click()
    if chan.get_by_role("button", name="Send it again").is_visible():  # its token was one of the time before signing in
        chan.get_by_role("button", name="Send it again").click()
    expect(chan.get_by_role("heading", level=1)).to_contain_text("Response of Mekong Boxes")
    assert Response.objects.get().draft["hurdles__other"] == ["Chan: two systems that never talk"]

    # contributors cannot send, the lead does, and changes it
    answer_the_rest(ana, draft)
    ana.get_by_role("button", name=re.compile("^Mark as ready.*Digital trade")).click()
    expect(ana.locator(".task-list")).to_contain_text("Marked as ready by Ana")
    ana.goto(f"{draft}check/")
    expect(ana.locator("main")).to_contain_text("Ready for Lead.")
    lead.goto(draft)
    expect(lead.locator(".task-list")).to_contain_text("Last edited by Chan")
    lead.goto(f"{draft}check/")
    lead.get_by_role("button", name="Send the response of Mekong Boxes").click()
    expect(lead.get_by_role("heading", level=1)).to_contain_text("Your response has been received")
    reference = lead.locator(".receipt-reference strong").inner_text()
    chan.goto(f"{portal.url}/responses/{reference}/")
    expect(chan.locator("main")).to_contain_text("Budi: fees cost more.")
    expect(chan.get_by_role("button", name="Change my response")).to_have_count(0)
    lead.goto(f"{portal.url}/responses/{reference}/")
    lead.get_by_role("button", name="Change my response").click()
    lead.get_by_role("link", name="Digital trade", exact=True).click()
    lead.get_by_role("radio", name="Oppose").check()
    lead.get_by_role("button", name="Save and see all parts").click()
    lead.get_by_role("link", name="Publication", exact=True).click()
    lead.locator("[name=consent__certify]").check()
    lead.get_by_role("button", name="Save and continue").click()
    lead.get_by_role("button", name="Send the response of Mekong Boxes").click()
    expect(lead.locator("main")).to_contain_text("This is version 2.")
    current = Response.objects.get(state=ResponseState.SUBMITTED)
    assert (current.edition, current.answers["stance"], current.represents) == (2, "oppose", "Forty firms of the Lao PDR")


def test_two_ministries_contribute_and_the_focal_point_files(browser_of: Open, portal: Portal) -> None:
    people = [make.person(name) for name in ("Focal", "Trade", "Finance")]
    team = make.delegation("KH", lead=people[0], name="Delegation of Cambodia")
    for person, unit in zip(people[1:], ("Ministry of Commerce", "Ministry of Finance"), strict=True):
        Membership.objects.create(organisation=team, user=person, unit=unit)
    focal, trade, finance = (browser_of(name) for name in ("Focal", "Trade", "Finance"))
    for page, name in ((focal, "Focal"), (trade, "Trade"), (finance, "Finance")):
        sign_in(page, portal, name)
    expect(focal.locator("main")).to_contain_text("Please protect your account")
    trade.goto(f"{portal.url}/consultations/{portal.slug}/respond/")
    trade.get_by_role("button", name="Start the national position: Delegation of Cambodia").click()
    draft = trade.url
    open_section(trade, draft)
    open_section(finance, draft)
    trade.get_by_role("radio", name="Support with changes").check()
    expect(trade.locator("[data-save-state]")).to_contain_text(SAVED)
    finance.locator("[name=reasons]").fill("Fees are covered by the budget.")
    expect(finance.locator("[data-save-state]")).to_contain_text("Other answers on this page were changed")
    finance.get_by_role("button", name="Save and see all parts").click()
    assert Response.objects.get().draft["stance"] == ["with_changes"]
    finance.get_by_role("link", name="Publication", exact=True).click()
    finance.get_by_label("Publish with the name of my organisation only").check()
    finance.locator("[name=consent__certify]").check()
    finance.get_by_role("button", name="Save and continue").click()
    expect(finance.locator("main")).to_contain_text("Ready for Focal.")
    focal.goto(draft)
    expect(focal.get_by_role("heading", level=1)).to_contain_text("National position of Cambodia")
    expect(focal.locator(".task-list")).to_contain_text("Last edited by Finance")
    focal.goto(f"{draft}check/")
    focal.get_by_role("button", name="Send the national position").click()
    expect(focal.get_by_role("heading", level=1)).to_contain_text("Your response has been received")
    sent = Response.objects.get()
    assert (sent.team, sent.country, sent.organisation) == (Organisation.objects.get(), "KH", "Delegation of Cambodia")
