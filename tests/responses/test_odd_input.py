"""Whatever is posted to the pages of a team's draft and of its organisation: a clear answer, and nothing of it a 500."""

import uuid
from collections.abc import Mapping
from urllib.parse import urlencode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import Membership, Organisation, User
from responses.models import Attachment, Response
from responses.services.drafts import save_draft, start_draft
from responses.services.members import put_members
from tests import make

pytestmark = pytest.mark.django_db
ODD = (
    "",
    "\0",
    "a\0b",
    "\udc80 lone",
    "9" * 5000,
    "-1",
    "1e400",
    "NaN",
    "x" * 10_000,
    "[[",
    "]]",
    "[[[[a]]]]",
    "<script>alert(1)</script>",
    "\u202e\u2066\ufeff",
    "e" + "\u0301" * 400,
    str(uuid.UUID(int=0)),
    "../../etc/passwd",
    "[" * 9000,
    "[]",
    '{"id": 5, "rawId": null, "type": [], "response": {"clientDataJSON": "x", "authenticatorData": 1}}',
    '{"a": [[[[]]]]}',
)
NAMES = ("n" * 300 + ".txt", "\0.txt", "..", "", "con.png", ".htaccess", "a/b\\c.txt", "\u202etxt.exe")
PAGES = {
    "about-you/": ("profile__capacity", "profile__email", "profile__country", "profile__language", "profile__represents"),
    "members/": ("go",),
    "members/add/": ("member__name", "member__number", "member__country", "member__naming", "key"),
    "members/paste/": ("list",),
    "members/{member}/": ("member__name", "was"),
    "members/{member}/remove/": ("x",),
    "s/trade/": ("reasons", "days", "barrier", "barrier__other", "draft-version", "draft-basis", "draft-window", "draft-turn"),
    "files/": ("act", "of", "summary", "was", "confidential", "whole"),
    "confidential/": ("claim__reason", "claim__words", "claim__certify", "claim__w_" + "0" * 20),
    "texts/{text}/": ("go",),
    "texts/{text}/p2/": ("{comment}", "{quote}", "{at}", "{position}", "{wording}"),
    "publication/": ("consent", "consent__certify"),
    "save/": ("reasons", "asked", "draft-version", "draft-basis", "draft-window", "draft-turn"),
    "choose/": ("conflict", "choice", "standing"),
    "ready/": ("part", "ready"),
    "take-over/": ("of", "reference", "code"),
    "submit/": ("seen",),
}


@pytest.fixture
def lead() -> User:
    return make.person("Lead")


@pytest.fixture
def draft(lead: User) -> Response:
    about = make.consultation(publish=False)
    make.put_up(about, make.draft_text(about).versions.get())
    team = make.organisation(lead=lead, kind="association")
    draft = start_draft(form=make.form(), team=team, by=lead.pk)
    save_draft(key=draft.idempotency_key, posted={"reasons": ["It costs [[4,200 dollars]]."]}, by=lead.pk)
    put_members(key=draft.idempotency_key, members=[make.member()], by=lead.pk)
    make.attachment(draft, confidential=True, by=lead.pk)
    return draft


def _places(draft: Response) -> dict[str, str]:
    text = make.form().texts[0]
    member = str(Response.objects.get(pk=draft.pk).draft["members-filed-for"][0]).split('"key": "')[1][:36]
    return {"text": text.slug, "member": member, **text.names("p2")}


def _posted(client: Client, page: str, posted: Mapping[str, str | list[str]]) -> int:
    """The status. As bytes, with what no text can hold."""
    body = urlencode(posted, doseq=True, errors="surrogatepass")
    return client.post(page, body, content_type="application/x-www-form-urlencoded").status_code


