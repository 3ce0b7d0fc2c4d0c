"""The draft that an act writes into: locked, opened for its members alone, and noted who changed what of it last."""

import uuid
from collections.abc import Collection, Mapping
from datetime import datetime

from accounts.permissions import is_member
from core.clock import database_now
from core.errors import NotFound
from responses.merging import Seen, same
from responses.models import Response


def locked_draft(key: uuid.UUID, by: int | None) -> Response:
    """The draft with this key, for the rest of the transaction. An organisation's opens for its members alone, asked anew after
    the lock: whoever was removed while their page was open writes nothing. Raises NotFound."""
    draft = Response.objects.drafts().select_for_update(of=["self"]).filter(idempotency_key=key).first()
    if draft is None or (draft.team_id and not is_member(by, draft.team_id)):
        raise NotFound()
    assert isinstance(draft, Response)
    return draft


def write_into(
    draft: Response,
    values: Mapping[str, list[str]],
    *,
    by: int | None,
    seen: Seen | None = None,
    now: datetime | None = None,
    touched: Collection[str] = (),
) -> None:
    """The next version of a locked draft. ``touched``: names under which something changed that stands in rows of its own."""
    seen, now = seen or Seen(0), now or database_now()
    draft.draft_version += 1
    draft.saved_at = now
    changed = {name for name, value in values.items() if not same(draft.draft.get(name, []), value)} | {*touched}
    mark = [draft.draft_version, member_of(draft, by), now.isoformat(), seen.window, seen.turn]
    draft.draft_changes |= dict.fromkeys(changed, mark)
    draft.draft |= values
    draft.save(update_fields=["draft", "draft_version", "draft_changes", "conflicts", "saved_at"])


def member_of(draft: Response, by: int | None) -> int | None:
    """A draft without an organisation has no names in it, whoever is signed in."""
    return by if draft.team_id else None
