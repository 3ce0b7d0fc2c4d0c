"""No violation, and nothing wider than the window at 320 pixels, on the pages for answering offline, invitations and entries."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from consultations.models import Phase
from core.clock import database_now
from core.mail import queue_mail
from responses.clearance import write_document
from responses.models import Response
from responses.services.clearance import receive_upload
from responses.services.drafts import save_draft, start_draft
from responses.services.invitations import invite_many
from tests import make
from tests.journeys.conftest import Portal
from tests.journeys.test_axe import LEVELS, sign_in, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OFFICE = (
    "/admin/responses/response/enter/",
    "/admin/responses/invitation/",
    "/admin/responses/invitation/add/",
)


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_have_no_violation(browser: Browser, portal: Portal, width: int) -> None:
    form = make.form()
    draft = start_draft(form=form)
    save_draft(key=draft.idempotency_key, posted={"stance": ["oppose"], "paper_days": ["2"]})
    body = write_document(form, {"stance": ["support"], "reasons": ["Words"], "hurdles": ["paper"]}, "docx")
    receive_upload(draft=Response.objects.get(), form=form, file_name="n" * 190, body=body)
    phase = Phase.objects.get()
    invite_many(phase=phase, kind="late", lines="Ministry of Trade", expires_at=database_now() + timedelta(days=1), by="nok")
    queue_mail(to="one@example.org", subject="Words", body="Words", kind="test")
    here = f"{portal.url}/drafts/{draft.idempotency_key}/"
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    found = []
    for address in (f"{here}upload/", f"{here}upload/report/", f"{here}about-you/", f"{portal.url}/invitation/"):
        found += violations(page, address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{address} is wider than the window"
    for address, button in ((f"{here}upload/", "Upload and see what was read"), (f"{portal.url}/invitation/", "Open my draft")):
        page.goto(address)
        page.get_by_role("button", name=button).click()
        assert page.locator(".error-summary").is_visible()
        shown = Axe().run(page, options={"runOnly": {"type": "tag", "values": LEVELS}}).response["violations"]
        found += [f"{address} with an error: {one['id']}" for one in shown]
    sign_in(page, portal, "moderator")
    for path in OFFICE:
        found += violations(page, portal.url + path)
    Phase.objects.update(restricted=True)
    found += violations(page, f"{portal.url}/consultations/rules-for-trade/respond/")
    page.context.close()
    assert found == []
