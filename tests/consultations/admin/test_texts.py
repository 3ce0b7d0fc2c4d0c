"""Draft texts in the admin: import, hand corrections, the matching page, and the table on the page of a phase."""

import io
from typing import Any

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from consultations.models import Consultation, DraftText, Lineage, Phase, PhaseText, TextVersion
from core.clock import database_now
from core.models import AuditEntry
from tests import make
from tests.consultations.admin.page import send
from tests.consultations.services.test_texts import SECOND

pytestmark = pytest.mark.django_db


@pytest.fixture
def about() -> Consultation:
    return make.consultation(publish=False)


@pytest.fixture
def text(about: Consultation) -> DraftText:
    return make.draft_text(about)


@pytest.fixture(autouse=True)
def _signed_in(client: Client) -> None:
    client.force_login(make.staff())


def address(name: str, pk: int) -> str:
    return reverse(f"admin:consultations_{name}", args=[pk])


def imported(client: Client, text: DraftText, **posted: Any) -> Any:
    return client.post(address("drafttext_import", text.pk), {"words": "", "title": "", "intro": ""} | posted)


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def second(client: Client, text: DraftText) -> TextVersion:
    assert imported(client, text, words=SECOND).status_code == 302
    return text.versions.get(number=2)


def test_pasted_words_become_the_next_version_with_a_proposed_matching(client: Client, text: DraftText) -> None:
    version = second(client, text)
    shown = client.get(address("textversion_change", version.pk)).content.decode()
    assert "5 paragraphs, as readers will see them" in shown
    assert "7 lines of the matching must still be confirmed." in shown
    assert imported(client, text, words=SECOND).status_code == 403  # pressed twice
    assert text.versions.count() == 2


def test_a_document_is_imported_and_what_was_left_out_is_said(client: Client, text: DraftText) -> None:
    made, into = docx.Document(), io.BytesIO()
    made.add_table(rows=1, cols=1).cell(0, 0).text = "In a table"
    made.save(into)
    answer = imported(client, text, file=upload(into.getvalue(), "text.docx"))
    shown = client.get(answer["Location"]).content.decode()
    assert "Each row of a table became one paragraph." in shown
    assert text.versions.get(number=2).source == "text.docx"


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"not a document", "a.docx", "cannot be read as a DOCX document"),
        (b"PK\x03\x04", "a.md", "cannot be read as a DOCX document"),
        (b"\xff\xfe\x00", "a.md", "not text in UTF-8"),
        (b"\0\0", "a.txt", "no paragraph"),
        (b"%PDF-1.7", "a.pdf", "cannot be read as a DOCX document"),
        (bytes(5_000_001), "a.docx", "larger than 5 MB"),
    ],
)
def test_a_hostile_file_is_answered_with_a_sentence(
    client: Client, text: DraftText, content: bytes, name: str, sentence: str
) -> None:
    answer = imported(client, text, file=upload(content, name))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert text.versions.count() == 1


def test_one_of_file_and_words_is_wanted(client: Client, text: DraftText) -> None:
    for posted in ({}, {"words": SECOND, "file": upload(b"words", "a.md")}):
        assert "one of the two" in imported(client, text, **posted).content.decode()


def test_a_paragraph_is_corrected_divided_joined_and_left_out(client: Client, text: DraftText) -> None:
    version = second(client, text)
    paragraph = version.paragraphs.get(key="p2")
    posted = {"kind": "paragraph", "level": "1", "label": "1.", "text": "First.\r\n\r\nSecond.", "seen": paragraph.text}
    assert client.post(address("paragraph_correct", paragraph.pk), posted).status_code == 302
    assert list(version.paragraphs.values_list("text", flat=True))[1:3] == ["First.", "Second."]
    assert client.post(address("paragraph_correct", paragraph.pk), posted).status_code == 302  # pressed twice
    assert version.paragraphs.count() == 6
    client.post(address("paragraph_correct", version.paragraphs.get(key="p3").pk), {"go": "join"})
    assert list(version.paragraphs.values_list("text", flat=True))[1] == "First. Second."
    client.post(address("paragraph_correct", version.paragraphs.get(key="p5").pk), {"go": "remove"})
    assert version.paragraphs.count() == 4
    for wrong in ({"level": "x"}, {"text": ""}, {"kind": "no"}, {"label": "x" * 41}):
        assert client.post(address("paragraph_correct", paragraph.pk), posted | wrong).status_code == 200