@pytest.mark.parametrize("address", PAGES)
def test_odd_words_in_any_input_of_a_draft_are_answered(client: Client, draft: Response, lead: User, address: str) -> None:
    client.force_login(lead)
    places = _places(draft)
    page = f"/drafts/{draft.idempotency_key}/{address.format(**places)}"
    names = [name.format(**places) for name in PAGES[address]]
    for odd in ODD:
        for some in (names, *([name] for name in names)):
            assert _posted(client, page, dict.fromkeys(some, odd)) < 500, (page, some, odd)
    for query in (f"?{names[0]}=%00", "?page=99999999999999999999", "?go[]=x"):
        assert client.get(page + query).status_code < 500
    for shown in ("", "check/", "files/", "members/", "confidential/"):
        assert client.get(f"/drafts/{draft.idempotency_key}/{shown}").status_code < 500


@pytest.mark.parametrize("act", ["add", "version", "summary", "remove", "other"])
@pytest.mark.parametrize("name", NAMES)
def test_odd_names_of_files_are_answered(client: Client, draft: Response, lead: User, act: str, name: str) -> None:
    client.force_login(lead)
    page = f"/drafts/{draft.idempotency_key}/files/"
    for of in (str(Attachment.objects.get().uuid), str(uuid.uuid4()), "x"):
        file = SimpleUploadedFile("x", b"some words", content_type="text/html")
        file.__dict__["_name"] = name  # as it comes: the class itself would cut it
        assert client.post(page, {"act": act, "of": of, "whole": "yes", "file": file}).status_code < 500
        assert client.post(page, {"act": act, "of": of, "whole": "yes", "file": name}).status_code < 500
    assert client.get(page).status_code == 200


ACCOUNTS = {
    "organisations/new/": ("name", "kind", "country", "sector", "size", "website", "register_number"),
    "organisations/{team}/edit/": ("name", "kind", "country", "sector", "size", "website", "register_number"),
    "organisations/{team}/invite/": ("email", "role", "unit"),
    "organisations/{team}/members/{person}/": ("act",),
    "organisations/{team}/verification/": ("x",),
    "organisations/{team}/invitations/{person}/withdraw/": ("x",),
    "invitations/no-such-token/": ("x",),
    "signup/": ("name", "email", "password1", "next"),
    "login/": ("login", "password", "remember", "next"),
    "password/reset/": ("email",),
    "2fa/authenticate/": ("code", "credential"),
    "2fa/webauthn/login/": ("credential",),
}


@pytest.mark.parametrize("address", ACCOUNTS)
def test_odd_words_in_any_input_of_an_account_are_answered(client: Client, draft: Response, lead: User, address: str) -> None:
    team, person = Organisation.objects.get(), make.person("Other")
    Membership.objects.create(organisation=team, user=person)
    if address.startswith(("organisations", "invitations")):
        client.force_login(lead)
    page = "/accounts/" + address.format(team=team.uuid, person=person.uuid)
    names = ACCOUNTS[address]
    for odd in ODD:
        assert _posted(client, page, dict.fromkeys(names, odd)) < 500, (page, odd)


@pytest.mark.parametrize(
    "address",
    [
        "/accounts/invitations/%00/",
        "/accounts/invitations/" + "x" * 3000 + "/",
        "/accounts/invitations/%ed%b2%80/",
        "/accounts/2fa/webauthn/keys/" + "9" * 5000 + "/remove/",
        "/accounts/2fa/webauthn/keys/99999999999999999999/edit/",
        "/accounts/password/reset/key/zzzz-%00/",
        "/accounts/password/reset/key/" + "z" * 3000 + "-x/",
        "/accounts/confirm-email/%00/",
        "/accounts/confirm-email/" + "x" * 3000 + "/",
        "/accounts/login/?next=%00",
        "/accounts/login/?next=//elsewhere.example",
        "/drafts/00000000-0000-0000-0000-000000000000/files/00000000-0000-0000-0000-000000000000/",
    ],
)
def test_odd_addresses_are_answered(client: Client, lead: User, address: str) -> None:
    assert client.get(address).status_code < 500
    client.force_login(lead)
    assert client.get(address).status_code < 500
    assert client.post(address).status_code < 500
