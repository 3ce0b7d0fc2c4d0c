"""Saving into a draft that moved on since the page was made, and choosing between two texts of one answer."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.permissions import is_member
from core.clock import database_now
from core.errors import BadInput, Closed, Conflict, NotFound
from core.words import message
from responses.merging import BLANK, Change, Merge, Seen, digest, merge, same
from responses.models import DraftConflict, Response
from responses.services.writing import member_of, write_into
from responses.states import Choice, ResponseState

MOST_CONFLICTS = 200
OF_NO_QUESTION = ("profile__", "consent", "claim__", "text__")
TWO_TEXTS = message("It was changed in two places at once. Choose which text stays.")


@dataclass(frozen=True)
class SavedDraft:
    """``version``: what the page goes on from. ``behind``: the page does not show all that stands in the draft. ``twice``: names
    of inputs of which two texts are kept. ``draft``: what stands in it now, where others had changed it; else None."""

    version: int
    saved_at: datetime
    behind: bool = False
    twice: frozenset[str] = field(default_factory=frozenset)
    draft: dict[str, list[str]] | None = None


def in_step(saved: SavedDraft, name: str, posted: Sequence[str]) -> bool:
    """Whether the page shows of this input what stands in the draft."""
    return saved.draft is None or same(saved.draft.get(name, []), posted)


@transaction.atomic
def merge_into_draft(*, key: uuid.UUID, raw: dict[str, list[str]], seen: Seen, by: int | None, largest: int) -> SavedDraft:
    """As ``responses.services.drafts.save_draft``, which has seen that the draft moved on."""
    draft = _locked(key, by)
    merged = merge(draft.draft, draft.draft_changes, raw, seen)
    if sum(len(text) for values in [*draft.draft.values(), *merged.mine.values()] for text in values) > largest:
        raise BadInput(_("This draft has grown too large to be saved. Shorten the longest answers."))
    now = database_now()
    _keep_beside(draft, merged, seen, by)
    _close_where_same(draft, raw, seen, by, now)
    if merged.mine or merged.twice:
        write_into(draft, merged.mine, by=by, seen=seen, now=now)
    version = seen.version if merged.behind else draft.draft_version
    return SavedDraft(version, draft.saved_at, merged.behind, frozenset(merged.twice), draft.draft)


@transaction.atomic
def settle(*, key: uuid.UUID, conflict: uuid.UUID, choice: str, standing: str, by: int | None = None) -> None:
    """Choose between the text in the draft and the one kept beside it.

    ``standing``: digest of the text in the draft as the chooser saw it. Raises NotFound (also when somebody else chose already)
    or Conflict (the text in the draft was changed meanwhile). The text not taken stays in the row.
    """
    draft = _locked(key, by)
    row = draft.draft_conflicts.filter(uuid=conflict, choice="").first()
    if row is None:
        raise NotFound()
    if choice not in Choice.values:
        raise BadInput()
    stands = draft.draft.get(row.name, [])
    if digest(stands) != standing:
        raise Conflict(_("Someone changed this answer a moment ago. Both texts are still there: please look at them again."))
    now = database_now()
    chosen = {Choice.STANDING: stands, Choice.KEPT: row.kept, Choice.BOTH: _both(stands, row.kept)}[Choice(choice)]
    row.stood, row.choice, row.settled_at, row.settled_by_id = stands, choice, now, member_of(draft, by)
    row.save(update_fields=["stood", "choice", "settled_at", "settled_by"])
    write_into(draft, {} if same(chosen, stands) else {row.name: chosen}, by=by, now=now)


def open_conflicts(draft: Response) -> list[DraftConflict]:
    """No query for a draft that never had one."""
    return list(draft.draft_conflicts.filter(choice="").select_related("kept_by", "stood_by")) if draft.conflicts else []


def errors_of_open_conflicts(conflicts: Sequence[DraftConflict]) -> dict[str, str]:
    """By the name the pages give an error: the key of a question, else the name of the input."""
    names = {conflict.name for conflict in conflicts}
    return {name if name.startswith(OF_NO_QUESTION) else name.partition("__")[0]: TWO_TEXTS for name in names}


def why_not_saved(key: uuid.UUID, by: int | None) -> NotFound | Closed | BadInput:
    found = Response.objects.filter(idempotency_key=key).values_list("state", "team_id").first()
    if found is None or (found[1] and not is_member(by, found[1])):
        return NotFound()
    if found[0] != ResponseState.DRAFT:
        return Closed(_("This draft was sent already. Open your response with its reference and access code to change it."))
    return BadInput(_("This draft has grown too large to be saved. Shorten the longest answers."))


def _locked(key: uuid.UUID, by: int | None) -> Response:
    draft = Response.objects.select_for_update(of=["self"]).filter(idempotency_key=key, state=ResponseState.DRAFT).first()
    if draft is None or (draft.team_id and not is_member(by, draft.team_id)):
        raise why_not_saved(key, by)
    assert isinstance(draft, Response)
    return draft


def _keep_beside(draft: Response, merged: Merge, seen: Seen, by: int | None) -> None:
    """One row per answer and window: typing on in the same window changes it."""
    for name, values in merged.twice.items():
        change = Change.read(draft.draft_changes[name])
        row = draft.draft_conflicts.filter(name=name, window=seen.window, choice="").first()
        if row is None:
            if draft.conflicts >= MOST_CONFLICTS:
                raise BadInput(_("Too many answers of this draft were edited twice. Choose between the texts first."))
            row = DraftConflict(response=draft, name=name, window=seen.window)
            draft.conflicts += 1
        row.kept, row.kept_by_id, row.kept_at = values, member_of(draft, by), database_now()
        row.stood, row.stood_by_id, row.stood_at = draft.draft.get(name, []), change.by, datetime.fromisoformat(change.at)
        row.save()


def _close_where_same(draft: Response, raw: Mapping[str, list[str]], seen: Seen, by: int | None, now: datetime) -> None:
    """Whoever types the text that stands in the draft has chosen it."""
    if draft.conflicts and seen.window:
        agreed = [name for name, values in raw.items() if same(draft.draft.get(name, []), values)]
        rows = draft.draft_conflicts.filter(name__in=agreed, window=seen.window, choice="")
        rows.update(choice=Choice.STANDING, settled_at=now, settled_by=member_of(draft, by))


def _both(first: list[str], second: list[str]) -> list[str]:
    """One below the other; of a group of options, all that were chosen."""
    if tuple(first) in BLANK:
        return second
    if len(first) == len(second) == 1:
        return [f"{first[0]}\n\n{second[0]}"]
    return list(dict.fromkeys([*first, *second]))