def test_the_matching_is_changed_and_confirmed_on_one_page(client: Client, text: DraftText) -> None:
    version = second(client, text)
    match = address("textversion_match", version.pk)
    assert "[put in: </span>may<" in client.get(match).content.decode()
    lines = [
        {"older": one.older.key if one.older else "", "newer": one.newer.key if one.newer else "", "status": one.status}
        for one in Lineage.objects.filter(version=version)
    ]
    posted = {f"line-{n}-{name}": value for n, line in enumerate(lines) for name, value in line.items()}
    answer = client.post(match, posted | {"lines": str(len(lines)), "line-0-confirmed": "on", "go": "save"}, follow=True)
    assert "Saved: 1 of 7 lines confirmed." in answer.content.decode()
    wrong = client.post(match, posted | {"lines": "7", "line-0-status": "removed", "go": "save"})
    assert wrong.status_code == 400
    assert "“removed” has no new paragraph" in wrong.content.decode()
    assert Lineage.objects.filter(version=version).exclude(confirmed_by="").count() == 1
    client.post(match, posted | {"lines": "7", "go": "confirm-all"})
    assert client.post(address("textversion_publish", version.pk)).status_code == 302
    version.refresh_from_db()
    assert version.state == "published"
    assert client.post(match, {"lines": "0"}).status_code == 409
    assert set(AuditEntry.objects.filter(target_key=text.slug, actor="editor").values_list("act", flat=True)) == {
        "text.import",
        "text.propose_matching",
        "text.match",
        "text.publish",
    }


@pytest.mark.parametrize("lines", ["", "-1", "x", "99999999999", "\0", "²"])
def test_a_made_up_number_of_lines_is_no_error(client: Client, text: DraftText, lines: str) -> None:
    match = address("textversion_match", second(client, text).pk)
    assert client.post(match, {"lines": lines, "go": "save"}).status_code in (302, 400)


def test_a_first_version_has_nothing_to_match(client: Client, text: DraftText) -> None:
    assert client.get(address("textversion_match", text.versions.get().pk)).status_code == 302


def test_discarding_deletes_a_version_that_was_never_published(client: Client, text: DraftText) -> None:
    version = second(client, text)
    assert client.post(address("textversion_discard", version.pk)).status_code == 302
    assert client.post(address("textversion_discard", text.versions.get().pk)).status_code == 409
    assert text.versions.count() == 1


def phase_form(phase: Phase, version: object, **more: str) -> dict[str, str]:
    inline = {
        f"{prefix}-{name}": value
        for prefix in ("sections", "texts")
        for name, value in (("INITIAL_FORMS", "0"), ("MIN_NUM_FORMS", "0"), ("MAX_NUM_FORMS", "1000"))
    }
    return {
        **inline,
        "title": phase.title,
        "number": str(phase.number),
        "intro": "",
        "layout": "task_list",
        "opens_at": "2036-01-01T09:00",
        "closes_at": "2036-03-01T09:00",
        "sections-TOTAL_FORMS": "0",
        "texts-TOTAL_FORMS": "1",
        "texts-0-version": str(version),
        "texts-0-order": "0",
        "texts-0-phase": str(phase.pk),
        **more,
    }


def test_a_version_is_put_up_on_the_page_of_the_phase(client: Client, about: Consultation, text: DraftText) -> None:
    phase = about.phases.get()
    page = address("phase_change", phase.pk)
    foreign = make.draft_text(make.consultation("other", publish=False), "other-text").versions.get()
    assert f'value="{foreign.pk}">Chapter on data' not in client.get(page).content.decode()
    inline = {"sections-INITIAL_FORMS": "1", "sections-TOTAL_FORMS": "1"}
    section = phase.sections.get()
    row = {
        "sections-0-id": section.pk,
        "sections-0-phase": phase.pk,
        "sections-0-order": 0,
        "sections-0-title": section.title,
        "sections-0-key": section.key,
        "sections-0-element": section.element_id,
    }
    kept = inline | {name: str(value) for name, value in row.items()}
    assert client.post(page, phase_form(phase, foreign.pk, **kept)).status_code == 200
    assert not PhaseText.objects.exists()
    answer = client.post(page, phase_form(phase, text.versions.get().pk, **kept))
    assert answer.status_code == 302
    assert PhaseText.objects.get().version == text.versions.get()


def test_a_window_that_overlaps_a_public_phase_is_refused_beside_the_field(client: Client) -> None:
    about = make.consultation("with-phases")
    phase = Phase.objects.create(consultation=about, number=2, opens_at=database_now(), closes_at=about.phases.get().closes_at)
    answer = client.post(
        address("phase_change", phase.pk),
        phase_form(phase, "", opens_at=f"{database_now():%Y-%m-%dT%H:%M}") | {"texts-TOTAL_FORMS": "0"},
    )
    assert "Two phases of one consultation cannot be open at the same time: “First phase”" in answer.content.decode()


