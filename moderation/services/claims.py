"""Decisions on what filers marked as confidential. A refusal returns the response; nothing becomes public by either act."""

from django.db import transaction

from core.clock import database_now
from core.errors import NotFound, PortalError, Refused
from core.text import clean_text
from moderation.models import Decision
from moderation.services.decide import check_words, lock, overtaken
from moderation.services.journal import last_decisions, write_decisions
from moderation.states import ON_CLAIMS, Act
from responses.models import Response
from responses.services.standing import accept_claim, refuse_claim
from responses.states import CLAIM, STANDING, Standing


@transaction.atomic
def decide_claim(*, response_id: int, act: str, reason: str, note: str, by: str, seen: int) -> Decision:
    """Accept or refuse, with the same guards as :func:`moderation.services.decide.decide`.

    Raises NotFound, Refused, or Conflict if someone was quicker.
    """
    if act not in ON_CLAIMS:
        raise Refused("This is not a decision on a claim.")
    note = clean_text(note)
    check_words(act, reason, note)
    response = lock({response_id: seen}).get(response_id)
    last = last_decisions([response_id])
    error = objection_to_claim(response, act, seen, last.get(response_id))
    if error is not None or response is None:
        raise error or NotFound()
    if act == Act.ACCEPT:
        accept_claim(response_id=response.pk, seen=response.claim)
    else:
        refuse_claim(response_id=response.pk, seen=response.claim, standing_seen=response.standing)
    (decision,) = write_decisions([response], last, act=act, reason=reason, note=note, by=by, at=database_now())
    return decision


def objection_to_claim(response: Response | None, act: str, seen: int, last: Decision | None) -> PortalError | None:
    """Why this cannot be done, if so. Asked with the row locked."""
    if response is None:
        return NotFound("There is no such response.")
    return overtaken(response, act, seen, last) or _not_possible(response, act)


def acts_on_claim(response: Response) -> list[Act]:
    """What an officer is offered."""
    return [act for act in ON_CLAIMS if _not_possible(response, act) is None]


def _not_possible(response: Response, act: str) -> Refused | None:
    if not CLAIM.may(act, response.claim):
        return Refused(f"“{Act(act).label}” is not possible: the claim stands at “{response.get_claim_display()}”.")
    can_go_back = response.standing == Standing.RETURNED or STANDING.may("return", response.standing)
    if act == Act.REFUSE and not can_go_back:
        return Refused(f"The claim cannot be refused any more: this response is “{Standing(response.standing).label}”.")
    return None
