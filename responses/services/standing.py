"""The one door through which moderation moves a response."""

from core.errors import Refused
from responses.models import Response
from responses.states import STANDING, ResponseState


def move_standing(*, response_id: int, act: str, seen: str) -> str:
    """Apply ``act`` of ``responses.states.STANDING`` to a response last seen in ``seen``; returns the new standing.

    Called inside the transaction of the decision. Raises Refused (not allowed, or its owner did not consent) or Conflict.
    """
    rows = Response.objects.filter(pk=response_id)
    if act != "remove":
        rows = rows.filter(state=ResponseState.SUBMITTED)
    if act == "publish" and rows.filter(consent__in=["", "not_published"]).exists():
        raise Refused("Its owner asked not to publish this response. It can be counted, not published.")
    return STANDING.apply(act, rows, seen)
