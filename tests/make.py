"""Builders: one call makes a sound object with all it needs; arguments change what a test is about."""

import itertools
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

import pgtrigger
from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import Role
from accounts.services import ensure_roles
from consultations.models import (
    Choice,
    Condition,
    Consultation,
    FormRevision,
    Phase,
    Question,
    Section,
)
from consultations.queries import AskedForm, form_in_force
from consultations.services.publish import move_window, publish_consultation
from core.clock import database_now
from core.codes import access_code, hash_code, new_reference
from elements.models import Element, Milestone
from moderation.models import PublishedResponse
from moderation.services.decide import decide
from responses.members import Member
from responses.models import Attachment, Response, Statement
from responses.services.checking import check_waiting
from responses.services.drafts import save_draft, start_draft
from responses.services.files import add_file
from responses.services.members import put_members
from responses.services.submit import Receipt, submit_draft
from responses.states import Consent, ResponseState, Standing, Timing
from tests.make_people import delegation, organisation, person
from tests.make_texts import TEXT, draft_text, next_version, put_up

__all__ = [  # the builders that live beside
    "TEXT",
    "delegation",
    "draft_text",
    "next_version",
    "organisation",
    "person",
    "put_up",
]

SHORT_FORM = (
    {"key": "stance", "kind": "position", "text": "What is your position on this element?", "required": True},
    {"key": "reasons", "kind": "long_text", "text": "Why?"},
    {"key": "barrier", "kind": "single", "text": "What hinders you most?", "choices": ("paper", "cost"), "allow_other": True},
    {"key": "days", "kind": "number", "text": "How many days does it take?", "unit": "days", "minimum": 0},
)


def element(slug: str = "digital-trade", *, order: int | None = None, **fields: Any) -> Element:
    fields.setdefault("name", slug.replace("-", " ").capitalize())
    fields.setdefault("short_name", fields["name"])
    fields.setdefault("summary", "What it is about.")
    order = Element.objects.count() + 1 if order is None else order
    return Element.objects.get_or_create(slug=slug, defaults={"order": order, **fields})[0]


def consultation(
    slug: str = "rules-for-trade",
    *,
    questions: tuple[dict[str, Any], ...] = SHORT_FORM,
    opens: timedelta = timedelta(days=-1),
    closes: timedelta = timedelta(days=30),
    publish: bool = True,
    layout: str = "task_list",
    **fields: Any,
) -> Consultation:
    """A published consultation with one section named “trade”; ``opens`` and ``closes`` count from now by the database clock."""
    about = element()
    made = Consultation.objects.create(slug=slug, **({"title": "Rules for trade", "summary": "Tell us what works."} | fields))
    made.elements.add(about)
    now = database_now()
    phase = Phase.objects.create(
        consultation=made, title="First phase", layout=layout, opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=2)
    )
    section = Section.objects.create(phase=phase, key="trade", title="Digital trade", element=about)
    for order, question in enumerate(questions):
        add_question(section, order=order, **question)
    if publish:
        publish_consultation(consultation=made, by="test")
    move_window(phase=phase, opens_at=now + opens, closes_at=now + closes, by="test", reason="as the test needs it")
    return made


def add_question(
    section: Section, *, choices: tuple[str, ...] = (), show_if: tuple[str, str, list[str]] | None = None, **fields: Any
) -> Question:
    """``show_if``: key of an earlier question of the phase, operator, values."""
    question = Question.objects.create(section=section, **({"kind": "short_text", "text": "What?"} | fields))
    Choice.objects.bulk_create(
        Choice(question=question, order=n, key=key, label=key.capitalize()) for n, key in enumerate(choices)
    )
    if show_if:
        source = Question.objects.get(section__phase=section.phase, key=show_if[0])
        Condition.objects.create(question=question, depends_on=source, operator=show_if[1], values=show_if[2])
    return question


def form(slug: str = "rules-for-trade", at: datetime | None = None) -> AskedForm:
    return form_in_force(slug, at or database_now())


WHOLE_ANSWER: dict[str, list[str]] = {
    "profile__capacity": ["msme"],
    "profile__name": ["Respondent One"],
    "profile__organisation": ["Silk Road Parcels"],
    "profile__email": ["one@example.org"],
    "profile__country": ["LA"],
    "profile__sector": ["logistics"],
    "profile__size": ["10-49"],
    "consent": ["organisation"],
    "consent__certify": ["yes"],
    "stance": ["with_changes"],
    "reasons": ["Paper at the border costs us two days."],
    "barrier": ["other"],
    "barrier__other": ["Two systems that do not talk"],
    "days": ["2.5"],
}


def whole_answer(**changes: str | list[str]) -> dict[str, list[str]]:
    """Posted values that answer SHORT_FORM in full."""
    return WHOLE_ANSWER | {name: [value] if isinstance(value, str) else value for name, value in changes.items()}


SUBMITTED_FROM = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
_minutes = itertools.count()


def member(name: str = "Alpha Boats", **changes: Any) -> Member:
    """A member of an association, named to nobody."""
    known = {"naming": "nobody", "number": "", "kind": "msme", "country": "LA", "sector": "logistics", "size": "1-9"}
    return Member(**({"key": str(uuid.uuid4()), "name": name} | known | changes))


