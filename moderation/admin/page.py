"""Everything the page of one response shows."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse

from accounts.permissions import Person, can_moderate
from consultations.spec import FormSpec
from core.places import country_name
from elements.models import Element
from moderation import disclosure
from moderation.admin.claim import ClaimOnPage, claim_of
from moderation.admin.filters import narrowed
from moderation.admin.lists import MOST_COUNTED
from moderation.admin.members import MemberLine, members_of
from moderation.admin.tags import Tag, channel_tag, claim_tag, consent_tag, standing_tag, timing_tag
from moderation.admin.words import CONSENT_WORDS
from moderation.comments import Said, TextComments, text_comments
from moderation.forms import DecisionForm
from moderation.models import Decision
from moderation.preview import AnsweredSection, Written, answered_sections
from moderation.services.claims import acts_on_claim
from moderation.services.record import comment_of, marks_of
from moderation.states import BY_OFFICERS, Act
from responses.languages import language_name
from responses.marks import Passage, public_text
from responses.models import Attachment, Response, Statement
from responses.profile import CONSENT_EFFECTS
from responses.services.files import files_of
from responses.services.passages import passages_by_statement
from responses.states import STANDING, ResponseState


@dataclass(frozen=True)
class Kept:
    """One thing that is known here; ``is_public`` says whether the public would read it too."""

    label: str
    value: str
    is_public: bool


@dataclass(frozen=True)
class ResponsePage:
    response: Response
    tags: list[Tag]
    will_be_public: bool
    who: str
    facts: list[str]
    elements: list[str]
    sections: list[AnsweredSection]
    language: str
    claim: ClaimOnPage | None
    texts: tuple[TextComments, ...]
    files: list[Attachment]
    file_base: str
    consent: str
    consent_effect: str
    inside: list[Kept]
    members: list[MemberLine]
    declared: tuple[tuple[str, str], ...]
    mark: str
    editions: list[Response]
    decisions: list[Decision]
    forms: list[DecisionForm]
    may_accept_late: bool
    next: Response | None
    others_left: str


def _language(response: Response, statements: Sequence[Statement]) -> str:
    """As declared, else what the statements seem to be in."""
    guesses = dict.fromkeys(one.seems_in for one in statements if one.seems_in != "und")
    if response.language != "und" or not guesses:
        return language_name(response.language)
    return f"{', '.join(map(language_name, guesses))} (guessed)"


def page_of(response: Response, user: Person, params: QueryDict, bound: DecisionForm | None = None) -> ResponsePage:
    """``params``: those of the list the officer came from; ``bound``: the form that was just refused."""
    spec = FormSpec.from_json(response.revision.spec)
    statements = list(response.statements.select_related("comment__paragraph__version__text", "guessed_language"))
    passages = passages_by_statement([response])
    written = [
        Written(one.key, public_text(one.text, passages[one.pk]), one.seems_in) for one in statements if comment_of(one) is None
    ]
    decisions = list(Decision.objects.filter(reference=response.reference))
    last = next((one for one in decisions if one.response_id == response.pk), None)
    editions = Response.objects.exclude(state=ResponseState.DRAFT).filter(reference=response.reference).order_by("-edition")
    slugs = disclosure.elements(spec, response.answers, [one.element for one in statements])
    following, left = next_in_queue(response, params)
    public = disclosure.identity(response.consent, response.name, response.organisation)
    return ResponsePage(
        response=response,
        tags=[standing_tag(response), consent_tag(response), *timing_tag(response), *claim_tag(response), *channel_tag(response)],
        will_be_public=response.may_be_published,
        who=public.line if response.may_be_published else "Not published",
        facts=_facts(response),
        elements=list(Element.objects.filter(slug__in=slugs).values_list("short_name", flat=True)),
        sections=answered_sections(spec, response.answers, written),
        language=_language(response, statements),
        claim=claim_of(response, spec, statements, passages),
        texts=text_comments(said for one in statements if (said := _said(one, passages[one.pk]))),
        files=files_of(response),
        file_base=f"{reverse('admin:responses_response_changelist')}{response.pk}/files/",
        consent=CONSENT_WORDS.get(response.consent, ""),
        consent_effect=CONSENT_EFFECTS.get(response.consent, ""),
        inside=_inside(response, public),
        members=members_of(response, names=can_moderate(user)),
        declared=disclosure.declared(response.consent, response.organisation, response.represents, response.formed).rows,
        mark=_mark(response, public),
        editions=list(editions.defer("draft", "answers")),
        decisions=decisions,
        forms=_forms(response, last.number if last else 0, bound) if can_moderate(user) else [],
        may_accept_late=response.state == ResponseState.BESIDE and can_moderate(user),
        next=following,
        others_left=left,
    )


def possible_acts(response: Response) -> list[Act]:
    """What an officer is offered: what the table of standings allows and consent does not forbid."""
    if response.state != ResponseState.SUBMITTED:
        return []
    barred = {Act.KEEP if response.may_be_published else Act.PUBLISH, *([Act.PUBLISH] if response.claim_is_open else [])}
    acts = [act for act in BY_OFFICERS if STANDING.may(act, response.standing) and act not in barred]
    return [*acts_on_claim(response), *acts]


def next_in_queue(response: Response, params: QueryDict) -> tuple[Response | None, str]:
    """The next of the list the officer came from, the first one again after the last; and how many others are in it."""
    rows = narrowed(Response.objects.submitted(), params).exclude(pk=response.pk).only("pk", "reference")
    in_order = rows.order_by("submitted_at", "pk")
    behind = in_order.filter(submitted_at__gte=response.submitted_at).exclude(
        submitted_at=response.submitted_at, pk__lt=response.pk
    )
    count = rows.order_by().values("pk")[:MOST_COUNTED].count()
    following = (behind.first() or in_order.first()) if count else None
    return following, f"{count:,}" + ("+" if count >= MOST_COUNTED else "")


def _forms(response: Response, seen: int, bound: DecisionForm | None) -> list[DecisionForm]:
    return [bound if bound and bound.act == act else DecisionForm(act, seen) for act in possible_acts(response)]


def _facts(response: Response) -> list[str]:
    facts = [
        response.get_capacity_display(),
        country_name(response.country),
        response.get_sector_display() if response.sector else "",
        response.get_size_display() if response.size else "",
    ]
    return [fact for fact in facts if fact]


def _said(statement: Statement, passages: Sequence[Passage]) -> Said | None:
    """A comment as the public would read it."""
    comment = comment_of(statement)
    if comment is None:
        return None
    place = (comment.start, comment.end)
    text = public_text(statement.text, passages)
    return Said(comment.paragraph, comment.position, text, statement.seems_in, comment.quote, *place, comment.wording)


def _inside(response: Response, public: disclosure.Identity) -> list[Kept]:
    more = [
        Kept("Register number", response.register_number, False),
        Kept("Organisation with accounts", _team_words(response), False),
        Kept("Who is represented", response.represents, bool(public.organisation)),
        Kept("How this view was formed", response.formed, bool(public.organisation)),
    ]
    return [
        Kept("Name", response.name, bool(public.name)),
        Kept("Organisation", response.organisation, bool(public.organisation)),
        Kept("E-mail", response.email, False),
        *(one for one in more if one.value),
    ]


def _mark(response: Response, public: disclosure.Identity) -> str:
    marks = marks_of(public.organisation, response.team)
    return "National position" if marks.national else "Verified organisation" if marks.verified else ""


def _team_words(response: Response) -> str:
    return f"{response.team} – {response.team.get_verification_display()}" if response.team else ""
