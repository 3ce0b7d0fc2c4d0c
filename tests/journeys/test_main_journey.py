"""From the home page to the public record: as a stranger, an officer and a reader; with and without JavaScript, on a phone."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from consultations.models import Phase
from moderation.models import PublishedResponse
from responses.models import Response
from tests.journeys.conftest import PASSWORD, Portal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Two days for each box. ស្ពាន ຂົວ สะพาน cầu 桥 – “quoted” <b>not bold</b>"


def start(page: Page, portal: Portal) -> str:
    """From the home page to a new draft; returns its private link."""
    page.goto(portal.url)
    page.get_by_role("link", name=re.compile("Rules for trade|Answer")).first.click()
    if "/respond/" not in page.url:
        page.get_by_role("link", name=re.compile("^Answer")).first.click()
    page.get_by_label("I will write my answers in").select_option("en")
    page.get_by_role("button", name="Start a new response").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My response")
    return page.url


def tell_profile(page: Page) -> None:
    page.get_by_role("link", name="About you", exact=True).click()
    page.get_by_label("Micro, small or medium enterprise").check()
    page.locator("[name=profile__organisation]").fill("Mekong Boxes")
    page.locator("[name=profile__name]").fill("Respondent One")
    page.locator("[name=profile__country]").select_option("LA")
    page.locator("[name=profile__sector]").select_option("logistics")
    page.get_by_role("button", name="Save and see all parts").click()


def answer_questions(page: Page) -> None:
    page.get_by_role("link", name="Digital trade", exact=True).click()
    page.get_by_role("radio", name="Support with changes").check()
    page.get_by_role("checkbox", name="Paper").check()
    page.locator("[name=paper_days]").fill("2.5")
    page.locator("[name=reasons]").fill(WORDS)
    page.get_by_role("button", name="Save and see all parts").click()


def choose_publication(page: Page) -> None:
    page.get_by_role("link", name="Publication", exact=True).click()
    page.get_by_label("Publish with the name of my organisation only").check()
    page.locator("[name=consent__certify]").check()
    page.get_by_role("button", name="Save and see all parts").click()


def send(page: Page) -> tuple[str, str]:
    page.get_by_role("link", name="Check and send", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Check your answers")
    expect(page.locator("main")).to_contain_text(WORDS)
    page.get_by_role("button", name="Send my response").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your response has been received")
    reference = page.locator(".receipt-reference strong").inner_text()
    return reference, page.locator(".access-code .code").inner_text()


def publish(browser: Browser, portal: Portal, reference: str) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(10_000)
    page.goto(f"{portal.url}/admin/")
    page.get_by_label("Username").fill("moderator")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.goto(f"{portal.url}/admin/responses/response/")
    page.get_by_role("link", name=reference).click()
    expect(page.get_by_text("Mekong Boxes").first).to_be_visible()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.locator(".messagelist")).to_contain_text(reference)
    page.context.close()


def test_answer_over_two_visits_is_published_and_read(either_page: Page, browser: Browser, portal: Portal) -> None:
    page = either_page
    link = start(page, portal)
    tell_profile(page)
    page.context.clear_cookies()  # the browser is closed, or the line is lost for a day
    page.goto("about:blank")
    page.goto(link)
    expect(page.locator("main")).to_contain_text("About you")
    answer_questions(page)
    choose_publication(page)
    reference, code = send(page)
    assert re.fullmatch(r"DEFA-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", reference)
    assert Response.objects.get().reference == reference

    publish(browser, portal, reference)
    page.goto(f"{portal.url}/consultations/{portal.slug}/responses/")
    page.locator("main").get_by_role("link", name=re.compile("Mekong Boxes|" + reference)).first.click()
    expect(page.locator("main")).to_contain_text(WORDS)
    expect(page.locator("main")).not_to_contain_text("Respondent One")
    page.goto(f"{portal.url}/consultations/{portal.slug}/figures/")
    expect(page.locator("main")).to_contain_text(re.compile("1 published response"))

    page.context.clear_cookies()
    page.goto(f"{portal.url}/receipts/")
    page.locator("[name=reference]").fill(reference.lower())
    page.locator("[name=code]").fill(code.replace("-", " "))
    page.locator("main form button[type=submit]").click()
    expect(page.locator("main")).to_contain_text("Published")
    page.get_by_role("link", name=re.compile("Withdraw")).click()
    page.get_by_role("button", name=re.compile("Withdraw")).click()
    expect(page.locator("main")).to_contain_text(re.compile("withdrawn", re.IGNORECASE))
    assert Response.objects.get().state == "withdrawn"
    assert PublishedResponse.objects.count() == 1  # until the job of moderation has run, within a minute


def test_errors_keep_every_word_and_lead_to_the_field(either_page: Page, portal: Portal) -> None:
    page = either_page
    start(page, portal)
    page.get_by_role("link", name="Digital trade", exact=True).click()
    page.get_by_role("checkbox", name="Paper").check()
    page.locator("[name=paper_days]").fill("a few")
    page.locator("[name=reasons]").fill(WORDS)
    page.get_by_role("button", name="Save and continue").click()
    summary = page.locator(".error-summary")
    expect(summary).to_contain_text("Choose a position.")
    expect(page.locator("[name=paper_days]")).to_have_value("a few")
    expect(page.locator("[name=reasons]")).to_have_value(WORDS)
    summary.get_by_role("link", name=re.compile("Write a number")).click()
    assert page.evaluate("document.activeElement.name || location.hash") in ("paper_days", "#q-paper_days", "#id_paper_days")


def test_expired_page_gives_back_every_word(either_page: Page, portal: Portal) -> None:
    page = either_page
    start(page, portal)
    page.get_by_role("link", name="Digital trade", exact=True).click()
    page.get_by_role("radio", name="Oppose").check()
    page.locator("[name=reasons]").fill(WORDS)
    page.context.clear_cookies()  # the token of the open page is worth nothing now
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator("main")).to_contain_text(WORDS)
    page.locator("main form button[type=submit]").first.click()
    draft = Response.objects.get()
    assert draft.draft["reasons"] == [WORDS]
    assert draft.draft["stance"] == ["oppose"]


def test_typing_is_saved_without_pressing_anything(page: Page, portal: Portal) -> None:
    page.set_default_timeout(10_000)
    start(page, portal)
    page.get_by_role("link", name="Digital trade", exact=True).click()
    page.locator("[name=reasons]").type(WORDS)
    expect(page.locator("[data-save-state]")).to_contain_text(re.compile(r"Saved"), timeout=15_000)
    page.wait_for_timeout(500)
    assert Response.objects.get().draft["reasons"] == [WORDS]
    page.get_by_role("checkbox", name="Paper").check()
    expect(page.locator("[name=paper_days]")).to_be_visible()
    page.get_by_role("checkbox", name="Paper").uncheck()
    expect(page.locator("[name=paper_days]")).to_be_hidden()


def test_draft_can_still_be_sent_after_closing_and_says_late(page: Page, portal: Portal) -> None:
    page.set_default_timeout(10_000)
    start(page, portal)
    tell_profile(page)
    answer_questions(page)
    choose_publication(page)
    phase = Phase.objects.get()
    Phase.objects.update(closes_at=phase.opens_at + timedelta(minutes=1))
    page.get_by_role("link", name="Check and send", exact=True).click()
    expect(page.locator("main")).to_contain_text("marked as late")
    page.get_by_role("button", name="Send my response").click()
    expect(page.locator("main")).to_contain_text("Received after the closing time.")
    assert Response.objects.get().timing == "late"
