"""No WCAG 2.2 A or AA violation on any page, as axe sees it, on a phone and on a desk."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from moderation.services.decide import decide
from responses.models import Response
from responses.services.drafts import save_draft, start_draft
from responses.services.submit import submit_draft
from tests import make
from tests.journeys.conftest import PASSWORD, Portal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
READING = (
    "/",
    "/elements/",
    "/elements/digital-trade/",
    "/timeline/",
    "/timeline/?kind=launch",
    "/consultations/",
    "/consultations/rules-for-trade/",
    "/consultations/rules-for-trade/respond/",
    "/consultations/rules-for-trade/responses/",
    "/consultations/rules-for-trade/responses/?sector=cloud",
    "/consultations/rules-for-trade/responses/{reference}/",
    "/consultations/rules-for-trade/figures/",
    "/about/",
    "/privacy/",
    "/accessibility/",
    "/moderation-policy/",
    "/receipts/",
    "/nothing-here/",
)
ANSWERING = ("", "about-you/", "s/trade/", "publication/", "check/", "discard/")
OFFICE = (
    "/admin/",
    "/admin/responses/response/",
    "/admin/responses/response/{pk}/change/",
    "/admin/moderation/decision/",
    "/admin/moderation/publishedresponse/",
)


def violations(page: Page, address: str) -> list[str]:
    page.goto(address)
    page.evaluate("window.scrollTo(0, 0)")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": LEVELS}}).response["violations"]
    return [f"{address}: {one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]


def sent() -> Response:
    draft = start_draft(form=make.form())
    save_draft(key=draft.idempotency_key, posted=make.whole_answer(hurdles=["paper"], paper_days="3"))
    submit_draft(key=draft.idempotency_key)
    return Response.objects.get(pk=draft.pk)


@pytest.mark.parametrize("width", [360, 1280])
def test_pages_have_no_violation(browser: Browser, portal: Portal, width: int) -> None:
    published, waiting, draft = sent(), sent(), start_draft(form=make.form())
    decide(response_id=published.pk, act="publish", reason="accepted", note="", by="moderator", seen=0)
    places = {"reference": published.reference, "pk": waiting.pk}
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    found = []
    for path in READING:
        found += violations(page, portal.url + path.format(**places))
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} is wider than the window"
    for path in ANSWERING:
        found += violations(page, f"{portal.url}/drafts/{draft.idempotency_key}/{path}")
    page.goto(f"{portal.url}/drafts/{draft.idempotency_key}/s/trade/")
    page.get_by_role("button", name="Save and continue").click()
    found += violations(page, page.url)
    page.goto(f"{portal.url}/admin/")
    found += violations(page, page.url)
    page.get_by_label("Username").fill("moderator")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    for path in OFFICE:
        found += violations(page, portal.url + path.format(**places))
    page.context.close()
    assert found == []
