from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib import admin, messages
from django.forms import HiddenInput, Textarea
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from consultations import permissions
from consultations.admin import acts, files
from consultations.admin.base import LevelAdmin, LevelInline, editable, page_of, trail_of
from consultations.admin.fields import USUAL_DAYS, WindowForm, instant_words, short_window_warning
from consultations.admin.glance import glance_at
from consultations.admin.phase_text import PhaseTextInline
from consultations.admin.places import SectionFormSet
from consultations.admin.question_forms import SectionForm
from consultations.models import Consultation, Phase, Question, Section
from consultations.rendering import preview_section
from core.clock import database_now


class SectionInline(LevelInline):
    model = Section
    form = SectionForm
    formset = SectionFormSet
    fields = ["order", "title", "element", "key"]
    extra = 1
    verbose_name_plural = "Sections – one page of the form each"


class PhaseForm(WindowForm):
    class Meta:
        model = Phase
        fields = ["consultation", "number", "title", "intro", "layout", "restricted", "opens_at", "closes_at"]
        widgets = {"intro": Textarea(attrs={"rows": 4, "class": "vLargeTextField"})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "consultation" in self.fields:
            self.fields["consultation"].widget = HiddenInput()


@admin.register(Phase)
class PhaseAdmin(LevelAdmin):
    form = PhaseForm
    inlines = [SectionInline, PhaseTextInline]
    parent_field = "consultation"
    change_form_template = "admin/consultations/phase.html"
    readonly_fields = ["opens", "closes"]

    def get_fieldsets(self, request: HttpRequest, obj: Phase | None = None) -> Any:
        asked = obj is not None and obj.is_asked()
        instants = ["opens", "closes"] if asked or not self.has_change_permission(request, obj) else ["opens_at", "closes_at"]
        parent = ["consultation"] if obj is None else []
        return [
            (None, {"fields": [*parent, "title", "number", "intro", "layout", "restricted"]}),
            ("Window", {"fields": instants, "description": "To change it, use “Move the window”." if asked else ""}),
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: Phase | None = None) -> list[str]:
        """The number names the phase in calendars and links: it stays once the form is public. The window has its own act."""
        asked = obj is not None and obj.is_asked()
        return [*self.readonly_fields, *(["number", "opens_at", "closes_at"] if asked else [])]

    def has_change_permission(self, request: HttpRequest, obj: Phase | None = None) -> bool:
        """Title and texts stay open; the form under it is what freezes."""
        return super(LevelAdmin, self).has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Phase | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or not obj.is_asked())

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """Opening next Monday at nine, closing at 23:59 after the usual number of days."""
        initial = super().get_changeform_initial_data(request)
        zone = ZoneInfo(settings.STATED_TIME_ZONE)
        today = database_now().astimezone(zone).date()
        monday = today + timedelta(days=7 - today.weekday())
        initial["opens_at"] = datetime.combine(monday, time(9), zone).astimezone(UTC)
        initial["closes_at"] = datetime.combine(monday + timedelta(days=USUAL_DAYS), time(23, 59), zone).astimezone(UTC)
        if parent := self.parent_named(request):
            initial["number"] = max((phase.number for phase in parent.phases.all()), default=0) + 1
        return initial

    def save_model(self, request: HttpRequest, obj: Phase, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if warning := short_window_warning(obj.opens_at, obj.closes_at):
            messages.warning(request, warning)

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Phase | None = None,
    ) -> HttpResponse:
        if obj is not None:
            context |= {
                "glance": glance_at(obj),
                "acts": self._acts(request, obj),
                "warning": short_window_warning(obj.opens_at, obj.closes_at),
                "form_editable": editable(request, obj) and permissions.can_build(acts.user_of(request)),
                "revisions": [] if add else list(obj.revisions.all()),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def _acts(self, request: HttpRequest, phase: Phase) -> list[tuple[str, str]]:
        """Label and address of what can be done now."""
        if not permissions.can_build(acts.user_of(request)):
            return []
        found = []
        if not phase.is_asked():
            if phase.consultation.published_at is not None:
                found.append(("Publish this phase", "publish"))
        elif phase.correcting_since is not None:
            found += [("Publish the correction", "publish_correction"), ("Drop the correction", "drop_correction")]
        elif not editable(request, phase):
            found.append(("Start a correction", "correct"))
        if phase.is_asked():
            found.append(("Move the window", "window"))
        if editable(request, phase) and not phase.sections.exists():
            found += [("Copy a questionnaire", "copy"), ("Load a questionnaire from a file", "load")]
        elif phase.sections.exists():
            found.append(("Save the questionnaire as a file", "save"))
        return [(label, reverse(f"admin:consultations_phase_{name}", args=[phase.pk])) for label, name in found]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/preview/", view(preview), name="consultations_phase_preview"),
            path("<int:pk>/publish/", view(acts.publish_phase), name="consultations_phase_publish"),
            path("<int:pk>/correct/", view(acts.correct), name="consultations_phase_correct"),
            path("<int:pk>/publish-correction/", view(acts.publish_correction), name="consultations_phase_publish_correction"),
            path("<int:pk>/drop-correction/", view(acts.drop_correction), name="consultations_phase_drop_correction"),
            path("<int:pk>/window/", view(acts.window), name="consultations_phase_window"),
            path("<int:pk>/copy/", view(acts.copy), name="consultations_phase_copy"),
            path("<int:pk>/load/", view(files.load), name="consultations_phase_load"),
            path("<int:pk>/save/", view(files.save), name="consultations_phase_save"),
            *super().get_urls(),
        ]

    @admin.display(description="Opens")
    def opens(self, phase: Phase) -> str:
        return instant_words(phase.opens_at)

    @admin.display(description="Closes")
    def closes(self, phase: Phase) -> str:
        return instant_words(phase.closes_at)


