"""Decisions of officers: on one response, or on many at once. One transaction each: standing, decision, audit, public record."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from core.clock import database_now
from core.errors import Conflict, NotFound, PortalError, Refused
from core.text import clean_text
from moderation.models import Decision, PublishedResponse
from moderation.services.journal import last_decisions, write_decisions
from moderation.services.published_files import still_checked
from moderation.services.record import erase_records, write_records
from moderation.services.remove import remove
from moderation.states import BY_OFFICERS, REASONS_FOR, Act, Reason, note_is_needed
from responses.models import Response
from responses.services.standing import move_standings
from responses.states import STANDING, ClaimState, ResponseState, Standing

MOST_AT_ONCE = 500
NO_CONSENT = "Its owner asked not to publish this response. It can be counted, not published."
HAS_CONSENT = "Its owner agreed to publication: publish it, or decline it with a reason."
OPEN_CLAIM = {
    ClaimState.CLAIMED.value: "Parts of it are marked as confidential. Decide on the claim first.",
    ClaimState.REFUSED.value: "Its confidentiality claim was refused: the filer has to change it first.",
}
NOTE_LENGTH = 2000


@dataclass(frozen=True)
class RefusedOne:
    reference: str
    sentence: str


@dataclass(frozen=True)
class BulkOutcome:
    done: tuple[str, ...]
    refused: tuple[RefusedOne, ...]


@transaction.atomic
def decide(*, response_id: int, act: str, reason: str, note: str, by: str, seen: int) -> Decision:
    """One decision. ``seen`` is the number of the last decision the officer saw, 0 if there was none.

    Raises NotFound; Refused (not allowed, no consent, reason or note missing); Conflict if someone was quicker, with ``other``
    (their Decision, None if it was the owner) and ``wanted`` (the act) in its context.
    """
    decisions, errors = _decide({response_id: seen}, act=act, reason=reason, note=note, by=by)
    if errors:
        raise errors[0][1]
    return decisions[0]


@transaction.atomic
def decide_many(*, ids_with_seen: Mapping[int, int], act: str, reason: str, note: str, by: str) -> BulkOutcome:
    """The same decision on up to 500 responses; what cannot be done is left as it is and named with its sentence.

    The number of queries does not depend on how many there are. Raises Refused if the reason or the note does not fit.
    """
    if len(ids_with_seen) > MOST_AT_ONCE:
        raise Refused(f"Decide on {MOST_AT_ONCE} responses at most in one step.")
    decisions, errors = _decide(ids_with_seen, act=act, reason=reason, note=note, by=by)
    return BulkOutcome(
        tuple(decision.reference for decision in decisions),
        tuple(RefusedOne(label, error.sentence) for label, error in errors),
    )


def _decide(
    ids_with_seen: Mapping[int, int], *, act: str, reason: str, note: str, by: str
) -> tuple[list[Decision], list[tuple[str, PortalError]]]:
    note = clean_text(note)
    if act not in BY_OFFICERS:
        raise Refused("This is not an act of an officer.")
    check_words(act, reason, note)
    locked = lock(ids_with_seen)
    last = last_decisions(ids_with_seen)
    unchecked = still_checked(ids_with_seen) if act == Act.PUBLISH else frozenset()
    allowed: list[Response] = []
    errors: list[tuple[str, PortalError]] = []
    for response_id, seen in ids_with_seen.items():
        response = locked.get(response_id)
        error = objection(response, act, seen, last.get(response_id))
        if error is None and response_id in unchecked:
            error = Refused("A file of it is still being checked. Try again in a few minutes.")
        if error is not None or response is None:
            errors.append((response.reference if response else f"Number {response_id}", error or NotFound()))
        else:
            allowed.append(response)
    return _apply(allowed, last, locked, act=act, reason=reason, note=note, by=by), errors


def _apply(
    responses: Sequence[Response],
    last: Mapping[int, Decision],
    locked: Mapping[int, Response],
    *,
    act: str,
    reason: str,
    note: str,
    by: str,
) -> list[Decision]:
    if not responses:
        return []
    at = database_now()
    if act == Act.PUBLISH:
        references = {response.reference for response in responses}
        older = [one for one in locked.values() if one.reference in references and one.state != ResponseState.SUBMITTED]
        remove([one for one in older if one.standing == Standing.PUBLISHED], by=by, at=at)
    by_standing: dict[str, list[int]] = defaultdict(list)
    for response in responses:
        by_standing[response.standing].append(response.pk)
    for standing, ids in by_standing.items():
        move_standings(response_ids=ids, act=act, seen=standing)
    decisions = write_decisions(responses, last, act=act, reason=reason, note=note, by=by, at=at)
    if act == Act.PUBLISH:
        write_records(responses, at)
    elif act == Act.UNPUBLISH:
        erase_records([response.pk for response in responses])
    return decisions


def lock(ids: Mapping[int, int]) -> dict[int, Response]:
    """The rows decided on, and older editions of them that still stand in the record; locked in order, so that no two
    runs wait for each other."""
    sent = Response.objects.exclude(state=ResponseState.DRAFT)
    references = list(sent.filter(pk__in=list(ids)).values_list("reference", flat=True))
    in_record = PublishedResponse.objects.filter(reference__in=references).values("response_id")
    rows = sent.filter(Q(pk__in=list(ids)) | Q(pk__in=in_record)).select_related("phase").defer("draft")
    return {row.pk: row for row in rows.order_by("pk").select_for_update(of=("self",))}


def objection(response: Response | None, act: str, seen: int, last: Decision | None) -> PortalError | None:
    """Why this cannot be done, if so. Asked with the row locked: the answer holds until the transaction ends."""
    if response is None:
        return NotFound("There is no such response.")
    if (quicker := overtaken(response, act, seen, last)) is not None:
        return quicker
    if act == Act.PUBLISH and not response.may_be_published:
        return Refused(NO_CONSENT)
    if act == Act.PUBLISH and response.claim_is_open:
        return Refused(OPEN_CLAIM[response.claim])
    if act == Act.KEEP and response.may_be_published:
        return Refused(HAS_CONSENT)
    if not STANDING.may(act, response.standing):
        return Refused(f"“{Act(act).label}” is not possible: this response is “{Standing(response.standing).label}”.")
    return None


def overtaken(response: Response, act: str, seen: int, last: Decision | None) -> Conflict | None:
    """If its owner, or another officer, was quicker."""
    if response.state != ResponseState.SUBMITTED:
        did = (
            "withdrew this response" if response.state == ResponseState.WITHDRAWN else "replaced this response by a newer version"
        )
        return Conflict(f"Its owner {did}. Nothing of yours was applied.", other=None, wanted=act)
    if (last.number if last else 0) != seen:
        return Conflict(f"{last.told} Nothing of yours was applied." if last else "", other=last, wanted=act)
    return None


def check_words(act: str, reason: str, note: str) -> None:
    if reason not in REASONS_FOR[act]:
        raise Refused(f"Choose a reason that belongs to “{Act(act).label}”.")
    if note_is_needed(act, reason) and not note:
        raise Refused(f"“{Reason(reason).label}” needs a note: the filer reads it.")
    if len(note) > NOTE_LENGTH:
        raise Refused(f"Shorten the note to {NOTE_LENGTH} characters; it has {len(note)}.")
