from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Prefetch, QuerySet
from django.db.models.functions import Now
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from consultations import permissions
from consultations.admin import acts
from consultations.admin.base import adding
from consultations.admin.phase import PhaseInline
from consultations.admin.translating import rows_to_translate, save_translations
from consultations.models import Consultation, Phase
from consultations.states import ConsultationState, VersionState
from core.admin import AuditedAdmin
from core.templatetags.portal import icon, moment
from core.translating import Rows
from core.translating_admin import TranslationForm, TranslationsAdmin
from core.translations import languages

ICONS = {ConsultationState.DRAFT: "draft", ConsultationState.PUBLISHED: "done", ConsultationState.ARCHIVED: "closed"}


@admin.register(Consultation)
class ConsultationAdmin(TranslationsAdmin, AuditedAdmin):
    change_form_template = "admin/consultations/consultation.html"
    list_display = ["title", "state_shown", "windows", "question_count"]
    list_filter = ["state", "elements"]
    search_fields = ["title", "slug"]
    list_per_page = 50
    show_full_result_count = False
    actions = None
    inlines = [PhaseInline]
    fieldsets = [
        (None, {"fields": ["title", "summary", "body", "language", "elements", "contact"]}),
        ("Address", {"fields": ["slug"]}),
    ]

    class Media:
        css = {"all": ["css/admin-form.css"]}

    def get_queryset(self, request: HttpRequest) -> QuerySet[Consultation]:
        phases = Phase.objects.order_by("number")
        consultations: QuerySet[Consultation] = super().get_queryset(request)
        return consultations.annotate(asked=Count("phases__sections__questions"), now=Now()).prefetch_related(
            Prefetch("phases", phases)
        )

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "elements":
            kwargs["widget"] = forms.CheckboxSelectMultiple()
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        summary = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
        return super().get_form(request, obj, change, widgets={"summary": summary}, **kwargs)

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name == "language":
            return forms.ChoiceField(
                label="Written in", choices=list(languages().items()), initial="en", help_text=db_field.help_text
            )
        if field is not None and db_field.name == "elements":
            field.widget = field.widget.widget
            field.help_text = ""
        return field

    def get_prepopulated_fields(self, request: HttpRequest, obj: Consultation | None = None) -> dict[str, Any]:
        return {} if obj is not None else {"slug": ("title",)}

    def get_readonly_fields(self, request: HttpRequest, obj: Consultation | None = None) -> list[str]:
        return ["slug"] if obj is not None and obj.published_at is not None else []

    def has_delete_permission(self, request: HttpRequest, obj: Consultation | None = None) -> bool:
        """Neither once it is public, nor with a version of a text that is published: that never goes."""
        if not super().has_delete_permission(request, obj):
            return False
        return obj is None or (obj.published_at is None and not obj.texts.filter(versions__state=VersionState.PUBLISHED).exists())

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Consultation | None = None,
    ) -> HttpResponse:
        if obj is not None:
            may = permissions.can_build(acts.user_of(request))
            context |= {"acts": self._acts(obj) if may else [], "state": self.state_shown(obj), "phases": obj.phases.all()}
        return super().render_change_form(request, context, add, change, form_url, obj)

    def translated_rows(self, row: Consultation) -> Rows:
        return rows_to_translate(row)

    def written_in(self, row: Consultation) -> str:
        return str(row.language)

    def save_translations(self, row: Consultation, language: str, form: TranslationForm, by: str) -> int:
        return save_translations(
            consultation=row, language=language, texts=form.texts(), seen=form.seen(), still_right=form.still_right(), by=by
        )

    def _acts(self, consultation: Consultation) -> list[tuple[str, str]]:
        found = []
        if consultation.state == ConsultationState.DRAFT:
            found.append(("Publish", reverse("admin:consultations_consultation_publish", args=[consultation.pk])))
        elif consultation.state == ConsultationState.PUBLISHED:
            found.append(("Archive", reverse("admin:consultations_consultation_archive", args=[consultation.pk])))
        translations = reverse("admin:consultations_consultation_translations", args=[consultation.pk])
        return [*found, ("Translations", translations), ("Add a phase", adding("phase", "consultation", consultation.pk))]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/publish/", view(acts.publish), name="consultations_consultation_publish"),
            path("<int:pk>/archive/", view(acts.archive), name="consultations_consultation_archive"),
            *super().get_urls(),
        ]

    @admin.display(description="State", ordering="state")
    def state_shown(self, consultation: Consultation) -> SafeString:
        state = ConsultationState(consultation.state)
        return format_html('<span class="state state-{}">{} {}</span>', state.value, icon(ICONS[state]), state.label)

    @admin.display(description="Windows")
    def windows(self, consultation: Consultation) -> SafeString:
        now = consultation.now  # type: ignore[attr-defined]  # annotated in get_queryset
        draft = consultation.state == ConsultationState.DRAFT
        rows = [
            (
                phase.title,
                "" if draft else f" – {phase.standing(now).label}",
                moment(phase.opens_at, True),
                moment(phase.closes_at, True),
            )
            for phase in consultation.phases.all()
        ]
        line = '<div class="window"><strong>{}</strong>{}<br>{}<br>to {}</div>'
        return format_html_join("", line, rows) if rows else format_html("<em>No phase yet</em>")

    @admin.display(description="Questions", ordering="asked")
    def question_count(self, consultation: Consultation) -> int:
        return int(consultation.asked)  # type: ignore[attr-defined]  # annotated in get_queryset
