"""Journey (a): three colleagues and a lead, a confidential passage, a file with a public version, sessions that end while someone
types; sent by the lead, changed, published. Everyone may read the public version and nothing else."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import Browser, Page, expect

from moderation.models import PublishedFile, PublishedResponse, PublishedStatement
from responses.models import Attachment, Response
from responses.states import ResponseState
from tests import make
from tests.journeys.conftest import Open, Portal
from tests.journeys.test_confidential_journey import AFTER, BEFORE, COVERED, PUBLIC, SECRET, add_files, officer, say_why
from tests.journeys.test_together import SAVED, open_section, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WHOLE = BEFORE + SECRET + AFTER
MARKED = f"{BEFORE}[[{SECRET}]]{AFTER}"
SPEAKS_FOR = "Forty firms of the Lao PDR, asked in two meetings"


def end_session(page: Page) -> None:
    """In the database: the browser goes on believing that it is signed in."""
    (key,) = [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "defa_session"]
    assert Session.objects.filter(session_key=key).delete()[0] == 1


def sign_in_elsewhere(page: Page, portal: Portal, name: str) -> None:
    window = page.context.new_page()
    sign_in(window, portal, name)
    window.close()


def until_saved(page: Page, words: str) -> None:
    """The state on the page may still be that of the save before."""
    for _ in range(150):
        if Response.objects.get().draft.get("reasons") == [words]:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"not saved: {words}")


def type_through_the_end_of_a_session(ana: Page, portal: Portal, draft: str) -> None:
    """Half of the words before it, half after; then the words are marked. Nothing is typed twice."""
    open_section(ana, draft)
    ana.get_by_role("radio", name="Support with changes").check()
    field, state = ana.locator("[name=reasons]"), ana.locator("[data-save-state]")
    field.press_sequentially(BEFORE)
    until_saved(ana, BEFORE.strip())
    end_session(ana)
    field.press_sequentially(SECRET + AFTER)
    expect(state).to_contain_text("you are signed out")
    assert Response.objects.get().draft["reasons"] == [BEFORE.strip()]
    expect(field).to_have_value(WHOLE)
    sign_in_elsewhere(ana, portal, "Ana")
    expect(state).to_contain_text(SAVED, timeout=60_000)
    until_saved(ana, WHOLE)
    field.evaluate("(field, [from, to]) => field.setSelectionRange(from, to)", [len(BEFORE), len(BEFORE + SECRET)])
    ana.locator(".question", has=field).get_by_role("button", name="Mark as confidential").click()
    ana.get_by_role("button", name="Save and see all parts").click()
    assert Response.objects.get().draft["reasons"] == [MARKED]


def press_after_the_end_of_a_session(chan: Page, portal: Portal, draft: str) -> None:
    """Without JavaScript the answer to the button holds every word, and sends it again."""
    chan.goto(f"{draft}about-you/")
    chan.get_by_label("Who does your organisation speak for?").fill(SPEAKS_FOR)
    end_session(chan)
    chan.get_by_role("button", name="Save and see all parts").click()
    expect(chan.locator("main")).to_contain_text(SPEAKS_FOR)
    assert "profile__represents" not in Response.objects.get().draft or Response.objects.get().draft["profile__represents"] == [
        ""
    ]
    sign_in_elsewhere(chan, portal, "Chan")
    again = chan.get_by_role("button", name="Send it again")
    again.click()
    if again.is_visible():  # its token was one of the time before signing in
        again.click()
    expect(chan.get_by_role("heading", level=1)).to_contain_text("Response of Mekong Boxes")


def choose_publication(page: Page, draft: str) -> None:
    page.goto(f"{draft}publication/")
    page.get_by_label("Publish with the name of my organisation only").check()
    page.locator("[name=consent__certify]").check()
    page.get_by_role("button", name="Save and see all parts").click()


def cannot_send(page: Page, draft: str) -> None:
    """No button; and a request made by hand is refused."""
    page.goto(f"{draft}check/")
    expect(page.locator("main")).to_contain_text("Ready for Lead.")
    expect(page.get_by_role("button", name=re.compile("^Send"))).to_have_count(0)
    token = next(cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "defa_csrf")
    forged = page.request.post(f"{draft}submit/", form={"csrfmiddlewaretoken": token}, headers={"Referer": page.url})
    assert forged.status == 403
    assert "Only a lead" in forged.text()
    assert Response.objects.get().state == ResponseState.DRAFT


def send(lead: Page, draft: str) -> str:
    lead.goto(f"{draft}check/")
    expect(lead.locator(".pair-full .pair-text")).to_have_text(WHOLE)
    expect(lead.locator(".pair-public .pair-text")).to_have_text(COVERED)
    lead.get_by_role("button", name="Send the response of Mekong Boxes").click()
    expect(lead.get_by_role("heading", level=1)).to_contain_text("Your response has been received")
    return lead.locator(".receipt-reference strong").inner_text()


def amend(lead: Page, portal: Portal, reference: str) -> None:
    lead.goto(f"{portal.url}/responses/{reference}/")
    lead.get_by_role("button", name="Change my response").click()
    draft = lead.url
    open_section(lead, draft)
    expect(lead.locator("[name=reasons]")).to_have_value(MARKED)
    lead.get_by_role("radio", name="Oppose").check()
    lead.get_by_role("button", name="Save and see all parts").click()
    lead.get_by_role("link", name="Confidential passages", exact=True).click()
    lead.locator("[name=claim__certify]").check()
    lead.get_by_role("button", name="Save and see all parts").click()
    choose_publication(lead, draft)
    assert send(lead, draft) == reference
    expect(lead.locator("main")).to_contain_text("This is version 2.")


def publish(browser: Browser, portal: Portal, response: Response) -> None:
    staff = officer(browser, portal)
    staff.goto(f"{portal.url}/admin/responses/response/{response.pk}/change/")
    expect(staff.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    staff.get_by_role("button", name="Accept the claim").click()
    expect(staff.locator(".messagelist")).to_contain_text("accepted as confidential")
    staff.get_by_role("button", name="Publish", exact=True).click()
    expect(staff.locator(".messagelist")).to_contain_text("was published")
    staff.context.close()


def reads_the_public_version_only(reader: Page, portal: Portal, reference: str) -> None:
    record = f"{portal.url}/consultations/{portal.slug}/responses/"
    reader.goto(record)
    reader.locator("main").get_by_role("link", name=re.compile("Mekong Boxes")).first.click()
    main = reader.locator("main")
    expect(main).to_contain_text(COVERED)
    expect(main).to_contain_text("Oppose")
    with reader.expect_download() as download:
        reader.get_by_role("link", name="costs-public.csv").click()
    assert download.value.path().read_bytes() == PUBLIC["buffer"]
    confidential = Attachment.objects.filter(confidential=True)
    assert confidential.count() == 2  # one of each edition, of the same bytes
    for one in confidential:
        assert reader.request.get(f"{record}{reference}/files/{one.uuid}/").status == 404
        assert reader.request.get(f"{portal.url}/responses/{reference}/files/{one.uuid}/").status == 404
    for address in (record, f"{record}{reference}/", f"{portal.url}/consultations/{portal.slug}/figures/", portal.url):
        page = reader.request.get(address).text()
        for hidden in (SECRET, "4 million", "costs.csv", "4000000", "Ana", "Lead"):
            assert not re.search(rf"\b{re.escape(hidden)}", page), f"{hidden} stands on {address}"


def test_colleagues_write_a_lead_sends_and_everyone_reads_the_public_version(
    browser_of: Open, browser: Browser, portal: Portal
) -> None:
    people = {name: make.person(name) for name in ("Lead", "Ana", "Budi", "Chan")}
    make.organisation(lead=people["Lead"], contributors=(people["Ana"], people["Budi"], people["Chan"]))
    lead, ana, budi = (browser_of(name) for name in ("Lead", "Ana", "Budi"))
    chan = browser_of("Chan", scripts=False)
    for page, name in ((lead, "Lead"), (ana, "Ana"), (budi, "Budi"), (chan, "Chan")):
        sign_in(page, portal, name)

    ana.goto(f"{portal.url}/consultations/{portal.slug}/respond/")
    ana.get_by_role("button", name="Start a response for Mekong Boxes").click()
    draft = ana.url
    type_through_the_end_of_a_session(ana, portal, draft)
    budi.goto(draft)
    add_files(budi)
    budi.goto(draft)
    say_why(budi)
    press_after_the_end_of_a_session(chan, portal, draft)
    choose_publication(chan, draft)
    for page in (ana, budi, chan):
        cannot_send(page, draft)

    reference = send(lead, draft)
    first = Response.objects.get()
    assert (first.represents, first.claim) == (SPEAKS_FOR, "claimed")
    amend(lead, portal, reference)
    current = Response.objects.get(state=ResponseState.SUBMITTED)
    assert (current.edition, current.reference, current.answers["stance"]) == (2, reference, "oppose")

    publish(browser, portal, current)
    reads_the_public_version_only(browser_of("Reader"), portal, reference)
    assert PublishedResponse.objects.get().response_id == current.pk
    assert PublishedStatement.objects.get(key="reasons").text == COVERED
    assert [file.name for file in PublishedFile.objects.all()] == ["costs-public.csv"]