def test_a_consultation_with_a_published_version_is_not_deleted(client: Client, about: Consultation, text: DraftText) -> None:
    for model, row in (("consultation", about), ("drafttext", text)):
        assert client.post(address(f"{model}_delete", row.pk), {"post": "yes"}).status_code == 403
    text.refresh_from_db()


def lines_of(version: TextVersion, client: Client) -> dict[str, str]:
    """The page of the matching as a browser would post it, with every line confirmed."""
    page = client.get(address("textversion_match", version.pk))
    posted = {"lines": str(len(page.context["lines"])), "seen": page.context["seen"]}
    for line in page.context["lines"]:
        values = {"older": line.row.older, "newer": line.row.newer, "status": line.row.status, "confirmed": "on"}
        posted |= {f"line-{line.number}-{name}": value for name, value in values.items()}
    return posted


def test_matching_saved_by_two_officers_is_told_to_the_second(client: Client, text: DraftText) -> None:
    version = second(client, text)
    mine = lines_of(version, client)
    Lineage.objects.filter(version=version).update(confirmed_by="somebody")
    answer = client.post(address("textversion_match", version.pk), mine)
    assert answer.status_code == 409
    assert "Somebody else changed the matching" in answer.content.decode()
    assert set(Lineage.objects.filter(version=version).values_list("confirmed_by", flat=True)) == {"somebody"}
    again = mine | {"seen": answer.context["seen"]}
    assert client.post(address("textversion_match", version.pk), again).status_code == 302


def test_matching_of_paragraphs_that_moved_since_links_no_other_paragraphs(client: Client, text: DraftText) -> None:
    version = second(client, text)
    mine = lines_of(version, client)
    first = version.paragraphs.get(key="p2")
    posted = {"kind": "paragraph", "level": "1", "label": "", "text": f"{first.text}\n\nMore.", "seen": first.text, "go": "save"}
    assert client.post(address("paragraph_correct", first.pk), posted).status_code == 302
    before = set(Lineage.objects.filter(version=version).values_list("older__key", "newer__key"))
    answer = client.post(address("textversion_match", version.pk), mine)
    assert answer.status_code == 409
    assert "Here is the matching as it stands." in answer.content.decode()
    assert {(line.row.older or None, line.row.newer or None) for line in answer.context["lines"]} - {(None, None)} == before
    assert set(Lineage.objects.filter(version=version).values_list("older__key", "newer__key")) == before


def test_title_and_note_of_a_text_and_its_versions_are_translated_after_publication_too(client: Client, text: DraftText) -> None:
    DraftText.objects.update(note="It is a draft.")
    Consultation.objects.update(state="published", published_at=database_now())
    version = text.versions.get()
    assert "Translations" in client.get(address("drafttext_change", text.pk)).content.decode()
    page = reverse("admin:consultations_drafttext_language", args=[text.pk, "km"])
    posted = {f"drafttext-{text.pk}-title": "ជំពូក", f"drafttext-{text.pk}-note": "សេចក្ដីព្រាង"}
    assert client.post(page, posted).status_code == 302
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        TextVersion.objects.filter(pk=version.pk).update(title="Another")
    TextVersion.objects.filter(pk=version.pk).update(translations={"km": {"title": "ទីមួយ"}})
    shown = Client().get("/texts/chapter-on-data/", headers={"accept-language": "km"}).content.decode()
    assert "<h1>ជំពូក</h1>" in shown
    assert "សេចក្ដីព្រាង" in shown
    assert '<h1 lang="en" dir="auto">Chapter on data</h1>' in (
        Client().get("/texts/chapter-on-data/", headers={"accept-language": "th"}).content.decode()
    )


def test_versions_stand_newest_first(client: Client, text: DraftText) -> None:
    second(client, text)
    page = client.get(address("drafttext_change", text.pk))
    assert [version.number for version in page.context["versions"]] == [2, 1]


def test_page_of_an_open_phase_with_a_text_is_saved(client: Client, about: Consultation, text: DraftText) -> None:
    make.put_up(about, text.versions.get())
    phase = about.phases.get()
    page = send(client, address("phase_change", phase.pk), "phase_form", title="Second round")
    assert page.status_code == 200
    phase.refresh_from_db()
    assert (phase.title, phase.texts.count()) == ("Second round", 1)
