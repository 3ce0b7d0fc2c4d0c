"""A change that is sent after closing: what was sent in time stays current, the change is kept beside it."""

from dataclasses import dataclass

from consultations.models import Phase
from core.clock import database_now
from responses.models import Response
from responses.services.store import GRACE
from responses.states import ResponseState, Standing, Timing


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


def _timing_now(phase_id: int) -> str:
    closes_at = Phase.objects.values_list("closes_at", flat=True).get(pk=phase_id)
    now = database_now()
    if now < closes_at:
        return Timing.ON_TIME.value
    return Timing.GRACE.value if now < closes_at + GRACE else Timing.LATE.value
