"""Drafts: started, saved while one types and by every page, thrown away by their owner."""

import json
import re
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.permissions import is_lead, is_member
from consultations.queries import AskedForm
from consultations.states import Standing
from core.clock import database_now
from core.errors import Closed, NotFound, Refused
from core.language import say
from core.text import clean_text
from core.words import message
from responses.languages import LANGUAGE, UNKNOWN
from responses.merging import Seen
from responses.models import Invitation, Response
from responses.services.conflicts import SavedDraft, merge_into_draft, why_not_saved
from responses.services.writing import locked_draft
from responses.teams import profile_of

BY_INVITATION = message("This consultation is open by invitation only. Enter the code of your invitation under /invitation/.")
NAME = re.compile(r"[a-z][a-z0-9_]{0,89}\Z")
LARGEST_DRAFT = 2_000_000  # bytes as stored; the longest form answered to every limit is a tenth of it


# The last change of an answer is noted only where it says something else than before; no answer, an empty line and nothing
# chosen are one and the same (``responses.merging.same``).
_SAVE = """
    UPDATE responses_response
    SET draft = draft || %(new)s::jsonb, draft_version = draft_version + 1, saved_at = clock_timestamp(),
        draft_changes = draft_changes || (
            SELECT coalesce(jsonb_object_agg(one.key, jsonb_build_array(
                draft_version + 1, CASE WHEN team_id IS NULL THEN NULL ELSE %(by)s::integer END, clock_timestamp(),
                %(window)s::text, %(turn)s::integer
            )), '{}')
            FROM jsonb_each(%(new)s::jsonb) AS one
            WHERE nullif(nullif(draft -> one.key, '[]'), '[""]') IS DISTINCT FROM nullif(nullif(one.value, '[]'), '[""]')
        )
    WHERE idempotency_key = %(key)s AND state = 'draft' AND pg_column_size(draft) + %(size)s < %(most)s
        AND (%(seen)s::integer IS NULL OR draft_version = %(seen)s)
        AND (team_id IS NULL OR EXISTS (
            SELECT 1 FROM accounts_membership m JOIN accounts_user u ON u.id = m.user_id AND u.is_active
            WHERE m.organisation_id = team_id AND m.user_id = %(by)s
        ))
    RETURNING draft_version, saved_at
"""


def start_draft(
    *,
    form: AskedForm,
    language: str = "und",
    invitation: Invitation | None = None,
    team: Organisation | None = None,
    by: int | None = None,
) -> Response:
    """A new, empty draft under a new random key. Raises Closed unless the phase is open by the database clock; a phase by
    invitation only to nobody without one, and after the closing to those whose invitation lets them in late.

    ``team``: the organisation it is written for, by its member ``by``; the profile is filled in from it. Raises NotFound if
    ``by`` is no member.
    """
    if team and not is_member(by, team.pk):
        raise NotFound()
    now = database_now()
    if form.restricted and invitation is None:
        raise Closed(say(BY_INVITATION))
    standing = form.standing(now)
    late = standing == Standing.CLOSED and invitation is not None and invitation.lets_in_late(now)
    if standing != Standing.OPEN and not late:
        raise Closed()
    draft = Response.objects.create(
        idempotency_key=uuid.uuid4(),
        phase_id=form.phase_id,
        revision_id=form.revision_id,
        language=language,
        is_example=form.is_example,
        invitation=invitation,
        team=team,
        started_by_id=by if team else None,
        draft=profile_of(team) if team else {},
    )
    assert isinstance(draft, Response)
    return draft


@transaction.atomic
def keep_as_draft(*, form: AskedForm, key: uuid.UUID, posted: Mapping[str, Sequence[str]], language: str) -> SavedDraft:
    """Store a one-page answer as a draft under its key, or save it into the draft it is already. Raises Closed before opening."""
    if form.standing(database_now()) == Standing.UPCOMING:
        raise Closed(_("This consultation is not open yet."))
    draft = Response(
        idempotency_key=key,
        phase_id=form.phase_id,
        revision_id=form.revision_id,
        language=language,
        is_example=form.is_example,
    )
    Response.objects.bulk_create([draft], ignore_conflicts=True)
    return save_draft(key=key, posted={**posted, LANGUAGE: [language]} if language != UNKNOWN else posted)


def save_draft(
    *, key: uuid.UUID, posted: Mapping[str, Sequence[str]], seen: Seen | None = None, by: int | None = None
) -> SavedDraft:
    """Merge what was posted (input name -> values as typed) into the draft; one UPDATE. Names no form can have are left out.

    ``seen``: what the page started from; without it the posted values win. If the draft moved on since, the two are merged under
    a lock, and an answer that was edited in both places is kept twice (:class:`responses.models.DraftConflict`).
    ``by``: id of the user who is signed in; a draft of an organisation is saved by its members alone.

    Raises NotFound, Closed (it was sent already) or BadInput (the draft has outgrown every form).
    """
    raw = {name: [clean_text(value) for value in values] for name, values in posted.items() if NAME.match(name)}
    text = json.dumps(raw)
    parameters: dict[str, Any] = {
        "new": text,
        "size": len(text),
        "most": LARGEST_DRAFT,
        "key": key,
        "by": by,
        "seen": seen.version if seen else None,
        "window": seen.window if seen else "",
        "turn": seen.turn if seen else 0,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SAVE, parameters)
        row = cursor.fetchone()
    if row is not None:
        return SavedDraft(*row)
    if seen is None:
        raise why_not_saved(key, by)
    return merge_into_draft(key=key, raw=raw, seen=seen, by=by, largest=LARGEST_DRAFT)


@transaction.atomic
def discard_draft(*, key: uuid.UUID, by: int | None = None) -> None:
    """Delete a draft that was never sent. Nothing of it was acknowledged, so nothing of it is evidence. Raises NotFound.

    An organisation's draft is its leads' to delete: raises Refused for its other members, NotFound for everyone else.
    """
    draft = locked_draft(key, by)
    if draft.team_id and not is_lead(by, draft.team_id):
        raise Refused(_("Only a lead of your organisation can delete its draft."))
    draft.delete()


def forget_old_drafts() -> int:
    """Delete what was never sent, ``DRAFTS_KEPT_DAYS`` after the closing of its phase and after it was last saved; returns how
    many. A returned response may be changed long after the closing."""
    over = database_now() - timedelta(days=settings.DRAFTS_KEPT_DAYS)
    deleted, _ = Response.objects.drafts().filter(phase__closes_at__lt=over, saved_at__lt=over).delete()
    return deleted


def kept_until(draft: Response, closes_at: datetime) -> datetime:
    """When :func:`forget_old_drafts` will delete it if nobody touches it again."""
    return max(closes_at, draft.saved_at) + timedelta(days=settings.DRAFTS_KEPT_DAYS)
