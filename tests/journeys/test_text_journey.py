"""A comment on version 1 of a draft text, with a range and a replacement, published, and read at version 2."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from consultations.models import DraftText
from tests import make
from tests.journeys.conftest import Portal
from tests.journeys.test_axe import sign_in, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SLUG, QUOTE = "rules-for-data", "across its borders"
WORDING = "Each Party may allow data to move across its borders for business."
SECOND = f"""## Article 1: Data

1. {WORDING}

2. Nothing here keeps a Party from protecting personal data by its own law.

## Article 3: Help

The Parties help each other.
"""


@pytest.fixture
def text(portal: Portal) -> DraftText:
    about = make.consultation(SLUG, title="Rules for data", questions=(), publish=False)
    made = make.draft_text(about)
    make.put_up(about, made.versions.get())
    return made


def select_quote(page: Page) -> None:
    """Mark the words in the paragraph and press the button; without JavaScript paste them."""
    if page.locator("[data-quote-act]").is_visible():
        page.evaluate(
            """words => {
                const from = document.querySelector('[data-quote-from]').firstChild;
                const range = document.createRange();
                range.setStart(from, from.data.indexOf(words));
                range.setEnd(from, from.data.indexOf(words) + words.length);
                const selection = document.getSelection();
                selection.removeAllRanges();
                selection.addRange(range);
            }""",
            QUOTE,
        )
        page.get_by_role("button", name="Quote the words I have selected above").click()
    else:
        page.get_by_label("The words it is about").fill(QUOTE)
    expect(page.get_by_label("The words it is about")).to_have_value(QUOTE)


def comment(page: Page, portal: Portal) -> str:
    """From the consultation to the receipt; returns the reference."""
    page.goto(f"{portal.url}/consultations/{SLUG}/")
    page.get_by_role("link", name="Answer this consultation").click()
    page.get_by_role("button", name="Start a new response").click()
    page.get_by_role("link", name="Comment on “Chapter on data”", exact=True).click()
    page.get_by_role("link", name=re.compile(r"Comment on this paragraph\s*: Article 1\(1\)")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Comment on Article 1(1)")
    page.get_by_label("Support with changes").check()
    select_quote(page)
    page.get_by_label("Your comment").fill("“Shall” is too strict for small markets.")
    page.get_by_label("How you would write the paragraph").fill(WORDING)
    page.get_by_role("button", name="Save my comment").click()
    expect(page.locator(".own-comment ins")).to_contain_text("may")
    page.get_by_role("button", name="I have finished with this text: continue").click()
    page.get_by_role("link", name="Continue", exact=True).click()  # no files
    page.get_by_label("Publish without saying who I am").check()
    page.locator("[name=consent__certify]").check()
    page.get_by_role("button", name="Save and see all parts").click()
    page.get_by_role("link", name="About you", exact=True).click()
    page.get_by_label("Micro, small or medium enterprise").check()
    page.locator("[name=profile__country]").select_option("LA")
    page.get_by_role("button", name="Save and see all parts").click()
    page.get_by_role("link", name="Check and send", exact=True).click()
    expect(page.locator("main")).to_contain_text("“Shall” is too strict for small markets.")
    page.get_by_role("button", name="Send my response").click()
    return page.locator(".receipt-reference strong").inner_text()


def publish(page: Page, portal: Portal, reference: str) -> None:
    sign_in(page, portal, "moderator")
    page.goto(f"{portal.url}/admin/responses/response/?q={reference}")
    page.get_by_role("link", name=reference).click()
    expect(page.locator(".said-of-text mark")).to_have_text(QUOTE)
    expect(page.locator(".said-of-text del")).to_contain_text("shall")
    page.get_by_role("button", name="Publish", exact=True).first.click()
    expect(page.locator(".messagelist")).to_contain_text("was published")


def second_version(page: Page, portal: Portal, text: DraftText) -> list[str]:
    """Imported, corrected, matched, confirmed and published; returns what axe finds on the way."""
    sign_in(page, portal, "editor")
    page.goto(f"{portal.url}/admin/consultations/drafttext/{text.pk}/change/")
    page.get_by_role("link", name="Import a version").click()
    page.set_input_files("[name=file]", {"name": "second.md", "mimeType": "text/markdown", "buffer": SECOND.encode()})
    page.get_by_role("button", name="Import it").click()
    expect(page.locator("main, #content").first).to_contain_text("5 paragraphs, as readers will see them")
    found = violations(page, page.url)
    page.get_by_role("link", name=re.compile("Correct.*Article 3")).click()
    page.get_by_label("Number").fill("Article 2")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("link", name="Match with the version before").click()
    page.get_by_role("button", name="Propose again what is not confirmed").click()
    found += violations(page, page.url)
    expect(page.locator(".matching-line").nth(1)).to_contain_text("may")
    page.get_by_role("button", name="Save and confirm every line").click()
    page.get_by_role("link", name="Back to the version").click()
    page.get_by_role("link", name="Publish this version").click()
    page.get_by_role("button", name="Publish the version").click()
    expect(page.locator(".messagelist")).to_contain_text("The version is published.")
    return found


def test_a_comment_is_carried_to_the_next_version(either_page: Page, browser: Browser, portal: Portal, text: DraftText) -> None:
    reference = comment(either_page, portal)
    office = browser.new_context(viewport={"width": 1280, "height": 900})
    publish(office.new_page(), portal, reference)
    office.clear_cookies()
    assert second_version(office.new_page(), portal, text) == []
    office.close()
    either_page.goto(f"{portal.url}/texts/{text.slug}/")
    either_page.get_by_role("link", name=re.compile(r"1 comment\s+on Article 1\(1\)")).click()
    main = either_page.locator("main")
    expect(main).to_contain_text("From version 1, Article 1(1)")
    expect(main).to_contain_text("“Shall” is too strict for small markets.")
    expect(main.locator("blockquote")).to_have_text(QUOTE)
    expect(main).to_contain_text("Changed")
    either_page.goto(f"{portal.url}/texts/{text.slug}/compare/")
    expect(either_page.locator("del").filter(has_text="shall")).to_be_visible()


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_of_a_text_have_no_violation(browser: Browser, portal: Portal, text: DraftText, width: int) -> None:
    make.next_version(text, SECOND)
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    page.goto(f"{portal.url}/consultations/{SLUG}/respond/")
    page.get_by_role("button", name="Start a new response").click()
    here = page.url.removeprefix(portal.url)
    page.goto(f"{portal.url}{here}texts/{text.slug}/p2/")
    page.get_by_label("The words it is about").fill("not there")
    page.get_by_role("button", name="Save my comment").click()
    expect(page.locator(".error-summary")).to_be_visible()
    paths = ["v1/", "v2/", "v2/p2/", "compare/"]
    addresses = [f"/texts/{text.slug}/{path}" for path in paths]
    addresses += [here, f"{here}texts/{text.slug}/", f"{here}texts/{text.slug}/p2/", f"{here}check/", f"/consultations/{SLUG}/"]
    found = []
    for address in addresses:
        found += violations(page, portal.url + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{address} is wider than the window"
    page.context.close()
    assert found == []
