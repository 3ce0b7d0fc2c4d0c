"""Which published versions of draft texts a phase puts up for comment: a table on the page of the phase."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from consultations.admin.base import LevelInline
from consultations.admin.places import AnyInlineFormSet
from consultations.models import Phase, PhaseText, TextVersion
from consultations.states import VersionState
from core.clock import database_now


class PhaseTextFormSet(AnyInlineFormSet):
    """What the trigger ``fits_its_phase`` refuses is said beside the table."""

    def clean(self) -> None:
        super().clean()
        chosen = [self._version(form).text_id for form in self.forms if self._stands(form)]
        if len(set(chosen)) < len(chosen):
            raise ValidationError("A phase takes one version of a text.")

    def _stands(self, form: Any) -> bool:
        given = getattr(form, "cleaned_data", {})
        return bool(given.get("version")) and not given.get("DELETE")

    def _version(self, form: Any) -> TextVersion:
        """Of a row that may not be changed Django puts the number of its version in place of the version."""
        given = form.cleaned_data["version"]
        version: TextVersion = given if isinstance(given, TextVersion) else form.instance.version
        return version


class PhaseTextInline(LevelInline):
    model = PhaseText
    formset = PhaseTextFormSet
    fields = ["version", "order"]
    extra = 1
    show_change_link = False
    verbose_name_plural = "Texts put up for comment"

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "version":
            published = TextVersion.objects.filter(state=VersionState.PUBLISHED).select_related("text")
            kwargs["queryset"] = published.filter(text__consultation__phases=_phase_in(request)).order_by("text", "-number")
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_extra(self, request: HttpRequest, obj: Phase | None = None, **kwargs: Any) -> int:
        return 1 if obj is not None else 0

    def has_add_permission(self, request: HttpRequest, obj: Phase | None = None) -> bool:
        return super().has_add_permission(request, obj) and _may_change(obj)

    def has_change_permission(self, request: HttpRequest, obj: Phase | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_change(obj)

    def has_delete_permission(self, request: HttpRequest, obj: Phase | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_change(obj)


def _may_change(phase: Phase | None) -> bool:
    """A correction of the form does not change what was commented on."""
    return phase is None or phase.pk is None or not phase.is_asked() or database_now() < phase.opens_at


def _phase_in(request: HttpRequest) -> int:
    """The phase whose page this is; 0 on the page of a new one."""
    matched = request.resolver_match
    named = str(matched.kwargs.get("object_id", "")) if matched else ""
    return int(named) if named.isdecimal() and len(named) < 19 else 0
