"""Taking out of the public record what its owner withdrew or replaced."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from core.clock import database_now
from moderation.models import Decision
from moderation.services.journal import last_decisions, write_decisions
from moderation.services.record import erase_records
from moderation.states import Act, Reason
from responses.models import Response
from responses.services.standing import move_standings
from responses.states import Standing

BATCH = 200


@transaction.atomic
def remove_left_published(*, limit: int = BATCH) -> list[Decision]:
    """Remove up to ``limit`` responses their owners withdrew or replaced; passes over rows a decision holds at this moment."""
    left = Response.objects.left_published().defer("draft", "answers")
    return remove(
        list(left.order_by("pk").select_for_update(of=("self",), skip_locked=True)[:limit]), by="job", at=database_now()
    )


def remove(responses: Sequence[Response], *, by: str, at: datetime) -> list[Decision]:
    """Inside a transaction that holds the rows of ``responses``, all of them left published."""
    if not responses:
        return []
    ids = [response.pk for response in responses]
    move_standings(response_ids=ids, act=Act.REMOVE, seen=Standing.PUBLISHED)
    erase_records(ids)
    return write_decisions(responses, last_decisions(ids), act=Act.REMOVE, reason=Reason.OWNER, note="", by=by, at=at)
