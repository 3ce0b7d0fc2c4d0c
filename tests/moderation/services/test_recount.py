import pytest
from django.core.management import CommandError, call_command

from core.models import AuditEntry
from moderation.models import PublishedResponse, PublishedStatement, Tally
from moderation.services.decide import decide
from moderation.services.recount import TallyDifference, recount
from responses.models import Response
from tests.moderation import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def published() -> Response:
    phase = build.phase()
    for _ in range(2):
        response = build.response(phase)
        decide(response_id=response.pk, act="publish", reason="accepted", note="", by="nok", seen=0)
    return response


def seed_differences(response: Response) -> list[TallyDifference]:
    Tally.objects.filter(question="stand", option="with_changes").update(count=5)
    Tally.objects.filter(question="why").delete()
    Tally.objects.create(phase_id=response.phase_id, question="wish", option="", count=1)
    return [
        TallyDifference(response.phase_id, "stand", "with_changes", 5, 2),
        TallyDifference(response.phase_id, "why", "", 0, 2),
        TallyDifference(response.phase_id, "wish", "", 1, 0),
    ]


def test_recount_finds_nothing_where_all_is_well(published: Response) -> None:
    assert recount().sentences == []


def test_recount_finds_seeded_differences_and_mends_nothing(published: Response) -> None:
    expected = seed_differences(published)
    assert recount().tallies == tuple(expected)
    assert recount().tallies == tuple(expected)
    assert AuditEntry.objects.filter(act="tally.repair").count() == 0


def test_repair_sets_tallies_right_and_is_audited(published: Response) -> None:
    expected = seed_differences(published)
    assert recount(repair=True).tallies == tuple(expected)
    assert recount().sentences == []
    entry = AuditEntry.objects.get(act="tally.repair")
    assert entry.details["mended"][0] == (
        f"Phase {published.phase_id}, question “stand”, option “with_changes”: 5 stored, 2 counted."
    )


def test_recount_names_what_stands_wrongly_in_the_record_and_what_is_missing(published: Response) -> None:
    other = Response.objects.exclude(pk=published.pk).get()
    Response.objects.filter(pk=other.pk).update(standing="declined")
    PublishedStatement.objects.filter(published__response_id=published.pk).delete()
    PublishedResponse.objects.filter(response_id=published.pk).delete()
    assert recount().records == (
        f"{published.reference} is published, but not in the public record.",
        f"{other.reference} is in the public record, but not published.",
    )


def test_check_data_reports_and_repairs(published: Response, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("check_data")
    assert capsys.readouterr().out == "The public record and its tallies agree.\n"
    expected = seed_differences(published)
    with pytest.raises(CommandError, match="3 differences"):
        call_command("check_data")
    assert capsys.readouterr().out.splitlines() == [str(one) for one in expected]
    call_command("check_data", "--repair")
    assert capsys.readouterr().out.splitlines()[-2:] == ["3 tallies set right.", "The public record and its tallies agree."]
