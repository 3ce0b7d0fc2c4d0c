"""Journey (d): a half-filled draft out as DOCX, filled by another program, in again, sent; receipt kept as PDF and JSON."""

import io
import json
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from core.mail.sending import send_due
from core.models import OutgoingMail
from responses.models import Response
from responses.services.receipt_mail import queue_receipts
from tests.journeys.conftest import Portal
from tests.journeys.test_main_journey import WORDS, start, tell_profile

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def download(page: Page, name: str, path: Path) -> Path:
    with page.expect_download() as found:
        page.get_by_role("link", name=name).click()
    found.value.save_as(path)
    return path


def fill_with_python_docx(path: Path, answers: dict[str, str]) -> None:
    document = Document(str(path))
    for control in document.element.body.iter(qn("w:sdt")):
        tag = control.find(qn("w:sdtPr")).find(qn("w:tag")).get(qn("w:val"))
        if tag in answers:
            next(control.iter(qn("w:t"))).text = answers[tag]
    document.save(str(path))


def test_cleared_offline_uploaded_sent_and_kept(either_page: Page, portal: Portal, tmp_path: Path) -> None:
    page = either_page
    start(page, portal)
    tell_profile(page)
    page.get_by_role("link", name="About you", exact=True).click()
    page.locator("[name=profile__email]").fill("one@example.org")
    page.get_by_role("button", name="Save and see all parts").click()
    page.get_by_role("link", name="Digital trade", exact=True).click()
    page.get_by_role("radio", name="Oppose").check()
    page.get_by_role("button", name="Save and see all parts").click()

    page.get_by_role("link", name="Answer offline").click()
    path = download(page, "With my answers, as DOCX", tmp_path / "answers.docx")
    fill_with_python_docx(
        path,
        {
            "defa:stance": "Support with changes",
            "defa:hurdles=paper": "☒",
            "defa:paper_days": "many",
            "defa:reasons": WORDS,
            "defa:consent": "Publish with the name of my organisation only",
            "defa:consent__certify=yes": "☒",
        },
    )
    page.locator("[name=document]").set_input_files(path)
    page.get_by_role("button", name="Upload and see what was read").click()
    main = page.locator("main")
    expect(page.get_by_role("heading", level=1)).to_have_text("What was read from your file")
    for words in ("Will replace your answer", "Oppose", "Support with changes", WORDS, "Write a number in digits"):
        expect(main).to_contain_text(words)
    assert Response.objects.get().draft["stance"] == ["oppose"]
    page.get_by_role("button", name="Take this over into my draft").click()
    expect(main).to_contain_text("1 answer still needed")
    page.get_by_role("link", name="Digital trade", exact=True).click()
    page.locator("[name=paper_days]").fill("2.5")
    page.get_by_role("button", name="Save and see all parts").click()
    page.get_by_role("link", name="Check and send", exact=True).click()
    expect(main).to_contain_text(WORDS)
    page.get_by_role("button", name="Send my response").click()

    reference = page.locator(".receipt-reference strong").inner_text()
    code = page.locator(".access-code .code").inner_text()
    pdf = download(page, "receipt as PDF", tmp_path / "receipt.pdf")
    text = "\n".join(one.extract_text() for one in PdfReader(io.BytesIO(pdf.read_bytes())).pages)
    copy = json.loads(download(page, "receipt for machines", tmp_path / "receipt.json").read_text())
    for words in (reference, "Support with changes", "Two days for each box.", copy["sha256"]):
        assert words in text
    assert {one["key"]: one["in_words"] for one in copy["response"]["answers"]} == {
        "stance": ["Support with changes"],
        "hurdles": ["Paper"],
        "paper_days": ["2.5 days"],
        "reasons": [WORDS],
    }
    assert code not in text + json.dumps(copy)

    assert queue_receipts() == 1
    assert send_due() == 1
    body = OutgoingMail.objects.get().body
    assert reference in body
    for hidden in (code, WORDS[:20], "Mekong Boxes", "Support with changes"):
        assert hidden not in body
