"""A change that came after the closing, accepted by an officer; what pages say about being late."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.roles import Role
from consultations.models import Phase
from core.clock import database_now
from core.errors import Conflict, NotFound, Refused
from core.models import AuditEntry
from moderation.jobs import remove_what_owners_took_back
from moderation.models import PublishedResponse
from moderation.services.decide import decide
from responses.models import Invitation, Response
from responses.services.amend import start_amendment, withdraw
from responses.services.drafts import save_draft
from responses.services.entry import start_entry
from responses.services.invitations import code_of, draft_by_code, invite_many
from responses.services.late import accept_late_change
from responses.services.submit import submit_draft
from responses.states import Channel, ResponseState, Standing, Timing
from tests import make
from tests.responses.test_services_conflicts import close, late_amendment, sent

pytestmark = pytest.mark.django_db


@pytest.fixture
def first() -> Response:
    make.consultation()
    return sent(reasons="in time")


def publish(response: Response) -> None:
    decide(response_id=response.pk, act="publish", reason="accepted", note="", by="nok", seen=0)


def test_accepted_change_replaces_and_waits_for_moderation(first: Response) -> None:
    publish(first)
    late = late_amendment(first, reasons="too late")
    accepted = accept_late_change(response_id=late.pk, reason="The portal was down.", by="nok")
    first.refresh_from_db()
    assert (first.state, accepted.state) == (ResponseState.SUPERSEDED, ResponseState.SUBMITTED)
    assert (accepted.standing, accepted.timing) == (Standing.WAITING, Timing.ALLOWED)
    remove_what_owners_took_back.call()
    assert not PublishedResponse.objects.exists()
    entry = AuditEntry.objects.get(act="response.accept_late_change")
    assert (entry.actor, entry.details) == ("nok", {"edition": 2, "replaces": 1, "reason": "The portal was down."})
    publish(accepted)
    assert PublishedResponse.objects.get().timing == Timing.ALLOWED


def test_accepting_twice_or_after_a_withdrawal_is_refused(first: Response) -> None:
    late = late_amendment(first)
    with pytest.raises(Refused, match="Say why"):
        accept_late_change(response_id=late.pk, reason=" \0", by="nok")
    with pytest.raises(NotFound):
        accept_late_change(response_id=0, reason="x", by="nok")
    accept_late_change(response_id=late.pk, reason="x", by="nok")
    with pytest.raises((Conflict, Refused)):
        accept_late_change(response_id=late.pk, reason="x", by="nok")
    withdraw(response=Response.objects.get(pk=late.pk))
    with pytest.raises(Refused, match="withdrawn"):
        accept_late_change(response_id=late.pk, reason="x", by="nok")


def test_a_late_change_stays_beside_until_it_is_by_permission(first: Response) -> None:
    late = late_amendment(first)
    Response.objects.filter(pk=first.pk).update(state=ResponseState.SUPERSEDED, standing=Standing.NONE)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Response.objects.filter(pk=late.pk).update(state=ResponseState.SUBMITTED)
    with pytest.raises(IntegrityError, match="never changed"), transaction.atomic():
        Response.objects.filter(pk=late.pk).update(timing=Timing.ALLOWED)


def test_officer_accepts_on_a_page_of_the_admin(client: Client, first: Response) -> None:
    late = late_amendment(first, reasons="too late")
    here = f"/admin/responses/response/{late.pk}/"
    client.force_login(make.staff(Role.MODERATOR))
    assert f"{here}accept-late/" in client.get(f"{here}change/").content.decode()
    assert client.get(f"{here}accept-late/").status_code == 200
    assert client.post(f"{here}accept-late/", {"reason": ""}).status_code == 200
    for odd in ("99999999999999999999999", str(first.pk), "0"):
        assert client.post(f"/admin/responses/response/{odd}/accept-late/", {"reason": "x"}).status_code == 404
    assert client.post(f"{here}accept-late/", {"reason": "Portal down"})["Location"] == f"{here}change/"
    assert client.post(f"{here}accept-late/", {"reason": "Portal down"}).status_code == 404
    late.refresh_from_db()
    assert late.state == ResponseState.SUBMITTED


def test_queue_finds_responses_with_a_late_change_and_those_on_paper(client: Client, first: Response) -> None:
    late_amendment(first)
    other = make.response(first.phase, channel="paper", entered_by="nok", received_on="2026-01-01", entry_reason="Stamp")
    client.force_login(make.staff(Role.MODERATOR))
    queue = "/admin/responses/response/"
    shown = client.get(f"{queue}?late_change=waiting").content.decode()
    assert (first.reference in shown, other.reference in shown) == (True, False)
    shown = client.get(f"{queue}?channel=paper").content.decode()
    assert (first.reference in shown, other.reference in shown) == (False, True)
    assert "Received on paper</span>" in shown
    assert client.get(f"{queue}?channel=%00&late_change=x").status_code == 400  # odd input
    assert client.get(f"{queue}?channel=x&late_change=x").status_code == 200


def test_a_change_of_a_paper_response_stays_one_and_is_its_owners_act() -> None:
    make.consultation()
    phase = Phase.objects.get()
    day = database_now().astimezone(ZoneInfo(settings.STATED_TIME_ZONE)).date()
    entry = start_entry(phase=phase, channel="paper", received_on=day, reason="Stamp", by="nok")
    save_draft(key=entry.idempotency_key, posted=make.whole_answer())
    submit_draft(key=entry.idempotency_key)
    draft = start_amendment(response=Response.objects.get(pk=entry.pk))
    save_draft(key=draft.idempotency_key, posted=make.whole_answer())
    submit_draft(key=draft.idempotency_key)
    changed = Response.objects.get(pk=draft.pk)
    assert (changed.channel, changed.received_on, changed.entered_by) == (Channel.PAPER, day, "nok")
    acts = AuditEntry.objects.filter(act="response.submit").order_by("pk")
    assert [one.actor for one in acts] == ["nok", "respondent"]


def test_pages_say_what_lateness_means_here(client: Client, first: Response) -> None:
    change = start_amendment(response=first)
    expires = database_now() + timedelta(days=3)
    invite_many(phase=first.phase, kind="late", lines="Lao Weavers", expires_at=expires, by="nok")
    invited = draft_by_code(code_typed=code_of(Invitation.objects.get().uuid), address="192.0.2.1")
    close(first, timedelta(hours=1))

    def said(draft: Response) -> str:
        return " ".join(client.get(f"/drafts/{draft.idempotency_key}/").content.decode().split())

    assert "It will be marked as late, by permission." in said(invited)
    assert "It is kept beside what you sent in time" in said(change)
    Response.objects.filter(pk=first.pk).update(standing=Standing.RETURNED)
    assert "it does not count as late" in said(change)
    day = database_now().astimezone(ZoneInfo(settings.STATED_TIME_ZONE)).date()
    entry = start_entry(phase=first.phase, channel="paper", received_on=day, reason="Stamp", by="nok")
    assert "late" not in said(entry).partition("</h1>")[2].partition("task-list")[0].replace("later", "")
