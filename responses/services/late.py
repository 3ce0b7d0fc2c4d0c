"""A change that is sent after closing: what was sent in time stays current, the change is kept beside it until an officer
accepts it."""

from dataclasses import dataclass

from django.db import transaction

from consultations.models import Phase
from core import audit
from core.clock import database_now
from core.errors import NotFound, Refused
from core.text import clean_text
from responses.models import Response
from responses.services.store import GRACE
from responses.states import STATE, ResponseState, Standing, Timing


@dataclass(frozen=True)
class Place:
    """Where a response goes when it is sent. ``timing``: empty if the storing statement decides it."""

    state: str = ResponseState.SUBMITTED.value
    standing: str = Standing.WAITING.value
    timing: str = ""


def place_of_amendment(first: Response) -> Place:
    """``first``: the edition to be changed, locked. What the secretariat returned is mended as timely as it was sent."""
    if first.standing == Standing.RETURNED:
        return Place(timing=first.timing)
    timing = _timing_now(first.phase_id)
    if timing == Timing.LATE and first.timing != Timing.LATE:
        return Place(ResponseState.BESIDE.value, Standing.NONE.value, timing)
    return Place(timing=timing)


def late_change_of(reference: str) -> Response | None:
    """The newest change that was kept beside the edition sent in time."""
    found = Response.objects.filter(reference=reference, state=ResponseState.BESIDE).order_by("-edition").first()
    assert found is None or isinstance(found, Response)
    return found


@transaction.atomic
def accept_late_change(*, response_id: int, reason: str, by: str) -> Response:
    """Put a late change in the place of the edition sent in time: it waits for moderation, late by permission. The edition it
    replaces leaves the public record with the next run of the moderation job.

    Raises NotFound, Refused (no reason, withdrawn meanwhile) or Conflict.
    """
    reason = clean_text(reason)
    if not reason:
        raise Refused("Say why the late change is accepted.")
    change = Response.objects.sent().filter(pk=response_id).first()
    if change is None:
        raise NotFound()
    editions = list(Response.objects.sent().select_for_update(of=["self"]).filter(reference=change.reference).order_by("pk"))
    current = next((one for one in editions if one.state == ResponseState.SUBMITTED), None)
    if current is None:
        raise Refused("This response was withdrawn by its owner. There is nothing that the late change could replace.")
    if current.edition > change.edition:
        raise Refused("A newer edition of this response is in force already.")
    supersede(current)
    moved: dict[str, object] = {"standing": Standing.WAITING, "timing": Timing.ALLOWED}
    STATE.apply("accept", Response.objects.filter(pk=change.pk), ResponseState.BESIDE, **moved)
    details: dict[str, object] = {"edition": change.edition, "replaces": current.edition, "reason": reason[:500]}
    audit.record(
        act="response.accept_late_change", actor=by, target=change.reference, target_key=change.reference, details=details
    )
    change.refresh_from_db()
    assert isinstance(change, Response)
    return change


def supersede(first: Response) -> None:
    """The former edition leaves the queue now, the public record with the next run of the moderation job. Raises Conflict."""
    kept = {} if first.standing == Standing.PUBLISHED else {"standing": Standing.NONE}
    STATE.apply("supersede", Response.objects.filter(pk=first.pk), ResponseState.SUBMITTED, **kept)


def _timing_now(phase_id: int) -> str:
    closes_at = Phase.objects.values_list("closes_at", flat=True).get(pk=phase_id)
    now = database_now()
    if now < closes_at:
        return Timing.ON_TIME.value
    return Timing.GRACE.value if now < closes_at + GRACE else Timing.LATE.value
