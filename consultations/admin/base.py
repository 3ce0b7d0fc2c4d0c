"""What the four pages of a questionnaire have in common: frozen forms, refused edits, the way back."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import IntegrityError, models, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse

from consultations.models import Consultation, Phase, Question, Section
from consultations.services.forms import FROZEN, accept_edit
from core.admin import AuditedAdmin, NamedCells, actor
from core.clock import database_now
from core.errors import Refused

Level = Consultation | Phase | Section | Question
REFUSAL = "consultations.refusal"  # in request.META: why the edit just tried did not stand
BACK = "consultations.back"  # in request.META: the page above a deleted level
OPENED = (
    "The form is frozen: this phase has opened, and everybody answers the same questions. "
    "To mend a mistake, start a correction on the page of the phase."
)
TRIGGERS = ("form is frozen", "never changes once", "opening cannot be moved")


def page_of(level: Level) -> str:
    return reverse(f"admin:consultations_{level._meta.model_name}_change", args=[level.pk])


def adding(model: str, parent: str, pk: int) -> str:
    return reverse(f"admin:consultations_{model}_add") + "?" + urlencode({parent: pk})


def parent_of(level: Level) -> Level | None:
    if isinstance(level, Question):
        return level.section
    if isinstance(level, Section):
        return level.phase
    return level.consultation if isinstance(level, Phase) else None


def phase_of(level: models.Model | None) -> Phase | None:
    while isinstance(level, (Question, Section)):
        level = parent_of(level)
    return level if isinstance(level, Phase) else None


def trail_of(level: Level | None) -> list[tuple[str, str]]:
    """Label and address of each page above, the consultation first."""
    trail: list[tuple[str, str]] = []
    while level is not None:
        label = level.text if isinstance(level, Question) else level.title
        trail.insert(0, (label, page_of(level)))
        level = parent_of(level)
    return trail


def editable(request: HttpRequest, phase: Phase | None) -> bool:
    """Whether the form may change now; asked of the database once per request and phase."""
    if phase is None or phase.pk is None:
        return True
    known: dict[int, bool] = request.META.setdefault("consultations.editable", {})
    if phase.pk not in known:
        known[phase.pk] = phase.form_is_editable(database_now())
    return known[phase.pk]


@contextmanager
def form_frozen_as_refusal() -> Iterator[None]:
    """What the triggers of a frozen form refuse becomes a sentence; any other error of integrity stays an error."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        if not any(words in str(error) for words in TRIGGERS):
            raise
        raise Refused(FROZEN, frozen=True) from error


class PlainChoices:
    """Related rows are chosen, not added or changed in passing."""

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]  # mixed into admin classes
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class LevelAdmin(PlainChoices, AuditedAdmin):
    """A page of the questionnaire below the consultation. Saving it checks the whole form and makes the public one anew."""

    change_form_template = "admin/consultations/level.html"
    delete_confirmation_template = "admin/consultations/delete.html"
    parent_field = ""
    view_on_site = False

    class Media:
        css = {"all": ["css/admin-form.css"]}

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Not in the index: one comes here through the consultation."""
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return redirect("admin:consultations_consultation_changelist")

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        parent = request.GET.get(self.parent_field, "")
        return {self.parent_field: parent} if parent.isdecimal() and len(parent) < 19 else {}

    def parent_named(self, request: HttpRequest) -> Any:
        """The row under which one is added: named in the address, kept in the form."""
        named = str(request.POST.get(self.parent_field) or request.GET.get(self.parent_field) or "")
        if not (named.isdecimal() and len(named) < 19):
            return None
        field = self.model._meta.get_field(self.parent_field)
        assert isinstance(field, models.ForeignKey)
        return field.related_model._default_manager.filter(pk=named).first()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and editable(request, phase_of(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and editable(request, phase_of(obj))

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None) -> HttpResponse:
        parent = self.parent_named(request)
        if parent is None:
            messages.error(request, f"Open the {self.parent_field} first, then add to it there.")
            return redirect("admin:consultations_consultation_changelist")
        if not editable(request, phase_of(parent)):
            messages.error(request, OPENED)
            return redirect(page_of(parent))
        return super().add_view(request, form_url, extra_context)

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """A refused edit is rolled back and shown again with every word typed and the sentence on top."""
        try:
            with form_frozen_as_refusal():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refused:
            if "frozen" in refused.context:
                messages.error(request, refused.sentence)
                return redirect(request.get_full_path())
            request.META[REFUSAL] = refused.sentence
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)
        refusal = request.META.get(REFUSAL)
        if refusal is None:
            return form

        class Refusing(form):  # type: ignore[misc, valid-type]  # the form of this page, whichever it is
            def clean(self) -> Any:
                cleaned = super().clean()
                self.add_error(None, refusal)
                return cleaned

        return Refusing

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        self._accept(request, form.instance)

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        phase = phase_of(obj)
        super().delete_model(request, obj)
        if phase is not None and phase is not obj:
            accept_edit(phase=phase, by=actor(request))

    def _accept(self, request: HttpRequest, level: Level) -> None:
        phase = phase_of(level)
        if phase is not None and editable(request, phase):
            accept_edit(phase=phase, by=actor(request))

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        level = self.get_object(request, object_id)
        if not isinstance(level, (Phase, Section, Question)):
            return super().delete_view(request, object_id, extra_context)
        request.META[BACK] = page_of(phase_of(parent_of(level)) or parent_of(level) or level)
        try:
            with form_frozen_as_refusal():
                return super().delete_view(request, object_id, {**(extra_context or {}), "trail": trail_of(level)})
        except Refused as refused:
            messages.error(request, refused.sentence)
            return redirect(page_of(level))

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        super().response_delete(request, obj_display, obj_id)
        return redirect(request.META[BACK])

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return self.response_post_save_change(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        """To the phase, where the whole form is seen, at the place of the edit."""
        phase = phase_of(obj)
        if phase is None or isinstance(obj, Phase):
            return redirect(page_of(obj))
        return redirect(f"{page_of(phase)}#{obj._meta.model_name}-{obj.pk}")

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        level = obj if obj is not None else self.parent_named(request)
        phase = phase_of(level)
        trail = trail_of(level)
        context |= {
            "trail": trail if add else trail[:-1],
            "here": f"New {self.opts.verbose_name}" if add else trail[-1][0],
            "phase": phase,
            "frozen": "" if editable(request, phase) else OPENED,
            "preview": reverse("admin:consultations_phase_preview", args=[phase.pk]) if phase else "",
            "may_build": super().has_change_permission(request),
        }
        return super().render_change_form(request, context, add, change, form_url, obj)


class LevelInline(PlainChoices, NamedCells):
    """Rows of a level inside the page of their parent; read-only once the form is frozen."""

    show_change_link = True

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request, obj) and editable(request, phase_of(obj))

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and editable(request, phase_of(obj))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and editable(request, phase_of(obj))
