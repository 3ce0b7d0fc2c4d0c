"""Several people, or several windows, in one draft: the two texts of an answer, and choosing between them."""

import secrets
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from consultations.fields import FREE_TEXT
from consultations.kinds import Invalid, Raw, type_of
from consultations.queries import AskedForm
from consultations.rendering import Part
from consultations.spec import QuestionSpec
from core.errors import BadInput
from core.language import say
from core.places import country_name
from core.templatetags.portal import moment
from responses.claims import CLAIM_NAMES, WORDING
from responses.comments import error_place
from responses.merging import basis_of, digest
from responses.models import DraftConflict, Response
from responses.services.conflicts import open_conflicts, settle
from responses.services.drafts import kept_until
from responses.views.private import SeeOther, draft_and_form, private_page


@dataclass(frozen=True)
class Side:
    """One of two texts; ``who`` is empty in a draft without an organisation."""

    text: str
    who: str
    at: datetime | None


@dataclass(frozen=True)
class TwoTexts:
    uuid: uuid.UUID
    question: str
    anchor: str
    standing: Side
    kept: Side
    digest: str
    offers_both: bool


@private_page
@require_POST
def choose(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Settle one pair of texts, and back to the part it belongs to."""
    found, form = draft_and_form(key, request.user.pk)
    try:
        conflict = uuid.UUID(request.POST.get("conflict", ""))
    except ValueError:
        raise BadInput() from None
    choice, standing = request.POST.get("choice", ""), request.POST.get("standing", "")
    name = found.draft_conflicts.filter(uuid=conflict).values_list("name", flat=True).first() or ""
    settle(key=key, conflict=conflict, choice=choice, standing=standing, by=request.user.pk)
    return SeeOther(_page_of(key, form, name))


def twice_words(request: HttpRequest, draft: Response, form: AskedForm, part: Part) -> str:
    """HTML of all pairs on this part; nothing, and no query, for nearly every draft."""
    pairs = [_two_texts(conflict, draft, form, part) for conflict in open_conflicts(draft) if conflict.name in part.names]
    if not pairs:
        return ""
    here = reverse("draft-choose", args=[draft.idempotency_key])
    context = {"pairs": pairs, "action": here, "csrf": get_token(request)}
    html = render_to_string("responses/_two_texts.html", context)
    return mark_safe(html)  # noqa: S308 - made by a template


def started_from(
    request: HttpRequest, draft: Response, form: AskedForm, part: Part, raw: Raw, more: Sequence[str] = ()
) -> dict[str, object]:
    """What a page of a draft carries, so that no save of it overwrites another silently. ``raw``: what its inputs show;
    ``more``: names of inputs that stand in no block."""
    return {
        "version": draft.draft_version,
        "basis": basis_of(raw, sorted({*part.names, *more})),
        "window": secrets.token_hex(8),
        "twice": twice_words(request, draft, form, part),
        "signin": sign_in_words(draft),
        "kept": moment(kept_until(draft, form.closes_at), short=True),
    }


def sign_in_words(draft: Response) -> str:
    """Where to sign in again, for a draft that needs it."""
    return reverse("account_login") if draft.team_id else ""


def _two_texts(conflict: DraftConflict, draft: Response, form: AskedForm, part: Part) -> TwoTexts:
    block = next(one for one in part.blocks if conflict.name in one.names)
    widget = block.inputs.fields[conflict.name].widget
    offered = {str(value): str(label) for value, label in getattr(widget, "choices", ())}
    standing = draft.draft.get(conflict.name, [])
    return TwoTexts(
        uuid=conflict.uuid,
        question=block.text,
        anchor=f"q-{block.key}",
        standing=Side(_shown(form, conflict.name, standing, offered), str(conflict.stood_by or ""), conflict.stood_at),
        kept=Side(_shown(form, conflict.name, conflict.kept, offered), str(conflict.kept_by or ""), conflict.kept_at),
        digest=digest(standing),
        offers_both=isinstance(widget, FREE_TEXT),
    )


def _shown(form: AskedForm, name: str, values: list[str], offered: Mapping[str, str]) -> str:
    """The values of one input, as a person reads them; as typed where they are no answer to the question."""
    question = form.spec.by_key.get(name)
    if question is not None and not type_of(question).is_text:
        return _chosen(question, name, values)
    if name == "profile__country":
        return ", ".join(say(country_name(value)) for value in values)
    return ", ".join(say(offered.get(value, value)) for value in values)


def _chosen(question: QuestionSpec, name: str, values: list[str]) -> str:
    try:
        answer = type_of(question).read(question, {name: values})
    except Invalid:
        return ", ".join(values)
    return "\n".join(map(say, type_of(question).display(question, answer)))


def _page_of(key: uuid.UUID, form: AskedForm, name: str) -> str:
    if name.startswith("profile__"):
        return reverse("draft-profile", args=[key])
    if name.startswith("consent"):
        return reverse("draft-consent", args=[key])
    if name in CLAIM_NAMES or name.startswith(WORDING):
        return reverse("draft-confidential", args=[key])
    if place := error_place(form.texts, name):
        return reverse("draft-comment", args=[key, place[0].slug, place[1].key])
    sections = {question.key: section.key for section in form.spec.sections for question in section.questions}
    section = sections.get(name.partition("__")[0])
    return reverse("draft-section", args=[key, section]) if section else reverse("draft", args=[key])
