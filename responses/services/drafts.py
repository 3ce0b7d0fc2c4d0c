"""Drafts: started, saved while one types and by every page, thrown away by their owner."""

import json
import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction

from consultations.queries import AskedForm
from consultations.states import Standing
from core.clock import database_now
from core.errors import BadInput, Closed, NotFound
from core.text import clean_text
from responses.models import Invitation, Response
from responses.states import ResponseState

BY_INVITATION = "This consultation is open by invitation only. Enter the code of your invitation under /invitation/."
NAME = re.compile(r"[a-z][a-z0-9_]{0,89}\Z")
LARGEST_DRAFT = 2_000_000  # bytes as stored; the longest form answered to every limit is a tenth of it


@dataclass(frozen=True)
class SavedDraft:
    version: int
    saved_at: datetime


def start_draft(*, form: AskedForm, language: str = "und", invitation: Invitation | None = None) -> Response:
    """A new, empty draft under a new random key. Raises Closed unless the phase is open by the database clock; a phase by
    invitation only to nobody without one, and after the closing to those whose invitation lets them in late."""
    now = database_now()
    if form.restricted and invitation is None:
        raise Closed(BY_INVITATION)
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
    )
    assert isinstance(draft, Response)
    return draft


@transaction.atomic
def keep_as_draft(*, form: AskedForm, key: uuid.UUID, posted: Mapping[str, Sequence[str]], language: str) -> SavedDraft:
    """Store a one-page answer as a draft under its key, or save it into the draft it is already. Raises Closed before opening."""
    if form.standing(database_now()) == Standing.UPCOMING:
        raise Closed("This consultation is not open yet.")
    draft = Response(
        idempotency_key=key,
        phase_id=form.phase_id,
        revision_id=form.revision_id,
        language=language,
        is_example=form.is_example,
    )
    Response.objects.bulk_create([draft], ignore_conflicts=True)
    return save_draft(key=key, posted=posted)


def save_draft(*, key: uuid.UUID, posted: Mapping[str, Sequence[str]]) -> SavedDraft:
    """Merge what was posted (input name -> values as typed) into the draft; one UPDATE. Names no form can have are left out.

    Raises NotFound, Closed (it was sent already) or BadInput (the draft has outgrown every form).
    """
    raw = {name: [clean_text(value) for value in values] for name, values in posted.items() if NAME.match(name)}
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE responses_response
            SET draft = draft || %s::jsonb, draft_version = draft_version + 1, saved_at = clock_timestamp()
            WHERE idempotency_key = %s AND state = 'draft' AND pg_column_size(draft) + %s < %s
            RETURNING draft_version, saved_at
            """,
            [text := json.dumps(raw), key, len(text), LARGEST_DRAFT],
        )
        row = cursor.fetchone()
    if row is None:
        raise _why_not_saved(key)
    return SavedDraft(*row)


def discard_draft(*, key: uuid.UUID) -> None:
    """Delete a draft that was never sent. Nothing of it was acknowledged, so nothing of it is evidence. Raises NotFound."""
    deleted, _ = Response.objects.drafts().filter(idempotency_key=key).delete()
    if not deleted:
        raise NotFound()


def forget_old_drafts() -> int:
    """Delete what was never sent, ``DRAFTS_KEPT_DAYS`` after the closing of its phase and after it was last saved; returns how
    many. A returned response may be changed long after the closing."""
    over = database_now() - timedelta(days=settings.DRAFTS_KEPT_DAYS)
    deleted, _ = Response.objects.drafts().filter(phase__closes_at__lt=over, saved_at__lt=over).delete()
    return deleted


def kept_until(draft: Response, closes_at: datetime) -> datetime:
    """When :func:`forget_old_drafts` will delete it if nobody touches it again."""
    return max(closes_at, draft.saved_at) + timedelta(days=settings.DRAFTS_KEPT_DAYS)


def _why_not_saved(key: uuid.UUID) -> NotFound | Closed | BadInput:
    state = Response.objects.filter(idempotency_key=key).values_list("state", flat=True).first()
    if state is None:
        return NotFound()
    if state != ResponseState.DRAFT:
        return Closed("This draft was sent already. Open your response with its reference and access code to change it.")
    return BadInput("This draft has grown too large to be saved. Shorten the longest answers.")
