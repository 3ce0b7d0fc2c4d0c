"""Acts on a draft besides saving: the services themselves keep out whoever may not write, and note who did what last."""

import uuid
from collections.abc import Callable
from io import BytesIO
from tempfile import TemporaryFile
from typing import BinaryIO, cast

import pytest
from django.test import Client

from accounts.models import Membership, Organisation, User
from core.errors import NotFound
from responses.members import members_in
from responses.merging import Seen
from responses.models import Attachment, DraftConflict, Response
from responses.services.drafts import save_draft, start_draft
from responses.services.files import add_file, describe_file, remove_file
from responses.services.members import put_members, remove_member
from responses.services.take_over import take_over
from responses.services.team_drafts import mark_part
from tests import make
from tests.responses.pages import begin, send
from tests.responses.test_take_over import later_phase

pytestmark = pytest.mark.django_db
Act = Callable[[uuid.UUID, int | None], object]


@pytest.fixture
def lead() -> User:
    return make.person("Lead")


@pytest.fixture
def colleague() -> User:
    return make.person("Colleague")


@pytest.fixture
def team(lead: User, colleague: User) -> Organisation:
    make.consultation()
    return make.organisation(lead=lead, contributors=(colleague,), kind="association")


@pytest.fixture
def draft(team: Organisation, lead: User) -> Response:
    draft = start_draft(form=make.form(), team=team, by=lead.pk)
    make.attachment(draft, name="costs.txt", confidential=True, by=lead.pk)
    put_members(key=draft.idempotency_key, members=[make.member()], by=lead.pk)
    draft.refresh_from_db()
    return draft


def _add(key: uuid.UUID, by: int | None) -> object:
    with TemporaryFile() as file:
        file.write(b"of someone else")
        return add_file(key=key, file=cast(BinaryIO, file), name="other.txt", by=by)


def _file() -> uuid.UUID:
    return Attachment.objects.get().uuid


ACTS: dict[str, Act] = {
    "add a file": _add,
    "add a public version": lambda key, by: add_file(
        key=key, file=cast(BinaryIO, BytesIO(b"for all")), name="b.txt", public_version_of=_file(), by=by
    ),
    "describe a file": lambda key, by: describe_file(key=key, file=_file(), summary="x", by=by),
    "remove a file": lambda key, by: remove_file(key=key, file=_file(), by=by),
    "list a member": lambda key, by: put_members(key=key, members=[make.member("Beta")], by=by),
    "take a member out": lambda key, by: remove_member(
        key=key, member=members_in(Response.objects.get(idempotency_key=key).draft)[0].key, by=by
    ),
    "mark a part": lambda key, by: mark_part(key=key, part="trade", ready=True, by=by),
    "take over": lambda key, by: take_over(key=key, response=Response.objects.get(idempotency_key=key), by=by),
}


@pytest.mark.parametrize("act", ACTS)
def test_nobody_but_a_member_does_anything_to_the_draft_of_an_organisation(act: str, draft: Response, colleague: User) -> None:
    """Whoever was removed after the page had looked is kept out by the service."""
    Membership.objects.filter(user=colleague).delete()
    before = (draft.draft, draft.draft_version, draft.ready)
    for by in (None, colleague.pk, make.person("Stranger").pk):
        with pytest.raises(NotFound):
            ACTS[act](draft.idempotency_key, by)
    draft.refresh_from_db()
    assert (draft.draft, draft.draft_version, draft.ready) == before
    assert list(Attachment.objects.values_list("name", "public_summary")) == [("costs.txt", "")]


def test_what_was_taken_over_is_not_overwritten_by_a_page_that_did_not_show_it(client: Client) -> None:
    about = make.consultation()
    sent = send(client)
    later_phase(about)
    here = begin(client)
    draft = Response.objects.drafts().get()
    client.post(f"{here}take-over/", {"reference": sent.reference, "code": sent.code})
    older_page = Seen(0, {}, "a" * 16, 1)
    saved = save_draft(key=draft.idempotency_key, posted={"reasons": ["Typed in the other window"]}, seen=older_page)
    assert saved.twice == frozenset({"reasons"})
    draft.refresh_from_db()
    assert (draft.draft["reasons"], DraftConflict.objects.get().kept) == (
        ["Paper at the border costs us two days."],
        ["Typed in the other window"],
    )


@pytest.mark.parametrize("posted", [{"taken__from": "x"}, {"asked": "taken__from"}, {"taken-from": "x"}, {"taken_from": "x"}])
def test_page_of_taking_over_holds_against_inputs_that_no_form_has(client: Client, posted: dict[str, str]) -> None:
    about = make.consultation()
    later_phase(about)
    here = begin(client)
    assert client.post(f"{here}save/", posted).status_code == 200
    assert client.get(f"{here}take-over/").status_code == 200
