"""The one draft of an organisation for a phase, and its members telling each other which parts are ready."""

import uuid

from django.db import transaction
from django.db.utils import IntegrityError

from accounts.models import Organisation
from consultations.queries import AskedForm
from core.clock import database_now
from core.errors import Conflict, NotFound
from responses.models import Response
from responses.queries import draft_of
from responses.services.drafts import start_draft
from responses.services.writing import locked_draft


def start_team_draft(*, form: AskedForm, language: str, team: Organisation, by: int) -> Response:
    """The draft of this organisation for this phase: begun now, or by a colleague before. Raises Closed, NotFound or Conflict."""
    begun = draft_of(team, form.phase_id)
    if begun is not None:
        return begun
    try:
        with transaction.atomic():
            return start_draft(form=form, language=language, team=team, by=by)
    except IntegrityError:  # a colleague was quicker by a moment
        begun = draft_of(team, form.phase_id)
        if begun is None:
            raise Conflict() from None
        return begun


@transaction.atomic
def mark_part(*, key: uuid.UUID, part: str, ready: bool, by: int | None) -> None:
    """Note that ``by`` holds a part for ready, or no longer. Raises NotFound, also for a draft without an organisation."""
    draft = locked_draft(key, by)
    if not draft.team_id:
        raise NotFound()
    marks = {name: mark for name, mark in draft.ready.items() if name != part}
    if ready:
        marks[part] = [by, database_now().isoformat()]
    Response.objects.filter(pk=draft.pk).update(ready=marks)
