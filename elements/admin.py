"""The editor's side of elements, instruments, milestones and sources."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import admin, messages
from django.db import models
from django.forms import Textarea, TextInput
from django.http import HttpRequest
from django.utils import timezone

from core.admin import AuditedAdmin, NamedCells
from core.translating import Rows
from core.translating_admin import TranslationsAdmin
from elements.forms import MilestoneForm, PreciseDateForm
from elements.models import Element, Instrument, Milestone, Source, SubTopic

DATE_HELP = (
    "Day: 30 May 2026, or several days with a last day. Month, quarter, year: enter any day in it; only the period is kept. "
    "Date not set: leave the dates empty. Choose no more precision than the sources give."
)
FIELDS: "Mapping[type[models.Field[Any, Any]], Mapping[str, Any]]" = {
    models.CharField: {"widget": TextInput(attrs={"size": 80})},
    models.TextField: {"widget": Textarea(attrs={"rows": 3, "cols": 90})},
    models.URLField: {"assume_scheme": "https"},
}


class SubTopicInline(NamedCells):
    model = SubTopic
    extra = 1
    fields = ["order", "text", "confirmed"]


@admin.register(Element)
class ElementAdmin(TranslationsAdmin, AuditedAdmin):
    list_display = ["order", "name", "slug"]
    list_display_links = ["name"]
    search_fields = ["name", "summary"]
    autocomplete_fields = ["sources"]
    inlines = [SubTopicInline]
    formfield_overrides = FIELDS
    prepopulated_fields = {"slug": ["name"]}
    fieldsets = [
        (None, {"fields": [("order", "slug"), ("name", "short_name"), "summary", "description"]}),
        ("What is sure", {"fields": ["confirmed_scope", "note", "sources"]}),
    ]

    def translated_rows(self, row: Element) -> Rows:
        return [row, *row.subtopics.all()]

    def get_prepopulated_fields(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        return {} if obj else self.prepopulated_fields


@admin.register(Source)
class SourceAdmin(TranslationsAdmin, AuditedAdmin):
    list_display = ["title", "publisher", "date", "kind", "reliability"]
    list_filter = ["reliability", "kind"]
    search_fields = ["title", "publisher", "key", "url"]
    formfield_overrides = FIELDS
    fieldsets = [
        (None, {"fields": ["key", "title", "publisher", "url", "date"]}),
        (
            "How far it can be trusted",
            {
                "fields": ["kind", "reliability", "note"],
                "description": "Low and “not checked” sources are enough to mention a date, not to call it confirmed.",
            },
        ),
    ]


@admin.register(Instrument)
class InstrumentAdmin(TranslationsAdmin, AuditedAdmin):
    form = PreciseDateForm
    list_display = ["name", "date_words", "status", "confirmed"]
    list_filter = ["status", "confirmed", "elements"]
    search_fields = ["name", "key", "note"]
    filter_horizontal = ["elements"]
    autocomplete_fields = ["sources"]
    formfield_overrides = FIELDS
    fieldsets = [
        (None, {"fields": ["key", "name", "status", "note", "url"]}),
        ("Date", {"fields": ["starts_on", "precision"], "description": DATE_HELP}),
        ("What it concerns", {"fields": ["elements"]}),
        ("What is sure", {"fields": ["confirmed", "caveat", "sources"]}),
    ]

    @admin.display(description="date", ordering="starts_on")
    def date_words(self, instrument: Instrument) -> str:
        return instrument.when.words


@admin.register(Milestone)
class MilestoneAdmin(TranslationsAdmin, AuditedAdmin):
    form = MilestoneForm
    list_display = ["title", "date_words", "status", "kind", "confirmed", "last_checked"]
    list_filter = ["status", "kind", "confirmed", "precision", "elements", "last_checked"]
    search_fields = ["title", "key", "summary", "city"]
    ordering = [models.F("starts_on").desc(nulls_first=True), "id"]
    filter_horizontal = ["elements"]
    autocomplete_fields = ["sources", "conflict_sources", "superseded_by"]
    readonly_fields = ["uid", "sequence", "updated_at"]
    actions = ["mark_checked_today"]
    formfield_overrides = FIELDS
    fieldsets = [
        (None, {"fields": ["key", "title", "kind", "summary"]}),
        ("Date", {"fields": [("starts_on", "ends_on"), "precision"], "description": DATE_HELP}),
        (
            "Status",
            {
                "fields": ["status", "superseded_by", "superseded_note"],
                "description": (
                    "Done: a source says that it happened. Planned: announced, not seen to have happened. "
                    "Superseded: say by what. Not confirmed: nobody says whether or when it happened."
                ),
            },
        ),
        ("Place", {"fields": ["city", "country", "place_confirmed"]}),
        ("What it concerns", {"fields": ["elements"]}),
        ("What is sure", {"fields": ["confirmed", "caveat", "conflict", "sources", "conflict_sources", "last_checked"]}),
        (
            "Calendars and feeds",
            {
                "classes": ["collapse"],
                "fields": ["uid", "sequence", "updated_at"],
                "description": "Kept by the database: a change of date, title, status, kind or place raises the sequence by one.",
            },
        ),
    ]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"last_checked": _today(), **super().get_changeform_initial_data(request)}

    @admin.display(description="date", ordering="starts_on")
    def date_words(self, milestone: Milestone) -> str:
        return milestone.when.words

    @admin.action(description="Mark as checked against the sources today", permissions=["change"])
    def mark_checked_today(self, request: HttpRequest, queryset: models.QuerySet[Milestone]) -> None:
        today = _today()
        self.record_each(request, queryset, "checked", last_checked=today.isoformat())
        number = queryset.update(last_checked=today)
        self.message_user(request, f"{number} marked as checked on {today:%d %B %Y}.", messages.SUCCESS)


def _today() -> date:

    return timezone.now().astimezone(ZoneInfo(settings.STATED_TIME_ZONE)).date()
