import pytest

from core.jobs.schedules import schedules
from core.models import AuditEntry
from moderation.jobs import recount_public_record, remove_what_owners_took_back
from moderation.models import Decision, PublishedResponse, Tally
from moderation.services.decide import decide
from responses.models import Response
from responses.services.amend import withdraw
from tests.moderation import build

pytestmark = pytest.mark.django_db


def published() -> Response:
    response = build.response(build.phase())
    decide(response_id=response.pk, act="publish", reason="accepted", note="", by="nok", seen=0)
    response.refresh_from_db()
    return response


def test_what_its_owner_withdrew_leaves_the_record_in_one_run() -> None:
    response = published()
    withdraw(response=response)
    assert PublishedResponse.objects.count() == 1
    assert remove_what_owners_took_back.call() == 1
    assert PublishedResponse.objects.count() == Tally.objects.filter(count__gt=0).count() == 0
    response.refresh_from_db()
    assert (response.state, response.standing) == ("withdrawn", "none")
    decision = Decision.objects.get(number=2)
    assert (decision.act, decision.reason, decision.decided_by) == ("remove", "owner", "job")
    assert AuditEntry.objects.get(act="decision.remove").actor == "job"
    assert remove_what_owners_took_back.call() == 0


def test_what_its_owner_replaced_leaves_the_record_in_one_run() -> None:
    response = published()
    Response.objects.filter(pk=response.pk).update(state="superseded")
    assert remove_what_owners_took_back.call() == 1
    assert PublishedResponse.objects.count() == 0


def test_the_nightly_recount_reports_and_mends_nothing() -> None:
    published()
    assert recount_public_record.call() == 0
    assert AuditEntry.objects.filter(act="record.differs").count() == 0
    Tally.objects.filter(question="stand", option="").update(count=9)
    assert recount_public_record.call() == 1
    assert AuditEntry.objects.get(act="record.differs").details["differences"] == 1
    assert Tally.objects.get(question="stand", option="").count == 9


def test_both_jobs_run_by_the_clock() -> None:
    periods = {schedule.name: schedule.period.total_seconds() for schedule in schedules()}
    assert periods["moderation.remove-what-owners-took-back"] == 60
    assert periods["moderation.recount"] == 86400
