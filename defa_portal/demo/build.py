"""Building the example data by stage. All goes through the services; afterwards moments are moved into the past."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pgtrigger
from django.conf import settings

from consultations.models import Consultation, Phase
from consultations.queries import AskedForm, form_in_force
from consultations.services.load_form import load_form
from consultations.services.publish import move_window, publish_consultation
from core.clock import database_now
from defa_portal.demo.answers import draw_answers
from defa_portal.demo.people import Person, draw_person, texts
from defa_portal.demo.together import build_together, publish_claims
from elements.models import Element
from moderation.services.decide import decide
from moderation.states import Act, Reason
from responses.models import Response
from responses.services.drafts import save_draft, start_draft
from responses.services.submit import submit_draft
from responses.states import Consent

BY = "example-data"
SLUG = "defa-in-practice"
STAGES = ("open", "closed", "moderated")
OPENED_DAYS_AGO, DAYS_LEFT, CLOSED_DAYS_AGO = 20, 40, 2
LEFT_WAITING = 40  # of the moderated stage: a queue to try
UNSENT_DRAFTS = 12
RETURN_NOTE = "Please say which border or which system you mean, so that readers can follow."


@dataclass(frozen=True)
class Built:
    responses: int
    drafts: int
    decided: int


def build_examples(*, stage: str, seed: int, responses: int, say: Callable[[str], None]) -> Built:
    """One consultation with ``responses`` example responses. The same seed gives the same answers.

    ``open``: open, nothing decided; ``closed``: the window is over, nothing decided; ``moderated``: open, and decided on as
    they came in, but for the newest.
    """
    chance = Random(seed)  # noqa: S311 - example data, not a secret
    phase = _ask()
    form = form_in_force(SLUG, database_now())
    say(f"Example consultation “{form.consultation_title}” with {len(list(form.spec.questions()))} questions.")
    _answer(form, responses, chance)
    together = build_together(form)
    for number in range(responses, responses + UNSENT_DRAFTS):
        _draft(form, draw_person(number, chance, texts()["languages_of"]), chance)
    _spread(phase, chance)
    if stage == "closed":
        closed = database_now() - timedelta(days=CLOSED_DAYS_AGO)
        move_window(phase=phase, opens_at=phase.opens_at, closes_at=closed, by=BY, reason="Stage of the example data: closed.")
    decided = _moderate(phase, chance) + publish_claims(together) if stage == "moderated" else 0
    return Built(responses + len(together), UNSENT_DRAFTS, decided)


def _ask() -> Phase:
    consultation = Consultation.objects.create(
        slug=SLUG,
        title="Putting the ASEAN Digital Economy Framework Agreement into practice",
        summary="Which parts of the agreement matter to you, what stands in your way today, and what should be done first.",
        body=(settings.BASE_DIR / "data" / "demo_consultation.md").read_text(encoding="utf-8"),
        contact="help@example.org",
        is_example=True,
    )
    consultation.elements.set(Element.objects.all())
    now = database_now()
    phase = Phase.objects.create(
        consultation=consultation,
        title="Consultation on implementation",
        opens_at=now + timedelta(days=1),
        closes_at=_end_of_day(now + timedelta(days=DAYS_LEFT)),
    )
    form: Path = settings.BASE_DIR / "data" / "demo_questionnaire.json"
    load_form(phase=phase, form=json.loads(form.read_text(encoding="utf-8")), by=BY)
    publish_consultation(consultation=consultation, by=BY)
    opened = now - timedelta(days=OPENED_DAYS_AGO)
    move_window(phase=phase, opens_at=opened, closes_at=phase.closes_at, by=BY, reason="Example data opens in the past.")
    return phase


def _answer(form: AskedForm, responses: int, chance: Random) -> None:
    for number in range(responses):
        person = draw_person(number, chance, texts()["languages_of"])
        submit_draft(key=_draft(form, person, chance).idempotency_key)


def _draft(form: AskedForm, person: Person, chance: Random) -> Response:
    draft = start_draft(form=form, language=person.language)
    save_draft(key=draft.idempotency_key, posted=person.raw | draw_answers(form.spec, person.language, chance, texts()))
    return draft


def _spread(phase: Phase, chance: Random) -> None:
    """Spread the moments of sending over the window so far, denser towards its end, as responses come in."""
    sent = list(Response.objects.submitted().filter(phase=phase).order_by("id"))
    span = (database_now() - phase.opens_at).total_seconds()
    moments = sorted(phase.opens_at + timedelta(seconds=span * chance.random() ** 0.6) for _ in sent)
    for response, moment in zip(sent, moments, strict=True):
        response.started_at = response.saved_at = response.submitted_at = moment
    with pgtrigger.ignore("responses.Response:sent_is_unaltered"):
        Response.objects.bulk_update(sent, ["started_at", "saved_at", "submitted_at"])


def _moderate(phase: Phase, chance: Random) -> int:
    waiting = list(Response.objects.waiting().filter(phase=phase).order_by("submitted_at"))[:-LEFT_WAITING]
    for response in waiting:
        act, reason, note = _decision(response, chance)
        decide(response_id=response.pk, act=act, reason=reason, note=note, by=BY, seen=0)
    return len(waiting)


def _decision(response: Response, chance: Random) -> tuple[Act, Reason, str]:
    if response.consent == Consent.NOT_PUBLISHED:
        return Act.KEEP, Reason.NOT_FOR_PUBLICATION, ""
    drawn = chance.random()
    if drawn < 0.03:
        return Act.RETURN, Reason.INCOMPLETE, RETURN_NOTE
    if drawn < 0.06:
        return Act.DECLINE, Reason.OFF_TOPIC, ""
    return Act.PUBLISH, Reason.ACCEPTED, ""


def _end_of_day(moment: datetime) -> datetime:
    """23:59 Jakarta time (UTC+7) of that day: 16:59 UTC."""
    return moment.replace(hour=16, minute=59, second=0, microsecond=0)
