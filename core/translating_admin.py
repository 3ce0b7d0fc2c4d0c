"""Pages of the admin on which the texts of a row, and of what belongs to it, are translated into one language."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from core.asking import AskPage, ask
from core.errors import NotFound
from core.languages import LANGUAGES as INTERFACE_LANGUAGES
from core.translated import SOURCE
from core.translating import Rows, lines_of, translate, translated_counts
from core.translations import languages


class TranslationForm(forms.Form):
    """A pair of inputs for each text: the translation, and, hidden, what it was when the page was made."""

    def __init__(self, *args: Any, rows: Rows, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for line in lines_of(rows, language):
            attrs: dict[str, Any] = {"lang": language, "dir": "auto", "class": "vLargeTextField"}
            widget: Any = forms.Textarea(attrs={**attrs, "rows": 5}) if line.is_long else forms.TextInput(attrs=attrs)
            self.fields[line.name] = forms.CharField(
                label=line.label, help_text=line.source, required=False, initial=line.text, widget=widget
            )
            self.fields[f"was-{line.name}"] = forms.CharField(
                required=False, initial=line.text, widget=forms.HiddenInput(), strip=False
            )

    def texts(self) -> dict[str, str]:
        return {name: text for name, text in self.cleaned_data.items() if not name.startswith("was-")}

    def seen(self) -> dict[str, str]:
        return {name[4:]: text for name, text in self.cleaned_data.items() if name.startswith("was-")}


class TranslationsAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # mixed into admin classes of any model
    """Adds the two pages, and a link to them with the number of texts per language."""

    def translated_rows(self, row: Any) -> Rows:
        """The row and what belongs to it, in the order in which people read it."""
        return [row]

    def written_in(self, row: Any) -> str:
        return SOURCE

    def save_translations(self, row: Any, language: str, form: TranslationForm, by: str) -> int:
        rows = self.translated_rows(row)
        key = str(getattr(row, "slug", "") or getattr(row, "key", ""))
        return translate(rows=rows, language=language, texts=form.texts(), seen=form.seen(), of=row, key=key, by=by)

    def get_urls(self) -> list[URLPattern]:
        view, name = self.admin_site.admin_view, f"{self.opts.app_label}_{self.opts.model_name}"
        return [
            path("<int:pk>/translations/", view(self.translations_view), name=f"{name}_translations"),
            path("<int:pk>/translations/<slug:language>/", view(self.language_view), name=f"{name}_language"),
            *super().get_urls(),
        ]

    def translations_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = self._row(request, pk)
        written_in = self.written_in(row)
        counts = [
            (INTERFACE_LANGUAGES[code], f"{done} of {every}", self._address("language", pk, code))
            for code, _name, done, every in translated_counts(self.translated_rows(row))
            if code != written_in
        ]
        context = {
            **self.admin_site.each_context(request),
            "title": f"Translations of “{row}”",
            "counts": counts,
            "written_in": languages().get(written_in, written_in),
            "trail": [(str(row), self._address("change", pk))],
        }
        return TemplateResponse(request, "admin/translations.html", context)

    def language_view(self, request: HttpRequest, pk: int, language: str) -> HttpResponse:
        row = self._row(request, pk)
        if language not in languages() or language == self.written_in(row):
            raise NotFound()
        name, above = INTERFACE_LANGUAGES[language].english_name, self._address("translations", pk)
        form = TranslationForm(request.POST or None, rows=self.translated_rows(row), language=language)

        def act() -> tuple[str, str]:
            changed = self.save_translations(row, language, form, request.user.get_username())
            return above, f"{changed} text{'' if changed == 1 else 's'} changed."

        page = AskPage(
            title=f"{name}: translation of “{row}”",
            button="Save",
            sentences=("Under each input stands the text as it was written. Left empty, readers get that text.",),
            form=form,
            back=above,
            trail=((str(row), self._address("change", pk)), ("Translations", above)),
        )
        return ask(request, page, act)

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> HttpResponse:
        row = kwargs.get("obj")
        if row is not None and self.has_change_permission(request, row):
            context["translations_address"] = self._address("translations", row.pk)
        return super().render_change_form(request, context, *args, **kwargs)

    def _row(self, request: HttpRequest, pk: int) -> models.Model:
        row: models.Model | None = self.model._default_manager.filter(pk=pk).first()
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        if row is None:
            raise NotFound()
        return row

    def _address(self, page: str, *args: object) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{page}", args=args)
