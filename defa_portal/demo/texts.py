"""The example draft text: two versions, a phase on each, and comments that are carried from one to the next."""

import json
from datetime import datetime, timedelta
from functools import cache
from random import Random
from typing import Any

import pgtrigger
from django.conf import settings

from consultations.importing import read_markdown
from consultations.models import Consultation, DraftText, Lineage, Paragraph, Phase, PhaseText, TextVersion
from consultations.queries import form_in_force
from consultations.services.forms import first_revision
from consultations.services.lineage import Row, propose_lineage, save_lineage
from consultations.services.publish import move_window, publish_consultation
from consultations.services.texts import import_version, publish_version
from consultations.texts import AskedText
from core.clock import database_now
from defa_portal.demo.people import draw_person, texts
from moderation.services.decide import decide
from moderation.states import Act, Reason
from responses.models import Response
from responses.services.drafts import save_draft, start_draft
from responses.services.submit import submit_draft
from responses.states import Consent

BY = "example-data"
SLUG, TEXT_SLUG = "example-chapter", "example-chapter-on-invoices"
FIRST_OPENED, FIRST_CLOSED, SECOND_OPENED, SECOND_CLOSES = 45, 15, 5, 40  # days from now
FIRST_PERSON = 500  # other people than those of the questionnaire


def build_text(*, seed: int) -> int:
    """A consultation of its own with both versions; returns how many comments. The same seed gives the same people."""
    chance = Random(seed)  # noqa: S311 - example data, not a secret
    now = database_now()
    consultation, text = _consultation()
    first = _version(text, 1, "", now - timedelta(days=FIRST_OPENED + 1))
    opening = Phase.objects.create(
        consultation=consultation, number=1, title="Comments on version 1", **_window(now, 1, SECOND_CLOSES)
    )
    PhaseText.objects.create(phase=opening, version=first)
    publish_consultation(consultation=consultation, by=BY)
    _move(opening, now, -FIRST_OPENED, SECOND_CLOSES)
    sent = _comment(_known()["first"], chance)
    _move(opening, now, -FIRST_OPENED, -FIRST_CLOSED)
    _sent_between(sent, opening.opens_at, opening.closes_at)
    for response in sent:
        decide(response_id=response.pk, act=Act.PUBLISH, reason=Reason.ACCEPTED, note="", by=BY, seen=0)
    second = _version(text, 2, _known()["version_2_intro"], now - timedelta(days=SECOND_OPENED + 1))
    following = Phase.objects.create(
        consultation=consultation, number=2, title="Comments on version 2", **_window(now, 1, SECOND_CLOSES)
    )
    PhaseText.objects.create(phase=following, version=second)
    first_revision(phase=following, by=BY)
    _move(following, now, -SECOND_OPENED, SECOND_CLOSES)
    waiting = _comment(_known()["second"], chance)
    _sent_between(waiting, following.opens_at, now)
    return len(sent) + len(waiting)


@cache
def _known() -> dict[str, Any]:
    known: dict[str, Any] = json.loads((settings.BASE_DIR / "data" / "demo_text.json").read_text(encoding="utf-8"))
    return known


def _consultation() -> tuple[Consultation, DraftText]:
    known = _known()
    made = Consultation.objects.create(slug=SLUG, contact="help@example.org", is_example=True, **known["consultation"])
    text = DraftText.objects.create(slug=TEXT_SLUG, consultation=made, title=known["title"], note=known["note"], is_example=True)
    return made, text


def _version(text: DraftText, number: int, intro: str, published_at: datetime) -> TextVersion:
    name = f"demo_text_{number}.md"
    imported = read_markdown((settings.BASE_DIR / "data" / name).read_text(encoding="utf-8"))
    version = import_version(text=text, imported=imported, title="", intro=intro, source=name, by=BY)
    if number > 1:
        propose_lineage(version=version, by=BY)
        rows = [
            Row(one.older.key if one.older else "", one.newer.key if one.newer else "", one.status, confirmed=True)
            for one in Lineage.objects.filter(version=version).select_related("older", "newer")
        ]
        save_lineage(version=version, rows=rows, by=BY)
    publish_version(version=version, by=BY)
    with pgtrigger.ignore("consultations.TextVersion:frozen_version"):
        TextVersion.objects.filter(pk=version.pk).update(published_at=published_at)
    return version


def _window(now: datetime, opens: int, closes: int) -> dict[str, datetime]:
    return {"opens_at": now + timedelta(days=opens), "closes_at": now + timedelta(days=closes)}


def _move(phase: Phase, now: datetime, opens: int, closes: int) -> None:
    move_window(phase=phase, by=BY, reason="Example data opens in the past.", **_window(now, opens, closes))


def _comment(comments: list[dict[str, str]], chance: Random) -> list[Response]:
    """One person each, through the services."""
    form = form_in_force(SLUG, database_now())
    text = form.texts[0]
    sent = []
    for number, comment in enumerate(comments):
        person = draw_person(FIRST_PERSON + number, chance, texts()["languages_of"])
        names = text.names(_paragraph(text, comment))
        said = {names[name]: [comment.get(name, "")] for name in ("position", "comment", "quote", "wording")}
        draft = start_draft(form=form, language="en")
        hidden = person.raw["consent"] == [Consent.NOT_PUBLISHED.value]
        consent = {"consent": [Consent.ANONYMOUS.value]} if hidden else {}
        save_draft(key=draft.idempotency_key, posted=person.raw | consent | said)
        submit_draft(key=draft.idempotency_key)
        sent.append(Response.objects.select_related("phase").get(pk=draft.pk))
    return sent


def _paragraph(text: AskedText, comment: dict[str, str]) -> str:
    """By its number, or by its first words where it has none."""
    for one in text.paragraphs:
        if (comment["about"] and one.label == comment["about"]) or ("find" in comment and one.text.startswith(comment["find"])):
            return one.key
    raise Paragraph.DoesNotExist(comment["about"] or comment["find"])


def _sent_between(sent: list[Response], start: datetime, end: datetime) -> None:
    for number, response in enumerate(sent, start=1):
        moment = start + (end - start) * number / (len(sent) + 1)
        response.started_at = response.saved_at = response.submitted_at = moment
    with pgtrigger.ignore("responses.Response:sent_is_unaltered"):
        Response.objects.bulk_update(sent, ["started_at", "saved_at", "submitted_at"])
