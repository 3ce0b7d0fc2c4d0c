"""The admin's side of the audit trail: writes are recorded with their act, the trail itself can only be read."""

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.forms.utils import pretty_name
from django.http import HttpRequest, HttpResponse
from django.utils.text import capfirst
from django_tasks_db.admin import DBTaskResultAdmin
from django_tasks_db.models import DBTaskResult

from core import audit, autocomplete, stale
from core.models import AuditEntry

if TYPE_CHECKING:
    AnyModelAdmin = admin.ModelAdmin[Any]
    AnyInline = admin.TabularInline[Any, Any]
else:
    AnyModelAdmin = admin.ModelAdmin
    AnyInline = admin.TabularInline


class AuditedAdmin(AnyModelAdmin):
    """A ModelAdmin whose additions, changes and deletions are written to the audit trail in their own transaction.

    Bulk actions that write by ``queryset.update`` call :meth:`record_each` themselves.
    """

    def audit_key(self, obj: models.Model) -> str:
        """The key that entries about ``obj`` carry; the first public one the model has, else its id."""
        keys = (getattr(obj, name, "") for name in ("reference", "slug", "key", "uuid"))
        return next((str(key) for key in keys if key), str(obj.pk))

    def record(self, request: HttpRequest, obj: models.Model, act: str, **details: object) -> None:
        """One entry, for example ``milestone.change``, by the user of the request."""
        audit.record(
            act=f"{obj._meta.model_name}.{act}",
            actor=actor(request),
            target=str(obj),
            target_key=self.audit_key(obj),
            details=dict(details),
        )

    def record_each(self, request: HttpRequest, queryset: models.QuerySet[Any], act: str, **details: object) -> None:
        for obj in queryset:
            self.record(request, obj, act, **details)

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """No filter of ours asks for a year, and PostgreSQL knows no year 0."""
        return not {"year", "iso_year"} & set(lookup.split("__")) and super().lookup_allowed(lookup, value, request)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", autocomplete.Row(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", autocomplete.Rows(db_field, self.admin_site))
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def words_of(self, request: HttpRequest, obj: models.Model) -> dict[str, str]:
        """What the page of ``obj`` is made of."""
        names = flatten_fieldsets(self.get_fieldsets(request, obj))
        readonly = self.get_readonly_fields(request, obj)
        own = stale.words_of_row(obj, [name for name in names if name not in readonly])
        return {**own, **stale.words_of_tables(self, request, obj)}

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """A save of a page that somebody else has saved meanwhile is an error of the form."""
        form = super().get_form(request, obj, change=change, **kwargs)
        if request.method != "POST" or obj is None or not (state := request.POST.get(stale.STATE)):
            return form
        now = self.model._default_manager.select_for_update(of=("self",)).get(pk=obj.pk)  # held until this save stands or falls
        words = self.words_of(request, now)
        changed = stale.changed_since(state, words)
        if not changed:
            return form
        last = AuditEntry.objects.filter(target_key=self.audit_key(now)).order_by("-id").first()
        sentence = stale.sentence_of(self, now, changed, words, last.actor if last else "")

        class Stale(form):  # type: ignore[misc, valid-type]  # the form of this page, whichever it is
            def clean(self) -> Any:
                cleaned = super().clean()
                self.add_error(None, sentence)
                return cleaned

        return Stale

    def render_change_form(
        self,
        request: HttpRequest,
        context: dict[str, Any],
        add: bool = False,
        change: bool = False,
        form_url: str = "",
        obj: Any = None,
    ) -> HttpResponse:
        if obj is not None and not add:
            now = self.model._default_manager.get(pk=obj.pk)  # as stored: a refused form has written into ``obj``
            context["row_state"] = stale.state_of(self.words_of(request, now))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Of a row that is there only what stands in the form is written: what a service changed meanwhile stays changed."""
        if not change:
            return super().save_model(request, obj, form, change)
        written = [field.name for field in obj._meta.concrete_fields if field.name in form.cleaned_data]
        obj.save(update_fields=written)
        return None

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        self.record(request, obj, "add", changes=message)
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        if message:
            self.record(request, obj, "change", changes=message)
        return super().log_change(request, obj, message)

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        self.record_each(request, queryset, "delete")
        return super().log_deletions(request, queryset)

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Bulk actions and list edits, like single changes, stand or fall with their audit entries."""
        if request.method != "POST":
            return super().changelist_view(request, extra_context)
        with transaction.atomic():
            return super().changelist_view(request, extra_context)


class NamedCells(AnyInline):
    """A table of inputs in which each has the name of its column: Django writes the names into the head of the table alone."""

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        formset: Any = super().get_formset(request, obj, **kwargs)

        class Named(formset):  # type: ignore[misc]  # the formset of this table, whichever it is
            def add_fields(self, form: forms.Form, index: int | None) -> None:
                super().add_fields(form, index)
                for name, field in form.fields.items():
                    widget: Any = getattr(field.widget, "widget", field.widget)  # under the buttons that add related rows
                    if not widget.is_hidden:
                        widget.attrs.setdefault("aria-label", capfirst(field.label or pretty_name(name)))

        return Named


class ReadOnlyAdmin(AnyModelAdmin):
    """Rows that can be looked at and never touched."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnlyAdmin):
    list_display = ["at", "actor", "act", "target", "target_key"]
    search_fields = ["=target_key", "^act", "^actor", "target"]
    search_help_text = "A reference or key, the start of an act (milestone.) or of a user name, or words of the target."
    show_full_result_count = False
    list_per_page = 50
    fields = ["at", "actor", "act", "target", "target_key", "details", "request_id"]


admin.site.unregister(DBTaskResult)


@admin.register(DBTaskResult)
class JobAdmin(DBTaskResultAdmin):
    list_display = ("job", "status", "enqueued_at", "started_at", "finished_at")  # type: ignore[assignment]  # typed by its length
    list_filter = ("status",)  # type: ignore[assignment]  # as above
    show_full_result_count = False
    list_per_page = 50

    @admin.display(description="job", ordering="task_path")
    def job(self, row: Any) -> str:
        """“take back withdrawn” of responses, from responses.jobs.take_back_withdrawn."""
        app, _, name = row.task_path.rpartition(".")
        return f"{app.partition('.')[0]}: {name.replace('_', ' ')}"


def actor(request: HttpRequest) -> str:
    """The user name that audit entries of this request carry."""
    assert isinstance(request.user, AbstractBaseUser)
    return request.user.get_username()


from core.mail import admin as mail_admin  # noqa: E402, F401 - registers the outbox, whose page is built on the classes above
