"""Invitations by name: added, mailed, opened, filed, revoked; late and restricted filing."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.roles import Role
from consultations.models import Phase
from core.clock import database_now
from core.errors import Closed, NotFound, Refused
from core.mail.sending import send_due
from core.models import AuditEntry, OutgoingMail
from responses.models import Invitation, Response
from responses.services.drafts import save_draft, start_draft
from responses.services.invitations import code_of, draft_by_code, invite_many, revoke_invitation, send_invitations
from responses.services.submit import submit_draft, submit_one_page
from tests import make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def invite(phase: Phase, kind: str = "invited", lines: str = "Ministry of Trade, trade@example.org") -> Invitation:
    invite_many(phase=phase, kind=kind, lines=lines, expires_at=database_now() + 20 * DAY, by="nok")
    return Invitation.objects.all()[0]


def phase_of(**window: Any) -> Phase:
    return make.consultation(**window).phases.get()


def opened(invitation: Invitation) -> Response:
    return draft_by_code(code_typed=code_of(invitation.uuid), address="192.0.2.1")


def file_with(draft: Response) -> Response:
    save_draft(key=draft.idempotency_key, posted=make.whole_answer())
    submit_draft(key=draft.idempotency_key)
    return Response.objects.get(pk=draft.pk)


def test_lines_become_invitations_and_what_cannot_be_read_is_said() -> None:
    phase = phase_of()
    lines = (
        "Ministry of Trade, trade@example.org\n  Chamber <chamber@example.org>\nonly@example.org\n\nBoard of Ports\n"
        "X, not@mail\nY, trade@example.org"
    )
    done = invite_many(phase=phase, kind="invited", lines=lines, expires_at=database_now() + DAY, by="nok")
    assert done.made == 4
    assert list(Invitation.objects.order_by("id").values_list("name", "email")) == [
        ("Ministry of Trade", "trade@example.org"),
        ("Chamber", "chamber@example.org"),
        ("only@example.org", "only@example.org"),
        ("Board of Ports", ""),
    ]
    assert done.passed_over == ("X, not@mail: the address cannot be read", "Y, trade@example.org: invited already")
    assert AuditEntry.objects.get(act="invitation.add").details == {"kind": "invited", "count": 4}


def test_capitals_make_no_other_address() -> None:
    phase = phase_of()
    lines = "Trade, Trade@example.org\nThe same, trade@EXAMPLE.org"
    done = invite_many(phase=phase, kind="invited", lines=lines, expires_at=database_now() + DAY, by="nok")
    assert (done.made, done.passed_over) == (1, ("The same, trade@EXAMPLE.org: invited already",))


def test_code_is_mailed_once_asked_and_kept_only_as_a_hash() -> None:
    invitation = invite(phase_of())
    code = code_of(invitation.uuid)
    assert send_invitations(ids=[invitation.pk], by="nok") == 1
    assert send_invitations(ids=[invitation.pk], by="nok") == 0  # the first still waits: a double click
    assert code not in str(OutgoingMail.objects.values()) + str(Invitation.objects.values())
    assert send_due() == 1
    assert code in mail.outbox[0].body
    assert send_invitations(ids=[invitation.pk], by="nok") == 1
    assert send_due() == 1
    assert mail.outbox[1].body == mail.outbox[0].body


def test_revoked_before_the_mail_left_is_not_mailed_and_opens_nothing() -> None:
    invitation = invite(phase_of())
    send_invitations(ids=[invitation.pk], by="nok")
    revoke_invitation(invitation_id=invitation.pk, by="nok")
    assert send_due() == 0
    assert OutgoingMail.objects.get().state == "failed"
    with pytest.raises(NotFound):
        opened(invitation)
    with pytest.raises(Refused):
        revoke_invitation(invitation_id=invitation.pk, by="nok")


def test_code_opens_one_draft_again_and_again_until_it_is_filed() -> None:
    invitation = invite(phase_of())
    draft = opened(invitation)
    assert opened(invitation).pk == draft.pk
    invitation.refresh_from_db()
    assert invitation.opened_at is not None
    assert file_with(draft).timing == "on_time"
    with pytest.raises(Refused, match="was filed"):
        opened(invitation)


@pytest.mark.parametrize("code", ["", "x", "\0", "\ud800", "٣" * 26, "0" * 26])
def test_wrong_code_is_one_sentence(code: str) -> None:
    invite(phase_of())
    with pytest.raises(NotFound, match="No invitation has this code"):
        draft_by_code(code_typed=code, address="192.0.2.1")


def test_late_code_lets_in_after_the_closing_and_says_so() -> None:
    phase = phase_of(opens=-20 * DAY, closes=-DAY)
    response = file_with(opened(invite(phase, "late")))
    assert (response.timing, response.get_timing_display()) == ("allowed", "Late, by permission")


def test_other_invitations_do_not_open_what_has_closed_or_not_begun() -> None:
    for window in ({"opens": -20 * DAY, "closes": -DAY}, {"opens": 2 * DAY}):
        phase = phase_of(slug=f"closed-{len(window)}", **window)
        with pytest.raises(Closed):
            opened(invite(phase))


def test_permission_that_ended_leaves_the_response_late() -> None:
    phase = phase_of(opens=-20 * DAY, closes=-DAY)
    invitation = invite(phase, "late")
    draft = opened(invitation)
    Invitation.objects.update(made_at=database_now() - 3 * DAY, expires_at=database_now() - DAY)
    assert file_with(draft).timing == "late"


def test_restricted_phase_is_answered_only_with_an_invitation(client: Client) -> None:
    phase = phase_of()
    Phase.objects.update(restricted=True)
    form = make.form()
    with pytest.raises(Closed, match="by invitation only"):
        start_draft(form=form)
    with pytest.raises(Closed, match="by invitation only"):
        submit_one_page(form=form, key=uuid.uuid4(), posted=make.whole_answer())
    address = "/consultations/rules-for-trade/respond/"
    assert "open by invitation only" in client.get(address).content.decode()
    assert client.post(address, {"language": "en"}).status_code == 403
    words = client.post(address, {"key": "x", "reasons": "Words typed before the phase was closed to others"})
    assert (words.status_code, "Words typed before" in words.content.decode()) == (403, True)
    assert not Response.objects.exists()
    assert file_with(opened(invite(phase, "restricted"))).timing == "on_time"


def test_page_takes_the_code_by_post_and_leads_to_the_draft(client: Client) -> None:
    invitation = invite(phase_of())
    assert client.get("/invitation/").status_code == 200
    typed = code_of(invitation.uuid).lower().replace("-", " ")
    answer = client.post("/invitation/", {"code": typed})
    assert (answer.status_code, answer["Location"]) == (303, f"/drafts/{Response.objects.get().idempotency_key}/")
    wrong = client.post("/invitation/", {"code": "nonsense"})
    assert (wrong.status_code, "No invitation has this code" in wrong.content.decode()) == (422, True)


def test_admin_adds_lists_sends_and_revokes(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    phase = phase_of()
    client.force_login(make.staff(Role.MODERATOR))
    ends = (database_now() + 5 * DAY).strftime("%Y-%m-%dT%H:%M")
    posted = {"phase": phase.pk, "kind": "invited", "expires_at": ends, "lines": "Chamber <chamber@example.org>\nPorts"}
    page = client.post("/admin/responses/invitation/add/", posted, follow=True).content.decode()
    assert "2 invitations added." in page
    file_with(opened(Invitation.objects.get(name="Ports")))
    page = client.get("/admin/responses/invitation/").content.decode()
    assert "Filed" in page
    assert "Not opened" in page
    chosen = {"_selected_action": list(Invitation.objects.values_list("pk", flat=True))}
    page = client.post("/admin/responses/invitation/", {"action": "send_selected", **chosen}, follow=True).content.decode()
    assert "1 mail put into the outbox." in page
    ports = Invitation.objects.get(name="Ports")
    shown = {"action": "show_codes", "_selected_action": [ports.pk]}
    page = client.post("/admin/responses/invitation/", shown, follow=True).content.decode()
    assert f"Ports: {code_of(ports.uuid)}" in page
    assert AuditEntry.objects.get(act="invitation.show_code").actor == "moderator"
    client.post("/admin/responses/invitation/", {"action": "revoke_selected", **chosen})
    assert set(Invitation.objects.values_list("state", flat=True)) == {"revoked"}
    with django_assert_num_queries(6) as two:
        client.get("/admin/responses/invitation/")
    invite(phase, lines="Third\nFourth\nFifth")
    with django_assert_num_queries(len(two.captured_queries)):
        client.get("/admin/responses/invitation/")