def association_response(*members: Member, slug: str = "rules-for-trade", **changes: str) -> Receipt:
    """Sent by an association for these members, through the services; ``changes``: posted values."""
    draft = start_draft(form=form(slug))
    posted = {"profile__capacity": "association", "profile__organisation": "Example Boats Association"} | changes
    save_draft(key=draft.idempotency_key, posted=whole_answer(**posted))
    put_members(key=draft.idempotency_key, members=members)
    return submit_draft(key=draft.idempotency_key)


def response(
    phase: Phase,
    *,
    revision: FormRevision | None = None,
    answers: Mapping[str, object] | None = None,
    statements: Mapping[str, str] | None = None,
    statement_elements: Mapping[str, str] | None = None,
    **fields: Any,
) -> Response:
    """A submitted response straight into the tables, waiting for moderation; each one a minute later than the one before.

    ``statements``: key -> text; ``statement_elements``: key -> slug. Anything else is a column of the response.
    """
    key = uuid.uuid4()
    columns = {
        "state": ResponseState.SUBMITTED,
        "standing": Standing.WAITING,
        "reference": new_reference(),
        "capacity": "msme",
        "name": "Somsak Vongsa",
        "organisation": "Mekong Crafts",
        "email": "somsak@mekong-crafts.example",
        "country": "LA",
        "sector": "retail",
        "size": "10-49",
        "language": "en",
        "consent": Consent.NAMED,
        "consent_version": "2026-11",
        "timing": Timing.ON_TIME,
        "submitted_at": SUBMITTED_FROM + timedelta(minutes=next(_minutes)),
        "access_code_hash": hash_code(access_code(key)),
        "answers": dict(answers or {}),
        **fields,
    }
    made = Response.objects.create(idempotency_key=key, phase=phase, revision=revision or phase.revisions.get(), **columns)
    about = statement_elements or {}
    with pgtrigger.ignore("responses.Statement:sent_with_its_response"):  # the moment of sending lies in the past
        Statement.objects.bulk_create(
            Statement(response=made, key=of, order=order, element=about.get(of, ""), language=made.language, text=text)
            for order, (of, text) in enumerate((statements or {}).items())
        )
    return made


def unsaved_milestone(key: str = "m-conclude", **fields: Any) -> Milestone:
    """Done on 30 May 2026, about DEFA as a whole."""
    known = {
        "title": "Negotiations concluded",
        "kind": "conclusion",
        "status": "done",
        "starts_on": date(2026, 5, 30),
        "precision": "day",
        "summary": "It was announced.",
        "confirmed": True,
        "last_checked": date(2026, 11, 23),
    }
    return Milestone(key=key, **(known | fields))


def milestone(key: str = "m-conclude", *, elements: tuple[str, ...] = (), **fields: Any) -> Milestone:
    """``elements``: slugs, made if they are not there."""
    made = unsaved_milestone(key, **fields)
    made.save()
    made.elements.set([element(slug) for slug in elements])
    made.refresh_from_db()
    return made


EVERY_KIND = (
    {"key": "trades", "kind": "single", "text": "Do you trade?", "choices": ("yes", "no"), "allow_other": True, "required": True},
    {"key": "topics", "kind": "multiple", "text": "Which topics?", "choices": ("paper", "cost", "law"), "max_choices": 2},
    {"key": "weight", "kind": "scale", "text": "How important?", "low_label": "not at all", "high_label": "very"},
    {"key": "stance", "kind": "position", "text": "Your position?"},
    {"key": "order", "kind": "ranking", "text": "What first?", "choices": ("red", "green", "blue"), "max_choices": 2},
    {"key": "cost", "kind": "number", "text": "What does it cost?", "unit": "US$", "minimum": 0, "maximum": 1000},
    {"key": "wish", "kind": "short_text", "text": "One wish?"},
    {"key": "reasons", "kind": "long_text", "text": "Why?", "show_if": ("trades", "any_of", ["yes"])},
    {"key": "ready", "kind": "date", "text": "By when?"},
    {"key": "partner", "kind": "country", "text": "With which country?"},
)
"""For ``consultation(questions=EVERY_KIND)``: one question of each kind."""


def staff(role: Role = Role.EDITOR) -> User:
    """A member of the secretariat with this role, named like it."""
    ensure_roles()
    name = role.value.lower()
    user = User.objects.create_user(name, email=f"{name}@example.org", password="correct horse battery", is_staff=True)
    user.groups.add(Group.objects.get(name=role.value))
    return user


def published(phase: Phase, *, consent: str = Consent.NAMED, **fields: Any) -> PublishedResponse:
    """A response that went through moderation into the public record; ``fields`` as for :func:`response`."""
    sent = response(phase, consent=consent, **fields)
    decide(response_id=sent.pk, act="publish", reason="accepted", note="", by="nok", seen=0)
    return PublishedResponse.objects.get(response_id=sent.pk)


def attachment(draft: Response, *, name: str = "note.txt", content: bytes = b"Our view", **how: Any) -> Attachment:
    """A checked file in a draft; ``how`` as for ``add_file``."""
    with TemporaryFile() as file:
        file.write(content)
        made = add_file(key=draft.idempotency_key, file=cast(BinaryIO, file), name=name, **how)
    check_waiting()
    made.refresh_from_db()
    return made
