"""What an organisation sends: once in a phase, by a lead who has seen it, going on from what it sent before."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.models import Organisation, User
from core.errors import Refused
from responses.models import Response
from responses.services.amend import start_amendment, withdraw
from responses.services.drafts import save_draft, start_draft
from responses.services.members import put_members
from responses.services.submit import ChangedSince, submit_draft
from responses.services.team_drafts import start_team_draft
from responses.states import ResponseState
from tests import make
from tests.responses.pages import RESPOND
from tests.responses.test_take_over import later_phase

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> User:
    return make.person("Lead")


@pytest.fixture
def colleague() -> User:
    return make.person("Colleague")


@pytest.fixture
def team(lead: User, colleague: User) -> Organisation:
    make.consultation()
    return make.organisation(lead=lead, contributors=(colleague,))


def _begun(team: Organisation, lead: User) -> Response:
    draft = start_team_draft(form=make.form(), language="en", team=team, by=lead.pk)
    save_draft(key=draft.idempotency_key, posted=make.whole_answer(), by=lead.pk)
    draft.refresh_from_db()
    return draft


def _sent(team: Organisation, lead: User) -> Response:
    draft = _begun(team, lead)
    submit_draft(key=draft.idempotency_key, by=lead.pk)
    return Response.objects.get(pk=draft.pk)


def test_organisation_that_has_sent_is_led_to_its_response_and_starts_no_second(
    client: Client, team: Organisation, lead: User, colleague: User
) -> None:
    sent = _sent(team, lead)
    with pytest.raises(Refused, match="has sent its response already"):
        start_team_draft(form=make.form(), language="en", team=team, by=lead.pk)
    client.force_login(colleague)
    shown = client.get(RESPOND).content.decode()
    assert "Open the response that Mekong Boxes has sent" in shown
    assert "Start a response for Mekong Boxes" not in shown
    answer = client.post(RESPOND, {"team": str(team.uuid)})
    assert (answer.status_code, answer["Location"]) == (303, f"/responses/{sent.reference}/")
    assert Response.objects.count() == 1


def test_delegation_has_one_position_whoever_of_it_begins(lead: User, colleague: User) -> None:
    make.consultation()
    lao, thai = make.delegation(lead=lead), make.delegation("TH", lead=colleague, name="Delegation of Thailand")
    _sent(lao, lead)
    _sent(thai, colleague)
    with pytest.raises(Refused):
        start_team_draft(form=make.form(), language="en", team=lao, by=lead.pk)
    assert Response.objects.submitted().count() == 2


def test_what_was_withdrawn_may_be_sent_anew(team: Organisation, lead: User) -> None:
    withdraw(response=_sent(team, lead))
    _sent(team, lead)
    assert sorted(Response.objects.values_list("state", flat=True)) == ["submitted", "withdrawn"]


def test_change_of_what_was_sent_is_no_second_response(team: Organisation, lead: User) -> None:
    change = start_amendment(response=_sent(team, lead), by=lead.pk)
    save_draft(key=change.idempotency_key, posted=make.whole_answer(reasons="Changed"), by=lead.pk)
    submit_draft(key=change.idempotency_key, by=lead.pk)
    assert sorted(Response.objects.values_list("state", flat=True)) == ["submitted", "superseded"]


def test_second_draft_is_refused_when_it_is_sent_and_by_the_table_itself(team: Organisation, lead: User) -> None:
    sent = _sent(team, lead)
    second = start_draft(form=make.form(), team=team, by=lead.pk)
    save_draft(key=second.idempotency_key, posted=make.whole_answer(), by=lead.pk)
    with pytest.raises(Refused, match="has sent its response already"):
        submit_draft(key=second.idempotency_key, by=lead.pk)
    assert Response.objects.get(pk=second.pk).state == ResponseState.DRAFT
    with pytest.raises(IntegrityError, match="one_current_response_per_organisation"), transaction.atomic():
        make.response(sent.phase, team=team)


def test_lead_sends_only_what_the_lead_has_seen(client: Client, team: Organisation, lead: User, colleague: User) -> None:
    draft = _begun(team, lead)
    key, here = draft.idempotency_key, f"/drafts/{draft.idempotency_key}/"
    client.force_login(lead)
    assert f'name="seen" value="{draft.draft_version}"' in client.get(f"{here}check/").content.decode()
    save_draft(key=key, posted={"consent": ["named"]}, by=colleague.pk)
    answer = client.post(f"{here}submit/", {"seen": str(draft.draft_version)})
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Not sent: The draft was changed after you looked at it" in " ".join(shown.split())
    assert f'name="seen" value="{draft.draft_version + 1}"' in shown
    assert Response.objects.get().state == ResponseState.DRAFT
    for _twice in range(2):
        again = client.post(f"{here}submit/", {"seen": str(draft.draft_version + 1)})
        assert (again.status_code, again["Location"]) == (303, f"/responses/{Response.objects.get().reference}/receipt/")


def test_files_and_members_of_a_colleague_count_as_changes(team: Organisation, lead: User, colleague: User) -> None:
    draft = _begun(team, lead)
    key = draft.idempotency_key
    seen = draft.draft_version
    make.attachment(draft, by=colleague.pk)
    with pytest.raises(ChangedSince):
        submit_draft(key=key, by=lead.pk, seen=seen)
    put_members(key=key, members=[make.member()], by=colleague.pk)
    with pytest.raises(ChangedSince):
        submit_draft(key=key, by=lead.pk, seen=seen + 1)
    submit_draft(key=key, by=lead.pk, seen=seen + 2)


@pytest.mark.parametrize("odd", ["", "x", "-1", "9" * 5000, "\0", "１"])
def test_post_that_says_nothing_readable_of_what_was_seen_is_sent(
    client: Client, team: Organisation, lead: User, odd: str
) -> None:
    """No page of ours makes one."""
    draft = _begun(team, lead)
    client.force_login(lead)
    assert client.post(f"/drafts/{draft.idempotency_key}/submit/", {"seen": odd}).status_code == 303


def test_members_take_over_what_their_organisation_sent_without_any_code(
    client: Client, team: Organisation, lead: User, colleague: User
) -> None:
    sent = _sent(team, lead)
    later_phase(sent.phase.consultation)
    client.force_login(colleague)
    here = client.post(RESPOND, {"team": str(team.uuid)})["Location"]
    assert f"Take over what we sent in “First phase”: {sent.reference}" in client.get(f"{here}take-over/").content.decode()
    answer = client.post(f"{here}take-over/", {"of": sent.reference})
    assert (answer.status_code, answer["Location"]) == (303, f"{here}take-over/")
    draft = Response.objects.drafts().get()
    assert draft.draft["reasons"] == ["Paper at the border costs us two days."]
    assert draft.draft_changes["reasons"][1] == colleague.pk


def test_nobody_takes_over_what_another_organisation_sent(client: Client, team: Organisation, lead: User) -> None:
    sent = _sent(team, lead)
    later_phase(sent.phase.consultation)
    stranger = make.person("Stranger")
    make.organisation("Riverside Cargo", lead=stranger)
    client.force_login(stranger)
    for start in ({"team": str(Organisation.objects.get(name="Riverside Cargo").uuid)}, {"language": "en"}):
        here = client.post(RESPOND, start)["Location"]
        assert sent.reference not in client.get(f"{here}take-over/").content.decode()
        client.post(f"{here}take-over/", {"of": sent.reference})
    assert [draft.draft for draft in Response.objects.drafts() if "reasons" in draft.draft] == []
