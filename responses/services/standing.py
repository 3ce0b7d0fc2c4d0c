"""The one door through which moderation moves a response."""

from collections.abc import Collection

from core.errors import Conflict, Refused
from responses.models import Response
from responses.states import CLAIM, STANDING, ClaimState, ResponseState, Standing

UNDECIDED = (ClaimState.CLAIMED, ClaimState.REFUSED)


def move_standing(*, response_id: int, act: str, seen: str) -> str:
    """Apply ``act`` of ``responses.states.STANDING`` to a response last seen in ``seen``; returns the new standing.

    Called inside the transaction of the decision. Raises Refused (not allowed, or its owner did not consent) or Conflict.
    """
    rows = Response.objects.filter(pk=response_id)
    if act != "remove":
        rows = rows.filter(state=ResponseState.SUBMITTED)
    if act == "publish" and rows.filter(consent__in=["", "not_published"]).exists():
        raise Refused("Its owner asked not to publish this response. It can be counted, not published.")
    if act == "publish" and rows.filter(claim__in=UNDECIDED).exists():
        raise Refused("Parts of this response are marked as confidential, and that is not accepted.")
    return STANDING.apply(act, rows, seen)


def move_standings(*, response_ids: Collection[int], act: str, seen: str) -> str:
    """As :func:`move_standing`, for many responses last seen in one standing: one UPDATE. All move or none does."""
    starts, end = STANDING.moves[act]
    if seen not in starts:
        raise Refused(f"“{act}” is not possible from “{seen}”.")
    rows = Response.objects.filter(pk__in=response_ids, standing=seen)
    if act != "remove":
        rows = rows.filter(state=ResponseState.SUBMITTED)
    if act == "publish":
        rows = rows.exclude(consent__in=["", "not_published"]).exclude(claim__in=UNDECIDED)
    if rows.update(standing=end) != len(response_ids):
        raise Conflict()
    return end


def accept_claim(*, response_id: int, seen: str) -> None:
    """What is marked may stay confidential; the standing stays as it is. Raises Refused or Conflict."""
    CLAIM.apply("accept", Response.objects.filter(pk=response_id, state=ResponseState.SUBMITTED), seen)


def refuse_claim(*, response_id: int, seen: str, standing_seen: str) -> None:
    """The claim is refused and the response goes back to its owner, who may change or withdraw it. Raises Refused or Conflict."""
    rows = Response.objects.filter(pk=response_id, state=ResponseState.SUBMITTED)
    if standing_seen != Standing.RETURNED:
        STANDING.apply("return", rows, standing_seen)
    CLAIM.apply("refuse", rows, seen)
