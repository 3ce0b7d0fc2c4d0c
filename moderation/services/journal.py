"""Decisions and their audit entries, written together."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from core import audit
from core.models import AuditEntry
from moderation.models import Decision
from responses.models import Response


def last_decisions(response_ids: Iterable[int]) -> dict[int, Decision]:
    """The newest decision on each response that has one."""
    newest = Decision.objects.filter(response_id__in=response_ids).order_by("response_id", "-number").distinct("response_id")
    return {decision.response_id: decision for decision in newest}


def write_decisions(
    responses: Sequence[Response],
    last: Mapping[int, Decision],
    *,
    act: str,
    reason: str,
    note: str,
    by: str,
    at: datetime,
) -> list[Decision]:
    """The next decision on each response, each with an audit entry. The note stands in the decision alone."""
    decisions = Decision.objects.bulk_create(
        Decision(
            response_id=response.pk,
            reference=response.reference,
            edition=response.edition,
            number=last[response.pk].number + 1 if response.pk in last else 1,
            act=act,
            reason=reason,
            note=note,
            decided_by=by,
            decided_at=at,
        )
        for response in responses
    )
    AuditEntry.objects.bulk_create(
        audit.entry(
            act=f"decision.{act}",
            actor=by,
            target=decision.reference,
            target_key=decision.reference,
            details={"edition": decision.edition, "number": decision.number, "reason": reason},
        )
        for decision in decisions
    )
    return decisions
