"""An association files for two members named to nobody; one of them files itself as well. Each is counted once."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from consultations.models import Phase
from consultations.services.publish import move_window
from core.clock import database_now
from moderation.models import RespondentCount
from responses.models import RepresentedMember
from tests.journeys.conftest import PASSWORD, Portal
from tests.journeys.test_main_journey import answer_questions, choose_publication, send, start

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def tell_who(page: Page, capacity: str, organisation: str, code: str = "") -> None:
    page.get_by_role("link", name="About you", exact=True).click()
    page.get_by_label(capacity).check()
    page.locator("[name=profile__organisation]").fill(organisation)
    page.locator("[name=profile__country]").select_option("LA")
    page.locator("[name=profile__association_code]").fill(code)
    page.get_by_role("button", name="Save and see all parts").click()


def add_member(page: Page, name: str) -> None:
    page.get_by_role("link", name=re.compile("^Add a(nother)? member")).click()
    page.get_by_label("To nobody").check()
    page.locator("[name=member__name]").fill(name)
    page.locator("[name=member__kind]").select_option("msme")
    page.locator("[name=member__country]").select_option("LA")
    page.get_by_role("button", name="Save this member").click()


def list_members(page: Page) -> None:
    page.get_by_role("link", name="Members you file for", exact=True).click()
    add_member(page, "Alpha Boats Ltd")
    add_member(page, "Beta Looms")
    expect(page.get_by_role("heading", name="2 members: 2 named to nobody")).to_be_visible()
    page.get_by_role("button", name="See all parts").click()


def publish_all(browser: Browser, portal: Portal) -> str:
    """By a moderator; returns what the page of the association's response shows."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(10_000)
    page.goto(f"{portal.url}/admin/")
    page.get_by_label("Username").fill("moderator")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.goto(f"{portal.url}/admin/responses/response/")
    page.get_by_role("link", name=re.compile("^DEFA-")).first.click()
    seen = page.locator("#content").inner_text()
    for _ in range(2):
        page.get_by_role("button", name="Publish", exact=True).click()
        expect(page.locator(".messagelist")).to_contain_text("published")
    page.context.close()
    return seen


def test_each_member_of_an_association_is_counted_once(either_page: Page, browser: Browser, portal: Portal) -> None:
    page = either_page
    start(page, portal)
    tell_who(page, "Business association", "Example Weavers and Sailors")
    list_members(page)
    answer_questions(page)
    choose_publication(page)
    send(page)
    codes = page.locator(".member-code").all_inner_texts()
    assert len(codes) == 2
    expect(page.locator("main")).not_to_contain_text("Alpha Boats")
    assert list(RepresentedMember.objects.values_list("name", flat=True)) == ["", ""]

    page.context.clear_cookies()  # one of the two, at another desk, under another spelling, with the code it was given
    start(page, portal)
    tell_who(page, "Micro, small or medium enterprise", "Alpha Fleet Holdings", code=codes[0].lower())
    answer_questions(page)
    choose_publication(page)
    send(page)

    seen = publish_all(browser, portal)
    assert "FILED FOR 2 MEMBERS" in seen.upper()
    assert "A member, named to nobody: Micro, small or medium enterprise, Lao PDR" in seen
    assert "Beta Looms" not in seen

    page.goto(f"{portal.url}/consultations/{portal.slug}/figures/")
    expect(page.locator("main")).to_contain_text("is said here after the closing")
    phase = Phase.objects.get()
    move_window(phase=phase, opens_at=phase.opens_at, closes_at=database_now(), by="test", reason="as the test needs it")
    page.wait_for_timeout(1500)  # the content version is asked for once a second
    page.reload()
    expect(page.locator("main")).to_contain_text(re.compile(r"2\s+responses speak for\s+3\s+distinct respondents"))
    row = RespondentCount.objects.get()
    assert (row.responses, row.members, row.also_filed, row.respondents) == (2, 2, 1, 3)
