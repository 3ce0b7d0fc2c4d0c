"""Filters of the queue. Each narrows by a value from the address; one it does not know changes nothing."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest, QueryDict

from consultations.kinds.choices import Position
from consultations.models import Consultation, FormRevision
from consultations.spec import FormSpec
from consultations.states import ConsultationState
from core.places import MEMBER_STATES
from core.text import clean_text
from elements.models import Element
from moderation.admin.words import CONSENT_WORDS, STANDING_WORDS
from moderation.disclosure import NO_POSITION
from responses.models import Response, Statement
from responses.profile import CAPACITIES
from responses.states import Channel, ClaimState, ResponseState, Standing, Timing

Rows = QuerySet[Response]
Lookups = list[tuple[str, str]]
ELSEWHERE = "elsewhere"
MOST_CONSULTATIONS = 100
DAYS: dict[str, tuple[str, int, int | None]] = {
    "new": ("Less than 3 days", 0, 3),
    "days": ("3 to 7 days", 3, 7),
    "weeks": ("1 to 4 weeks", 7, 28),
    "old": ("More than 4 weeks", 28, None),
}


class QueueFilter(admin.SimpleListFilter):
    any_label: ClassVar[str] = "All"

    @classmethod
    def choices_offered(cls) -> Lookups:
        raise NotImplementedError  # the contract

    @classmethod
    def narrow(cls, rows: Rows, value: str) -> Rows:
        raise NotImplementedError  # the contract

    def lookups(self, request: HttpRequest, model_admin: Any) -> Lookups:
        return self.choices_offered()

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return self.narrow(queryset, value) if value in dict(self.lookup_choices) else queryset


class StandingFilter(QueueFilter):
    """Waiting, unless the address says otherwise or something is searched for. Shown as tabs, not among the selects."""

    title, parameter_name = "standing", "standing"
    EVERY = "all"

    @classmethod
    def choices_offered(cls) -> Lookups:
        return [*STANDING_WORDS.items(), (cls.EVERY, "All")]

    @classmethod
    def narrow(cls, rows: Rows, value: str) -> Rows:
        return rows if value == cls.EVERY else rows.filter(standing=value)

    @classmethod
    def current(cls, params: QueryDict) -> str:
        default = cls.EVERY if params.get("q", "").strip() else Standing.WAITING.value
        value = params.get(cls.parameter_name) or default
        return value if value in dict(cls.choices_offered()) else default

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return self.narrow(queryset, self.current(request.GET))


class ConsultationFilter(QueueFilter):
    title, parameter_name = "consultation", "consultation"

    @classmethod
    def choices_offered(cls) -> Lookups:
        asked = Consultation.objects.exclude(state=ConsultationState.DRAFT).values_list("slug", "title")
        return list(asked[:MOST_CONSULTATIONS])

    @classmethod
    def narrow(cls, rows: Rows, value: str) -> Rows:
        return rows.filter(phase__consultation__slug=value)


class ElementFilter(QueueFilter):
    """Responses that take a position on the element or write about it, as in the public record."""

    title, parameter_name = "element", "element"

    @classmethod
    def choices_offered(cls) -> Lookups:
        return list(Element.objects.values_list("slug", "short_name"))

    @classmethod
    def narrow(cls, rows: Rows, value: str) -> Rows:
        written = Q(Exists(Statement.objects.filter(response=OuterRef("pk"), element=value)))
        return rows.filter(written | _position_on(value))


class CountryFilter(QueueFilter):
    title, parameter_name = "member state", "country"

    @classmethod
    def choices_offered(cls) -> Lookups:
        return [*MEMBER_STATES, (ELSEWHERE, "Another country")]

    @classmethod
    def narrow(cls, rows: Rows, value: str) -> Rows:
        if value == ELSEWHERE:
            return rows.exclude(country__in=dict(MEMBER_STATES))
        return rows.filter(country=value)


class TypeFilter(QueueFilter):
    title, parameter_name = "type", "type"

    @classmethod
    def choices_offered(cls) -> Lookups:
        return list(CAPACITIES)

    @classmethod
    def narrow(cls, rows: Rows, value: str) -> Rows:
        return rows.filter(capacity=value)


class AgeFilter(QueueFilter):
    title, parameter_name = "age", "age"

    @classmethod
    def choices_offered(cls) -> Lookups:
        return [(key, label) for key, (label, _, _) in DAYS.items()]

    @classmethod
    def narrow(cls, rows: Rows, value: str) -> Rows:
        if value not in DAYS:
            return rows
        _, at_least, less_than = DAYS[value]
        rows = rows.filter(submitted_at__lte=Now() - timedelta(days=at_least))
        return rows if less_than is None else rows.filter(submitted_at__gt=Now() - timedelta(days=less_than))


class ColumnFilter(QueueFilter):
    """By one column, named as the parameter; ``offered``: its values and their words."""

    offered: ClassVar[Sequence[tuple[str, object]]]

    @classmethod
    def choices_offered(cls) -> Lookups:
        return [(value, str(words)) for value, words in cls.offered]

    @classmethod
    def narrow(cls, rows: Rows, value: str) -> Rows:
        return rows.filter(**{str(cls.parameter_name): value})


class TimingFilter(ColumnFilter):
    title, parameter_name = "timing", "timing"
    offered = Timing.choices


class ConsentFilter(ColumnFilter):
    title, parameter_name = "consent", "consent"
    offered = list(CONSENT_WORDS.items())


class ClaimFilter(ColumnFilter):
    title, parameter_name = "confidential parts", "claim"
    offered = ClaimState.choices


class ChannelFilter(ColumnFilter):
    title, parameter_name = "received", "channel"
    offered = Channel.choices


class LateChangeFilter(QueueFilter):
    title, parameter_name = "late change", "late_change"

    @classmethod
    def choices_offered(cls) -> Lookups:
        return [("waiting", "One is kept beside it")]

    @classmethod
    def narrow(cls, rows: Rows, value: str) -> Rows:
        beside = Response.objects.filter(state=ResponseState.BESIDE, reference=OuterRef("reference"))
        return rows.filter(Exists(beside.filter(edition__gt=OuterRef("edition")))) if value == "waiting" else rows


FILTERS: list[type[QueueFilter]] = [
    StandingFilter,
    ConsultationFilter,
    ElementFilter,
    CountryFilter,
    TypeFilter,
    AgeFilter,
    TimingFilter,
    ConsentFilter,
    ClaimFilter,
    ChannelFilter,
    LateChangeFilter,
]


def narrowed(rows: Rows, params: QueryDict) -> Rows:
    """As the list with these parameters shows them, without its search: what “next in the queue” means."""
    for one in FILTERS[1:]:
        value = clean_text(params.get(one.parameter_name or "", ""))
        rows = one.narrow(rows, value) if value else rows
    return StandingFilter.narrow(rows, StandingFilter.current(params))


def _position_on(element: str) -> Q:
    """Which keys ask for a position on the element is read from the frozen forms."""
    held = [choice.key for choice in Position.POSITIONS if choice.key != NO_POSITION]
    found = Q(pk__in=[])
    for revision, spec in FormRevision.objects.values_list("pk", "spec"):
        for question in FormSpec.from_json(spec).questions():
            if question.kind == "position" and question.element == element:
                found |= Q(revision=revision, **{f"answers__{question.key}__in": held})
    return found
