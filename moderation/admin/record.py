"""Decisions and the public record, to look at. They change by acts of moderation alone."""

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin import ShowFacets
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest

from core.admin import ReadOnlyAdmin
from core.codes import read_reference
from core.places import country_name
from core.text import clean_text
from moderation.admin.lists import CappedPaginator, KnownParametersList
from moderation.models import Decision, PublishedResponse
from moderation.states import Act, Reason


class _OneOf(admin.SimpleListFilter):
    """Rows whose column of the filter's name holds the value."""

    offered: ClassVar[list[tuple[str, str]]]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return self.offered

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset.filter(**{str(self.parameter_name): value}) if value in dict(self.offered) else queryset


class ActFilter(_OneOf):
    title = parameter_name = "act"
    offered = [(act.value, str(act.label)) for act in Act]


class ReasonFilter(_OneOf):
    title = parameter_name = "reason"
    offered = [(reason.value, str(reason.label)) for reason in Reason]


class _RecordAdmin(ReadOnlyAdmin):
    paginator = CappedPaginator
    show_full_result_count = False
    show_facets = ShowFacets.NEVER
    list_per_page = 50
    search_fields = ["=reference"]
    search_help_text = "A reference."
    sortable_by = ()
    actions = None

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return KnownParametersList

    def get_search_results(self, request: HttpRequest, queryset: QuerySet[Any], search_term: str) -> tuple[QuerySet[Any], bool]:
        words = clean_text(search_term)[:200]
        return (queryset.filter(reference=read_reference(words) or words) if words else queryset), False


@admin.register(Decision)
class DecisionAdmin(_RecordAdmin):
    list_display = ["reference", "edition", "act", "reason", "decided_by", "decided_at"]
    list_filter = [ActFilter, ReasonFilter]
    ordering = ["-id"]
    fields = ["reference", "edition", "number", "act", "reason", "note", "decided_by", "decided_at"]


@admin.register(PublishedResponse)
class PublishedResponseAdmin(_RecordAdmin):
    list_display = ["reference", "consultation", "name", "organisation", "country_of", "submitted_on", "published_at"]
    list_select_related = ["consultation"]
    ordering = ["-id"]
    exclude = ["response_id"]

    @admin.display(description="country")
    def country_of(self, published: PublishedResponse) -> str:
        return country_name(published.country)
