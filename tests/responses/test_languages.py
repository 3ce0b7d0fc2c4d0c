"""The language a response is written in: begun with that of the page, changed by its filer, kept with what was sent."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from core.clock import database_now
from responses.languages import language_of_page, written_in
from responses.merging import Seen, digest
from responses.models import Invitation, Response, Statement
from responses.services.amend import start_amendment
from responses.services.drafts import save_draft, start_draft
from responses.services.invitations import code_of, invite_many
from responses.services.submit import submit_draft
from responses.views.private import draft_and_form
from tests import make
from tests.responses.pages import PROFILE, begin

pytestmark = pytest.mark.django_db
CHOSEN = re.compile(r'<option value="([a-z]+)" selected>')


def _chosen(client: Client, here: str) -> str:
    """In the box on the page “About you”."""
    page = client.get(f"{here}about-you/").content.decode()
    box = page.partition('name="profile__language"')[2].partition("</select>")[0]
    found = CHOSEN.search(box)
    return found[1] if found else ""


@pytest.mark.parametrize(("reader", "written"), [("id", "id"), ("zh-hans", "zh"), ("en", "en"), ("km", "km")])
def test_draft_by_invitation_begins_with_the_language_of_whoever_opens_it(client: Client, reader: str, written: str) -> None:
    phase = make.consultation().phases.get()
    invite_many(phase=phase, kind="invited", lines="Ports", expires_at=database_now() + timedelta(days=1), by="nok")
    client.cookies["defa_language"] = reader
    code = code_of(Invitation.objects.get().uuid)
    here = client.post("/invitation/", {"code": code})["Location"]
    assert Response.objects.get().language == written
    assert _chosen(client, here) == written
    client.cookies["defa_language"] = "vi"
    assert client.post("/invitation/", {"code": code})["Location"] == here
    assert Response.objects.get().language == written


def test_filer_changes_the_language_and_everything_sent_has_it(client: Client) -> None:
    make.consultation()
    here = begin(client)
    assert _chosen(client, here) == "en"
    assert client.post(f"{here}about-you/", {**PROFILE, "profile__language": "lo"}).status_code == 303
    assert _chosen(client, here) == "lo"
    assert 'lang="lo"' in client.get(f"{here}s/trade/").content.decode()
    draft = Response.objects.get()
    save_draft(key=draft.idempotency_key, posted=make.whole_answer())
    check = client.get(f"{here}check/").content.decode()
    assert "Language of your answers" in check
    assert f'href="{here}about-you/#q-profile__language"' in check
    submit_draft(key=draft.idempotency_key)
    sent = Response.objects.get()
    assert (sent.language, {*Statement.objects.values_list("language", flat=True)}) == ("lo", {"lo"})
    amendment = start_amendment(response=sent)
    assert _chosen(client, f"/drafts/{amendment.idempotency_key}/") == "lo"


@pytest.mark.parametrize("odd", ["", "xx", "EN", "x" * 5000, "\0", "und\0", "9" * 5000])
def test_odd_language_leaves_the_one_it_began_with(client: Client, odd: str) -> None:
    make.consultation()
    here = begin(client)
    client.post(f"{here}about-you/", {**PROFILE, "profile__language": odd})
    draft = Response.objects.get()
    expected = "und" if odd == "und\0" else "en"
    assert draft_and_form(draft.idempotency_key)[0].language == expected
    save_draft(key=draft.idempotency_key, posted=make.whole_answer())
    submit_draft(key=draft.idempotency_key)
    assert Response.objects.get().language == expected


def test_page_that_only_shows_the_language_is_not_behind() -> None:
    """What stands in the box was stored by nobody: a save that has to be merged takes it and is up to date."""
    make.consultation()
    draft = start_draft(form=make.form(), language="en")
    save_draft(key=draft.idempotency_key, posted={"reasons": ["elsewhere"]})
    page = Seen(0, {"profile__language": digest(["en"]), "profile__name": digest([])}, "a" * 16, 1)
    saved = save_draft(key=draft.idempotency_key, posted={"profile__language": ["en"], "profile__name": ["One"]}, seen=page)
    assert (saved.behind, saved.version) == (False, 2)


def test_language_of_a_page_is_one_that_can_be_chosen() -> None:
    assert [language_of_page(code) for code in ("zh-hans", "pt", "eo", "", None)] == ["zh", "pt", "und", "und", "und"]
    assert written_in({"profile__language": []}, "th") == "th"
