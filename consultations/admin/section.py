from typing import Any

from django.contrib import admin
from django.forms import HiddenInput
from django.http import HttpRequest
from django.urls import URLPattern, path

from consultations.admin import acts
from consultations.admin.base import LevelAdmin, LevelInline
from consultations.admin.live import preview_question
from consultations.admin.places import QuestionFormSet, places_in_phase
from consultations.admin.question import ConditionInline
from consultations.admin.question_forms import QuestionLineForm, SectionForm
from consultations.models import Question, Section


class QuestionInline(LevelInline):
    model = Question
    form = QuestionLineForm
    formset = QuestionFormSet
    fields = ["order", "text", "kind", "required", "key"]
    extra = 2
    verbose_name_plural = "Questions – choices, units and conditions are on the page of each"


class SectionConditionInline(ConditionInline):
    fk_name = "section"


@admin.register(Section)
class SectionAdmin(LevelAdmin):
    form = SectionForm
    inlines = [QuestionInline, SectionConditionInline]
    parent_field = "phase"
    fieldsets = [
        (None, {"fields": ["phase", "title", "intro", "element"]}),
        ("Place and name", {"fields": ["order", "key"], "description": "Left empty, order and key are proposed."}),
    ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        parent = obj.phase_id if obj is not None else getattr(self.parent_named(request), "pk", None)

        class Placed(form):  # type: ignore[misc, valid-type]  # the form of this page
            def __init__(self, *args: Any, **more: Any) -> None:
                super().__init__(*args, places=places_in_phase(parent), **more)
                if "phase" in self.fields:
                    self.fields["phase"].widget = HiddenInput()
                    self.fields["phase"].disabled = obj is not None

        return Placed

    def get_urls(self) -> list[URLPattern]:
        move = self.admin_site.admin_view(acts.move_section_view)
        live = self.admin_site.admin_view(preview_question)
        return [
            path("<int:pk>/move/", move, name="consultations_section_move"),
            path("<int:pk>/question-preview/", live, name="consultations_section_question_preview"),
            *super().get_urls(),
        ]
