"""No WCAG 2.2 A or AA violation on any page, as axe sees it, on a phone and on a desk."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from moderation.services.decide import decide
from responses.models import Response
from responses.services.drafts import save_draft, start_draft
from responses.services.submit import submit_draft
from tests import make
from tests.journeys.conftest import PASSWORD, QUESTIONS, Portal

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
ANSWERING = ("", "about-you/", "members/", "members/add/", "members/paste/", "s/trade/", "publication/", "check/", "discard/")
OFFICE = (
    "/admin/",
    "/admin/responses/response/",
    "/admin/responses/response/{pk}/change/",
    "/admin/moderation/decision/",
    "/admin/moderation/publishedresponse/",
    "/admin/responses/response/counted/",
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
    found += violations(page, f"{portal.url}/admin/")
    sign_in(page, portal, "moderator")
    for path in OFFICE:
        found += violations(page, portal.url + path.format(**places))
    page.context.close()
    assert found == []


def test_pages_in_dark_have_no_violation(browser: Browser, portal: Portal) -> None:
    published, draft = sent(), start_draft(form=make.form())
    decide(response_id=published.pk, act="publish", reason="accepted", note="", by="moderator", seen=0)
    page = browser.new_context(color_scheme="dark", viewport={"width": 1280, "height": 800}).new_page()
    found = []
    for path in ("/", "/timeline/", "/consultations/rules-for-trade/", "/consultations/rules-for-trade/figures/"):
        found += violations(page, portal.url + path)
    page.goto(f"{portal.url}/drafts/{draft.idempotency_key}/s/trade/")
    page.get_by_role("button", name="Save and continue").click()
    found += violations(page, page.url)
    sign_in(page, portal, "editor")
    for path in ("/admin/", "/admin/consultations/consultation/", "/admin/elements/milestone/"):
        found += violations(page, portal.url + path)
    page.context.close()
    assert found == []


def test_building_a_form_without_scripts_has_no_violation(browser: Browser, portal: Portal) -> None:
    """The scripts of the admin are blocked rather than switched off: axe is a script itself."""
    phase = make.consultation("next-step", questions=QUESTIONS, opens=timedelta(days=9), publish=False).phases.get()
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.route("**/*.js*", lambda route: route.abort())
    page = context.new_page()
    sign_in(page, portal, "editor")
    section = phase.sections.get()
    found = []
    for level in (phase, section, section.questions.get(kind="multiple")):
        found += violations(page, f"{portal.url}/admin/consultations/{level._meta.model_name}/{level.pk}/change/")
    assert page.locator("[name=choices-0-label]").get_attribute("aria-label") == "Label"
    context.close()
    assert found == []


def sign_in(page: Page, portal: Portal, username: str) -> None:
    page.goto(f"{portal.url}/admin/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
