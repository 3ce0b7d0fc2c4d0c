"""For how many distinct respondents the responses of a phase speak, members filed for included. Each is counted once.

The public summary is of what is published and is written in the transaction that writes the record; the officers' is counted when
they ask. What is compared are fingerprints and hashes, never names.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet

from consultations.models import Phase
from core.clock import database_now
from moderation.models import PublishedResponse, RespondentCount
from responses.counting import Counted, count
from responses.models import RepresentedMember, Response


@dataclass(frozen=True)
class PhaseCount:
    """``is_closed``: until then nothing is told from which someone who files could see who is listed."""

    consultation: str
    phase: str
    counted: Counted
    is_closed: bool


def write_respondents(phase_ids: Collection[int], at_least: Collection[int] = ()) -> None:
    """Set the public summary of these phases right, those that have one and ``at_least`` these. Call it after the record was
    written: the row of the content version is locked then, so no two writers count at the same time."""
    counted_before = RespondentCount.objects.filter(phase_id__in=phase_ids).values_list("phase_id", flat=True)
    for phase_id in sorted({*counted_before, *at_least}):
        _write(phase_id, count_published(phase_id))


def count_published(phase_id: int) -> Counted:
    return _count(Response.objects.filter(pk__in=PublishedResponse.objects.filter(phase=phase_id).values("response_id")))


def differences() -> list[tuple[int, Counted, Counted]]:
    """Phase, as stored and as counted anew, where the two differ."""
    stored = {row.phase_id: Counted(row.responses, row.members, row.also_filed) for row in RespondentCount.objects.all()}
    with_members = PublishedResponse.objects.filter(member_count__gt=0).values_list("phase_id", flat=True).distinct()
    found = []
    for phase_id in sorted({*stored, *with_members}):
        counted = count_published(phase_id)
        if stored.get(phase_id, Counted()) != (counted if counted.members else Counted()):
            found.append((phase_id, stored.get(phase_id, Counted()), counted))
    return found


def mend(phase_ids: Iterable[int]) -> None:
    for phase_id in phase_ids:
        _write(phase_id, count_published(phase_id))


def phases_with_members() -> list[PhaseCount]:
    """For officers: every phase for which a standing response lists members, the newest first. Counts all that was submitted."""
    listed = RepresentedMember.objects.filter(response__in=Response.objects.submitted())
    phases = Phase.objects.filter(pk__in=listed.values("response__phase")).select_related("consultation").order_by("-pk")
    now = database_now()
    return [_of_phase(phase, is_closed=phase.closes_at <= now) for phase in phases]


def _of_phase(phase: Phase, *, is_closed: bool) -> PhaseCount:
    responses = Response.objects.submitted().filter(phase=phase)
    counted = _count(responses) if is_closed else replace(count([], _listed(responses)), responses=responses.count())
    return PhaseCount(phase.consultation.title, phase.title, counted, is_closed)


def _count(responses: "QuerySet[Any, Any]") -> Counted:
    """Only responses that share something with a member are grouped: the others count one each, whoever they are."""
    members = _listed(responses)
    listed = {mark for one in members for mark in one}
    rows = responses.order_by().values_list("own_marks", "association_code_hash") if listed else ()
    filed = [{*own, code_hash} & listed for own, code_hash in rows]
    return replace(count(filter(None, filed), members), responses=responses.count())


def _listed(responses: "QuerySet[Any, Any]") -> list[list[str]]:
    members = RepresentedMember.objects.filter(response__in=responses.values("pk")).order_by()
    return [member.marks for member in members.only("name_marks", "number_marks", "code_hash")]


def _write(phase_id: int, counted: Counted) -> None:
    if not counted.members:
        RespondentCount.objects.filter(phase_id=phase_id).delete()
        return
    values = {"responses": counted.responses, "members": counted.members, "also_filed": counted.also_filed}
    RespondentCount.objects.update_or_create(phase_id=phase_id, defaults=values)
