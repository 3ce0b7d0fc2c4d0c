"""Pages with confidential passages and files: no violation as axe sees it, none wider than the window."""

import pytest
from playwright.sync_api import Browser

from moderation.services.claims import decide_claim
from moderation.services.decide import decide
from responses.models import Response
from responses.services.drafts import save_draft, start_draft
from responses.services.files import describe_file
from responses.services.submit import submit_draft
from tests import make
from tests.journeys.conftest import Portal
from tests.journeys.test_axe import sign_in, violations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
LONG = "costs" * 20 + ".csv"


def begun() -> Response:
    draft = start_draft(form=make.form(), language="km")
    marked = {
        "reasons": "Each year [[4 million dollars]] ស្ពាន [[two banks]].",
        "claim__reason": "prices",
        "claim__certify": "yes",
    }
    save_draft(key=draft.idempotency_key, posted=make.whole_answer(hurdles=["paper"], paper_days="3", **marked))
    file = make.attachment(draft, name=LONG, content=b"a,b", confidential=True)
    describe_file(key=draft.idempotency_key, file=file.uuid, summary="Costs of two years.")
    make.attachment(draft, name="view.txt")
    return draft


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_have_no_violation(browser: Browser, portal: Portal, width: int) -> None:
    draft, waiting, published = begun(), begun(), begun()
    submit_draft(key=waiting.idempotency_key)
    submit_draft(key=published.idempotency_key)
    decide_claim(response_id=published.pk, act="accept", reason="confidential", note="", by="moderator", seen=0)
    decide(response_id=published.pk, act="publish", reason="accepted", note="", by="moderator", seen=1)
    reference = Response.objects.get(pk=published.pk).reference
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    found = []
    paths = [f"/drafts/{draft.idempotency_key}/{part}" for part in ("", "s/trade/", "files/", "confidential/", "check/")]
    for path in (*paths, f"/consultations/{portal.slug}/responses/{reference}/"):
        found += violations(page, portal.url + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{path} is wider than the window"
    page.goto(f"{portal.url}/drafts/{draft.idempotency_key}/files/")
    page.get_by_role("button", name="Add this file").click()
    found += violations(page, page.url)
    sign_in(page, portal, "moderator")
    found += violations(page, f"{portal.url}/admin/responses/response/{waiting.pk}/change/")
    page.context.close()
    assert found == []
