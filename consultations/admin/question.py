from typing import Any

from django.contrib import admin
from django.forms import HiddenInput
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse

from consultations.admin import acts
from consultations.admin.base import LevelAdmin, LevelInline, phase_of
from consultations.admin.places import ChoiceFormSet, places_in_section
from consultations.admin.question_forms import (
    SETTINGS,
    ChoiceForm,
    ConditionForm,
    ConditionFormSet,
    QuestionForm,
    earlier_questions,
)
from consultations.compiling import compile_question
from consultations.kinds import TYPES
from consultations.models import Choice, Condition, Question, Section
from consultations.spec import ConditionSpec, FormSpec, SectionSpec
from consultations.wording import condition_words


class ChoiceInline(LevelInline):
    model = Choice
    form = ChoiceForm
    formset = ChoiceFormSet
    fields = ["order", "label", "key"]
    extra = 2
    verbose_name_plural = "Choices – for single choice, multiple choice and ranking"
    classes = ["choices-of-question"]


class ConditionInline(LevelInline):
    """Of a question or a section: shown only if all hold."""

    fk_name = "question"
    template = "admin/edit_inline/stacked.html"
    model = Condition
    form = ConditionForm
    formset = ConditionFormSet
    extra = 1
    show_change_link = False
    verbose_name_plural = "Show only if – all of these must hold; without any it is always shown"
    readonly_fields = ["words"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return [("depends_on", "operator"), ("chosen", "number")] if self.has_change_permission(request, obj) else ["words"]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.earlier = self._earlier(request, obj)
        return formset

    def _earlier(self, request: HttpRequest, obj: Any) -> dict[int, Question]:
        if obj is not None:
            phase = phase_of(obj)
            return earlier_questions(phase.pk, obj) if phase else {}
        page = self.admin_site.get_model_admin(self.parent_model)
        parent = page.parent_named(request)  # type: ignore[attr-defined]  # both pages that hold this inline are LevelAdmin
        phase = phase_of(parent)
        if phase is None:
            return {}
        return earlier_questions(phase.pk, None, parent if isinstance(parent, Section) else None)

    @admin.display(description="Condition")
    def words(self, condition: Condition) -> str:
        source = condition.depends_on
        spec = FormSpec((SectionSpec("", "", questions=(compile_question(source, source.section),)),))
        return condition_words(spec, ConditionSpec(source.key, condition.operator, tuple(condition.values)))


@admin.register(Question)
class QuestionAdmin(LevelAdmin):
    form = QuestionForm
    inlines = [ChoiceInline, ConditionInline]
    parent_field = "section"
    change_form_template = "admin/consultations/question.html"

    def get_fieldsets(self, request: HttpRequest, obj: Question | None = None) -> Any:
        """Only to be looked at, the settings that do not count are left out; to be changed, the kind may still change."""
        settings = list(SETTINGS)
        if obj is not None and not self.has_change_permission(request, obj):
            settings = [name for name in SETTINGS if name in TYPES[obj.kind].settings]
        return [
            (None, {"fields": ["section", "kind", "text", "help", "required"]}),
            *([("What counts for this kind", {"fields": settings, "classes": ["settings-of-kind"]})] if settings else []),
            ("Place and name", {"fields": ["order", "key", "element"], "description": "Left empty, order and key are proposed."}),
        ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """Other sections of the same phase may be chosen, no other."""
        form = super().get_form(request, obj, change, **kwargs)
        section = obj.section if obj is not None else self.parent_named(request)
        if section is None or "section" not in form.base_fields:
            return form

        class Placed(form):  # type: ignore[misc, valid-type]  # the form of this page
            def __init__(self, *args: Any, **more: Any) -> None:
                super().__init__(*args, places=places_in_section(section), **more)
                self.fields["section"].queryset = Section.objects.filter(phase=section.phase_id)
                if obj is None:
                    self.fields["section"].widget = HiddenInput()

        return Placed

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Question | None = None,
    ) -> HttpResponse:
        section = obj.section if obj is not None else self.parent_named(request)
        if section is not None and self.has_change_permission(request, obj):
            context["live_preview"] = reverse("admin:consultations_section_question_preview", args=[section.pk])
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_urls(self) -> list[URLPattern]:
        move = self.admin_site.admin_view(acts.move_question_view)
        return [path("<int:pk>/move/", move, name="consultations_question_move"), *super().get_urls()]
