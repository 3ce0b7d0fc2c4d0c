"""What an organisation has drafted and sent."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from accounts.models import Organisation
from core.language import say
from core.translations import text_of
from core.words import message
from responses.models import Response
from responses.states import ResponseState

MOST_FILED = 200
WORDS = {
    ResponseState.DRAFT: message("Draft, saved"),
    ResponseState.SUBMITTED: message("Sent"),
    ResponseState.WITHDRAWN: message("Withdrawn; it was sent"),
    ResponseState.BESIDE: message("A change that came late, kept beside what was sent in time; received"),
}


@dataclass(frozen=True)
class Filed:
    consultation: str
    phase: str
    reference: str
    address: str
    words: str
    at: datetime


def filed_by(team: Organisation) -> list[Filed]:
    """Drafts and sent responses, the newest first; editions that were replaced are left out. One query."""
    rows = Response.objects.filter(team=team).exclude(state=ResponseState.SUPERSEDED).select_related("phase__consultation")
    rows = rows.defer("draft", "draft_changes", "answers", "ready").order_by("-id")[:MOST_FILED]
    return [_filed(row) for row in rows]


def draft_of(team: Organisation, phase_id: int) -> Response | None:
    """The draft of a first edition that is under way."""
    found = Response.objects.drafts().filter(team=team, phase=phase_id, supersedes=None).first()
    assert found is None or isinstance(found, Response)
    return found


def current_of(team: Organisation, phase_id: int) -> Response | None:
    """What it has sent, and neither withdrawn nor replaced."""
    found = Response.objects.submitted().filter(team=team, phase=phase_id).first()
    assert found is None or isinstance(found, Response)
    return found


def earlier_of(team: Organisation, consultation: str, phase_number: int) -> list[Response]:
    """What it sent in earlier phases of the consultation with this slug, the latest phase first."""
    rows = Response.objects.submitted().filter(team=team, phase__consultation__slug=consultation, phase__number__lt=phase_number)
    return list(rows.select_related("phase").order_by("-phase__number", "-id"))


def _filed(row: Response) -> Filed:
    asked = say(text_of(row.phase.consultation, "title")), say(text_of(row.phase, "title"))
    if row.state == ResponseState.DRAFT:
        return Filed(*asked, "", reverse("draft", args=[row.idempotency_key]), WORDS[ResponseState.DRAFT], row.saved_at)
    assert row.submitted_at is not None
    address = reverse("own-response", args=[row.reference])
    return Filed(*asked, row.reference, address, WORDS[ResponseState(row.state)], row.submitted_at)
