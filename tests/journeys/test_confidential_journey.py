"""One passage and one file confidential: marked, sent, refused, mended, accepted, published; with and without JavaScript."""

import re

import pytest
from playwright.sync_api import Browser, FilePayload, Page, expect

from moderation.models import PublishedFile, PublishedStatement
from responses.models import Response
from responses.services.checking import check_waiting
from tests.journeys.conftest import PASSWORD, Portal
from tests.journeys.test_main_journey import choose_publication, start, tell_profile

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
BEFORE, SECRET, AFTER = "Each year we pay ", "4 million dollars ស្ពាន", " at the border."
CONFIDENTIAL: FilePayload = {"name": "costs.csv", "mimeType": "text/csv", "buffer": b"sum\n4000000\n"}
PUBLIC: FilePayload = {"name": "costs-public.csv", "mimeType": "text/csv", "buffer": b"sum\nlarge\n"}
COVERED = f"{BEFORE}a large sum{AFTER}"


def mark(page: Page, scripts: bool) -> None:
    page.get_by_role("link", name="Digital trade", exact=True).click()
    page.get_by_role("radio", name="Support", exact=True).check()
    field = page.locator("[name=reasons]")
    if not scripts:
        field.fill(f"{BEFORE}[[{SECRET}]]{AFTER}")
    else:
        field.fill(BEFORE + SECRET + AFTER)
        field.evaluate("(field, [from, to]) => field.setSelectionRange(from, to)", [len(BEFORE), len(BEFORE + SECRET)])
        page.locator(".question", has=field).get_by_role("button", name="Mark as confidential").click()
        expect(field).to_have_value(f"{BEFORE}[[{SECRET}]]{AFTER}")
        expect(page.locator(".mark-told").filter(has_text="Marked.")).to_be_visible()
    page.get_by_role("button", name="Save and see all parts").click()


def add_files(page: Page) -> None:
    page.get_by_role("link", name="Files", exact=True).click()
    page.get_by_label("Choose a file").set_input_files(CONFIDENTIAL)
    page.get_by_label("This file is confidential").check()
    page.get_by_role("button", name="Add this file").click()
    expect(page.locator(".file-list")).to_contain_text("Needs a public version")
    page.get_by_label("Or a public version of the file").set_input_files(PUBLIC)
    page.get_by_role("button", name="Add the public version").click()
    expect(page.locator(".file-list")).to_contain_text("Public version of a confidential file.")
    check_waiting()
    page.get_by_role("link", name="See all parts").click()


def say_why(page: Page) -> None:
    page.get_by_role("link", name="Confidential passages", exact=True).click()
    expect(page.locator(".in-sentence mark")).to_have_text(SECRET)
    page.get_by_label("Prices, costs, sales or investments").check()
    page.get_by_label("What may everyone read in place of passage 1?").fill("a large sum")
    page.locator("[name=claim__certify]").check()
    page.get_by_role("button", name="Save and see all parts").click()


def check_and_send(page: Page, button: str) -> None:
    page.get_by_role("link", name=re.compile("^Check your answers")).click()
    expect(page.locator(".pair-full .pair-text")).to_have_text(BEFORE + SECRET + AFTER)
    expect(page.locator(".pair-public .pair-text")).to_have_text(COVERED)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your response has been received")
    expect(page.locator(".pair-public .pair-text")).to_have_text(COVERED)


def officer(browser: Browser, portal: Portal) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(10_000)
    page.goto(f"{portal.url}/admin/")
    page.get_by_label("Username").fill("moderator")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    return page


def test_confidential_parts_from_the_mark_to_the_record(
    either_page: Page, browser: Browser, portal: Portal, request: pytest.FixtureRequest
) -> None:
    page = either_page
    start(page, portal)
    scripts = request.node.callspec.params["either_page"]
    tell_profile(page)
    mark(page, scripts)
    add_files(page)
    say_why(page)
    choose_publication(page)
    check_and_send(page, "Send my response")
    reference = page.locator(".receipt-reference strong").inner_text()

    staff = officer(browser, portal)
    staff.goto(f"{portal.url}/admin/responses/response/{Response.objects.get().pk}/change/")
    expect(staff.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    staff.locator(".act-refuse summary").click()
    staff.locator(".act-refuse select").select_option("too_wide")
    staff.locator(".act-refuse textarea").fill("Leave the currency readable, please.")
    staff.locator(".act-refuse button").click()
    expect(staff.locator(".messagelist")).to_contain_text("its confidentiality claim refused")

    page.goto(f"{portal.url}/responses/{reference}/")
    expect(page.locator("main")).to_contain_text("Leave the currency readable, please.")
    page.get_by_role("button", name="Change my response").click()
    page.get_by_role("link", name="Confidential passages", exact=True).click()
    page.locator("[name=claim__certify]").check()
    page.get_by_role("button", name="Save and see all parts").click()
    page.get_by_role("link", name="Publication", exact=True).click()
    page.locator("[name=consent__certify]").check()
    page.get_by_role("button", name="Save and see all parts").click()
    check_and_send(page, "Send my changed response")

    staff.goto(f"{portal.url}/admin/responses/response/{Response.objects.get(edition=2).pk}/change/")
    staff.get_by_role("button", name="Accept the claim").click()
    expect(staff.locator(".messagelist")).to_contain_text("accepted as confidential")
    staff.get_by_role("button", name="Publish", exact=True).click()
    expect(staff.locator(".messagelist")).to_contain_text("was published")
    staff.context.close()

    page.goto(f"{portal.url}/consultations/{portal.slug}/responses/{reference}/")
    expect(page.locator("main")).to_contain_text(COVERED)
    expect(page.locator("main")).not_to_contain_text(SECRET)
    expect(page.locator("main")).not_to_contain_text("costs.csv")
    with page.expect_download() as download:
        page.get_by_role("link", name="costs-public.csv").click()
    assert download.value.path().read_bytes() == b"sum\nlarge\n"
    assert PublishedStatement.objects.get(key="reasons").text == COVERED
    assert PublishedFile.objects.get().name == "costs-public.csv"
