"""The one draft of an organisation for a phase, and its members telling each other which parts are ready."""

import uuid

from django.db import transaction
from django.db.utils import IntegrityError
from django.utils.translation import gettext as _

from accounts.models import Organisation
from accounts.permissions import is_member
from consultations.queries import AskedForm
from core.clock import database_now
from core.errors import Conflict, NotFound, Refused
from responses.models import Response
from responses.queries import current_of, draft_of
from responses.services.drafts import start_draft
from responses.services.writing import locked_draft


def start_team_draft(*, form: AskedForm, language: str, team: Organisation, by: int) -> Response:
    """The draft of this organisation for this phase: begun now, or by a colleague before.

    Raises Closed, NotFound, Conflict, or Refused: an organisation that has sent its response changes that one.
    """
    begun = draft_of(team, form.phase_id)
    if begun is not None:
        return begun
    if is_member(by, team.pk):
        refuse_a_second(team, form.phase_id)
    try:
        with transaction.atomic():
            return start_draft(form=form, language=language, team=team, by=by)
    except IntegrityError:  # a colleague was quicker by a moment
        begun = draft_of(team, form.phase_id)
        if begun is None:
            raise Conflict() from None
        return begun


def refuse_a_second(team: Organisation, phase_id: int) -> None:
    """An organisation speaks once in a phase, and a member state has one position. What was withdrawn may be sent anew."""
    if current_of(team, phase_id) is not None:
        raise Refused(_("Your organisation has sent its response already. Open that response to change it."))


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
