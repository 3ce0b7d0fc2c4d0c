"""Responses that came on paper or by e-mail: an officer enters them by the same pages, and answers for the day of receipt."""

import uuid
from datetime import date
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction

from consultations.asked import asked_form_of
from consultations.models import FormRevision, Phase
from core import audit
from core.clock import database_now
from core.errors import Refused
from core.text import clean_text
from responses.languages import UNKNOWN, language_of
from responses.models import Response
from responses.states import Channel, Timing


@transaction.atomic
def start_entry(*, phase: Phase, channel: str, received_on: date, reason: str, by: str, language: str = UNKNOWN) -> Response:
    """A draft for a response received by ``channel`` on a day of the stated zone; after the closing, too. ``language``: of the
    paper or mail.

    Raises Refused: no public form, a day before the opening or after today, no reason.
    """
    reason = clean_text(reason)
    revision = FormRevision.objects.filter(phase=phase).order_by("-number").values_list("pk", flat=True).first()
    if revision is None:
        raise Refused("This phase has no public form yet.")
    if channel not in (Channel.PAPER, Channel.EMAIL):
        raise Refused("Say how the response was received.")
    if phase.opens_at > database_now():
        raise Refused("This phase has not opened yet: its questions may still change.")
    zone = ZoneInfo(settings.STATED_TIME_ZONE)
    if received_on > database_now().astimezone(zone).date():
        raise Refused("The day of receipt lies ahead.")
    if received_on < phase.opens_at.astimezone(zone).date():
        raise Refused("The day of receipt lies before the opening.")
    if not reason:
        raise Refused("Say what the day of receipt is taken from.")
    draft = Response.objects.create(
        idempotency_key=uuid.uuid4(),
        phase=phase,
        revision_id=revision,
        language=language_of(language),
        channel=channel,
        entered_by=by,
        received_on=received_on,
        entry_reason=reason[:500],
        is_example=asked_form_of(revision).is_example,
    )
    details: dict[str, object] = {"channel": channel, "received_on": received_on.isoformat(), "reason": reason[:500]}
    audit.record(act="response.enter", actor=by, target=str(phase), target_key=str(draft.pk), details=details)
    assert isinstance(draft, Response)
    return draft


def stated_timing(response: Response) -> str:
    """The timing that follows from the day an officer stated; empty for what came through the portal."""
    if response.received_on is None:
        return ""
    closes_on = response.phase.closes_at.astimezone(ZoneInfo(settings.STATED_TIME_ZONE)).date()
    return Timing.ON_TIME.value if response.received_on <= closes_on else Timing.LATE.value