class PhaseInline(LevelInline):
    model = Phase
    form = PhaseForm
    extra = 0
    verbose_name_plural = "Phases – one round of asking each"
    readonly_fields = ["opens", "closes", "questions"]

    def get_fields(self, request: HttpRequest, obj: Consultation | None = None) -> Any:
        draft = self.has_change_permission(request, obj)
        return ["number", "title", *(["opens_at", "closes_at"] if draft else ["opens", "closes"]), "questions"]

    def get_extra(self, request: HttpRequest, obj: Consultation | None = None, **kwargs: Any) -> int:
        return 0 if obj is not None and obj.phases.exists() else 1

    def has_change_permission(self, request: HttpRequest, obj: Consultation | None = None) -> bool:
        return super().has_change_permission(request, obj) and (obj is None or obj.published_at is None)

    has_add_permission = has_change_permission

    def has_delete_permission(self, request: HttpRequest, obj: Consultation | None = None) -> bool:
        return super().has_delete_permission(request, obj) and (obj is None or obj.published_at is None)

    @admin.display(description="Opens")
    def opens(self, phase: Phase) -> str:
        return instant_words(phase.opens_at)

    @admin.display(description="Closes")
    def closes(self, phase: Phase) -> str:
        return instant_words(phase.closes_at)

    @admin.display(description="Questions")
    def questions(self, phase: Phase) -> int:
        return Question.objects.filter(section__phase=phase).count() if phase.pk else 0


def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """The form as the rows say now, as respondents will see it, with what each part depends on. Nothing is kept."""
    phase = permissions.phase_to_look_at(acts.user_of(request), pk)
    glance = glance_at(phase)
    blocks = {block.key: block for block in glance.sections}
    sections = [(blocks[section.key], section, preview_section(section)) for section in glance.spec.sections]
    context = {"phase": phase, "sections": sections, "trail": trail_of(phase), "back": page_of(phase), "glance": glance}
    return TemplateResponse(request, "admin/consultations/preview.html", context)
