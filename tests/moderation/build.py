"""A small questionnaire with a question of each kind that counts, and responses to it."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.auth.models import Group

from accounts.models import User
from accounts.roles import Role
from accounts.services import ensure_roles
from consultations.models import Consultation, FormRevision, Phase
from consultations.spec import ChoiceSpec, FormSpec, QuestionSpec, SectionSpec
from moderation.models import Decision
from moderation.services.decide import decide
from responses.models import Response
from tests import make

PAPER = (ChoiceSpec("paper", "Paper forms"), ChoiceSpec("rules", "Unclear rules"))
SPEC = FormSpec(
    (
        SectionSpec(
            "payments",
            "Digital payments",
            questions=(
                QuestionSpec("stand", "position", "What do you think of this element?", element="digital-payments"),
                QuestionSpec("hurdles", "multiple", "What holds you back?", choices=PAPER, allow_other=True),
                QuestionSpec("why", "long_text", "Why?", element="digital-payments"),
            ),
        ),
        SectionSpec(
            "general",
            "In general",
            questions=(
                QuestionSpec("staff", "number", "How many people work with you?", unit="people"),
                QuestionSpec("wish", "long_text", "What should the agreement do for you?", element="digital-trade"),
            ),
        ),
    )
)
ANSWERS: dict[str, object] = {"stand": "with_changes", "hurdles": ["paper", "other"], "staff": "12"}
STATEMENTS = {"hurdles__other": "Slow connections", "why": "Our customers pay by telephone."}
COUNTS = {
    ("stand", ""): 1,
    ("stand", "with_changes"): 1,
    ("hurdles", ""): 1,
    ("hurdles", "paper"): 1,
    ("hurdles", "other"): 1,
    ("why", ""): 1,
    ("staff", ""): 1,
}

REASON = {
    "publish": ("accepted", ""),
    "keep": ("not_for_publication", ""),
    "decline": ("spam", ""),
    "return": ("incomplete", "Please say which country you mean."),
    "unpublish": ("personal_data", "It names a customer."),
}
"""For each act a reason and a note that fit."""


def phase(slug: str = "payments") -> Phase:
    consultation = Consultation.objects.create(
        slug=slug, title=f"About {slug}", summary="Asked.", state="published", published_at=datetime(2026, 10, 1, tzinfo=UTC)
    )
    made = Phase.objects.create(
        consultation=consultation,
        opens_at=datetime(2026, 11, 1, tzinfo=UTC),
        closes_at=datetime(2026, 12, 1, tzinfo=UTC),
    )
    FormRevision.objects.create(phase=made, number=1, spec=SPEC.to_json(), sha256="0" * 64, made_by="tests")
    return made


def response(of: Phase, **fields: Any) -> Response:
    given: dict[str, Any] = {
        "answers": ANSWERS,
        "statements": STATEMENTS,
        "statement_elements": {"why": "digital-payments"},
    } | fields
    return make.response(of, **given)


def officer(role: Role = Role.MODERATOR, username: str = "nok") -> User:
    ensure_roles()
    user = User.objects.create_user(username, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return user


def act(response: Response, name: str, *, seen: int = 0, by: str = "nok") -> Decision:
    reason, note = REASON[name]
    return decide(response_id=response.pk, act=name, reason=reason, note=note, by=by, seen=seen)
