"""Paper and e-mail responses entered by an officer."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from accounts.roles import Role
from consultations.models import Phase
from core.clock import database_now
from core.errors import Refused
from core.models import AuditEntry
from moderation.models import PublishedResponse
from moderation.services.decide import decide
from responses.models import Response
from responses.services.drafts import save_draft
from responses.services.entry import start_entry
from responses.services.submit import submit_draft
from tests import make

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def phase() -> Phase:
    return make.consultation(opens=-20 * DAY, closes=-10 * DAY).phases.get()


def entered(phase: Phase, days_ago: int, channel: str = "paper") -> Response:
    day = (database_now() - days_ago * DAY).date()
    draft = start_entry(phase=phase, channel=channel, received_on=day, reason="Stamp of the registry", by="nok")
    save_draft(key=draft.idempotency_key, posted=make.whole_answer())
    submit_draft(key=draft.idempotency_key)
    return Response.objects.get(pk=draft.pk)


@pytest.mark.parametrize(("days_ago", "timing"), [(15, "on_time"), (10, "on_time"), (8, "late"), (0, "late")])
def test_stated_day_decides_the_timing(phase: Phase, days_ago: int, timing: str) -> None:
    assert entered(phase, days_ago).timing == timing


def test_submission_names_channel_and_officer_in_the_audit_trail(phase: Phase) -> None:
    response = entered(phase, 15, "email")
    assert (response.channel, response.entered_by, response.entry_reason) == ("email", "nok", "Stamp of the registry")
    begun, sent = AuditEntry.objects.filter(act__in=["response.enter", "response.submit"]).order_by("id")
    assert (begun.actor, begun.details["channel"], begun.details["reason"]) == ("nok", "email", "Stamp of the registry")
    assert (sent.actor, sent.details) == ("nok", {"edition": 1, "timing": "on_time", "channel": "email"})


def test_what_comes_through_the_portal_is_marked_so(phase: Phase) -> None:
    response = make.response(phase)
    response.refresh_from_db()
    assert (response.channel, response.entered_by, response.received_on) == ("web", "", None)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"days": 1}, "ahead"),
        ({"days": -25}, "before the opening"),
        ({"reason": " \n"}, "taken from"),
        ({"channel": "web"}, "how the response was received"),
        ({"channel": "pigeon"}, "how the response was received"),
    ],
)
def test_entry_is_refused_with_a_sentence(phase: Phase, changes: dict[str, object], words: str) -> None:
    day = (database_now() + timedelta(days=int(str(changes.pop("days", -15))), hours=12)).date()
    arguments = {"channel": "paper", "reason": "Stamp", **changes}
    with pytest.raises(Refused, match=words):
        start_entry(phase=phase, received_on=day, by="nok", **arguments)  # type: ignore[arg-type]
    assert not Response.objects.exists()


def test_nothing_is_entered_before_the_opening_even_on_its_day() -> None:
    phase = make.consultation("later", opens=timedelta(minutes=1)).phases.get()
    with pytest.raises(Refused, match="not opened yet"):
        start_entry(phase=phase, channel="paper", received_on=phase.opens_at.date(), reason="Stamp", by="nok")


def test_entered_response_without_officer_is_refused_by_the_database(phase: Phase) -> None:
    with pytest.raises(IntegrityError, match="entered_response_names_officer"), transaction.atomic():
        make.response(phase, channel="paper")


def test_record_and_moderation_page_say_how_it_came(client: Client, phase: Phase) -> None:
    response = entered(phase, 15)
    client.force_login(make.staff(Role.MODERATOR))
    page = client.get(f"/admin/responses/response/{response.pk}/change/").content.decode()
    assert "Received on paper" in page
    assert "entered by nok" in page
    decide(response_id=response.pk, act="publish", reason="accepted", note="", by="nok", seen=0)
    assert PublishedResponse.objects.get().channel == "paper"
    public = Client().get(f"/consultations/rules-for-trade/responses/{response.reference}/").content.decode()
    assert "Received on paper" in public
    assert "nok" not in public
    assert "Stamp" not in public


def test_officer_starts_in_the_admin_and_goes_through_the_same_pages(client: Client, phase: Phase) -> None:
    client.force_login(make.staff(Role.MODERATOR))
    assert "Enter a response received on paper" in client.get("/admin/responses/response/").content.decode()
    day = (database_now() - 15 * DAY).date().isoformat()
    posted = {"phase": phase.pk, "channel": "paper", "received_on": day, "reason": "Stamp", "language": "lo"}
    answer = client.post("/admin/responses/response/enter/", posted)
    assert answer.status_code == 302
    assert "Received on paper on" in client.get(answer["Location"]).content.decode()
    draft = Response.objects.get()
    assert (draft.entered_by, draft.language) == ("moderator", "lo")
    unsaid = client.post("/admin/responses/response/enter/", {**posted, "language": ""}).content.decode()
    assert "This field is required" in unsaid
    wrong = client.post("/admin/responses/response/enter/", {**posted, "received_on": "2999-01-01"})
    assert (wrong.status_code, "lies ahead" in wrong.content.decode()) == (403, True)
    for odd in ({**posted, "phase": "x\0"}, {**posted, "received_on": "0000-13-99"}, {}):
        assert client.post("/admin/responses/response/enter/", odd).status_code == 200
