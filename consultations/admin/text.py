"""Draft texts in the admin: the list, the page of a text with its versions, the page of a version with its paragraphs."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse

from consultations import permissions
from consultations.admin import matching, text_acts
from consultations.admin.acts import user_of
from consultations.admin.base import PlainChoices
from consultations.models import DraftText, TextVersion
from consultations.services.lineage import before, lineage_problems
from consultations.states import VersionState
from core.admin import AuditedAdmin
from core.translating import Rows
from core.translating_admin import TranslationsAdmin


@admin.register(DraftText)
class DraftTextAdmin(PlainChoices, TranslationsAdmin, AuditedAdmin):
    change_form_template = "admin/consultations/text.html"
    list_display = ["title", "consultation", "published_versions"]
    list_per_page = 50
    show_full_result_count = False
    actions = None
    search_fields = ["title", "slug"]
    fields = ["consultation", "title", "slug", "language", "note"]

    class Media:
        css = {"all": ["css/admin-form.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[DraftText]:
        published = Count("versions", filter=Q(versions__state=VersionState.PUBLISHED))
        texts: QuerySet[DraftText] = super().get_queryset(request)
        return texts.select_related("consultation").annotate(published=published)

    def get_prepopulated_fields(self, request: HttpRequest, obj: DraftText | None = None) -> dict[str, Any]:
        return {} if obj is not None else {"slug": ("title",)}

    def get_readonly_fields(self, request: HttpRequest, obj: DraftText | None = None) -> list[str]:
        return ["consultation", "slug"] if obj is not None and _has_published(obj) else []

    def has_delete_permission(self, request: HttpRequest, obj: DraftText | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or not _has_published(obj))

    def save_model(self, request: HttpRequest, obj: DraftText, form: Any, change: bool) -> None:
        if not change:
            obj.is_example = obj.consultation.is_example
        super().save_model(request, obj, form, change)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: DraftText | None = None,
    ) -> HttpResponse:
        if obj is not None:
            versions = list(obj.versions.annotate(size=Count("paragraphs")).order_by("-number"))
            may_import = permissions.can_build(user_of(request)) and not any(v.state == VersionState.DRAFT for v in versions)
            acts = [("Import a version", reverse("admin:consultations_drafttext_import", args=[obj.pk]))] if may_import else []
            if self.has_change_permission(request, obj):
                acts.append(("Translations", reverse("admin:consultations_drafttext_translations", args=[obj.pk])))
            context |= {"acts": acts, "versions": versions}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def translated_rows(self, row: DraftText) -> Rows:
        """Paragraphs are not among them: a comment quotes the words of the text itself."""
        return [row, *row.versions.order_by("-number")]

    def written_in(self, row: DraftText) -> str:
        return str(row.language)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [path("<int:pk>/import/", view(text_acts.import_text), name="consultations_drafttext_import"), *super().get_urls()]

    @admin.display(description="Published versions", ordering="published")
    def published_versions(self, text: DraftText) -> int:
        return int(text.published)  # type: ignore[attr-defined]  # annotated in get_queryset


@admin.register(TextVersion)
class TextVersionAdmin(AuditedAdmin):
    """The preview: all paragraphs as they stand, each with a way to correct it until the version is published."""

    change_form_template = "admin/consultations/version.html"
    fields = ["title", "intro"]
    view_on_site = False

    class Media:
        css = {"all": ["css/admin-form.css", "css/texts.css"]}

    def audit_key(self, obj: Any) -> str:
        return str(obj.text.slug)

    def get_queryset(self, request: HttpRequest) -> QuerySet[TextVersion]:
        return super().get_queryset(request).select_related("text__consultation")

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Not in the index: one comes here through the text."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect("admin:consultations_drafttext_changelist")

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect("admin:consultations_drafttext_changelist")

    def has_change_permission(self, request: HttpRequest, obj: TextVersion | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.state == VersionState.DRAFT)

    def has_delete_permission(self, request: HttpRequest, obj: TextVersion | None = None) -> bool:
        """By the act of discarding, which says what goes."""
        return False

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        intro = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
        return super().get_form(request, obj, change, widgets={"intro": intro}, **kwargs)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> Any:
        return redirect(text_acts.version_page(obj))

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: TextVersion | None = None,
    ) -> HttpResponse:
        assert obj is not None  # add_view leads elsewhere
        may_build = permissions.can_build(user_of(request))
        context |= {
            "trail": text_acts.version_trail(obj)[:1],
            "here": f"Version {obj.number}",
            "acts": self._acts(obj) if may_build else [],
            "problems": lineage_problems(obj) if obj.state == VersionState.DRAFT else [],
            "paragraphs": list(obj.paragraphs.all()),
            "correctable": may_build and obj.state == VersionState.DRAFT,
        }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _acts(self, version: TextVersion) -> list[tuple[str, str]]:
        draft = version.state == VersionState.DRAFT
        wanted = [
            ("Publish this version", "publish", draft),
            ("Match with the version before", "match", before(version) is not None),
            ("Discard this version", "discard", draft),
        ]
        return [
            (label, reverse(f"admin:consultations_textversion_{name}", args=[version.pk]))
            for label, name, offered in wanted
            if offered
        ]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/publish/", view(text_acts.publish), name="consultations_textversion_publish"),
            path("<int:pk>/discard/", view(text_acts.discard), name="consultations_textversion_discard"),
            path("<int:pk>/match/", view(matching.match), name="consultations_textversion_match"),
            path("paragraph/<int:pk>/correct/", view(text_acts.correct), name="consultations_paragraph_correct"),
            *super().get_urls(),
        ]


def _has_published(text: DraftText) -> bool:
    return text.versions.filter(state=VersionState.PUBLISHED).exists()
