"""Pages of the admin on which the texts of a row, and of what belongs to it, are translated into one language."""

import hashlib
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.asking import AskPage, ask
from core.errors import Conflict, NotFound
from core.languages import LANGUAGES as INTERFACE_LANGUAGES
from core.translated import SOURCE
from core.translating import Line, Rows, lines_of, translate, translated_counts
from core.translations import languages

CHANGED = "Changed since it was translated. Until you save this again readers get the text as it is written."


class TranslationForm(forms.Form):
    """For each text the input for its translation and, hidden, what that was and which text stood beside it when the page was
    made. Where the text has changed since it was translated, a box says that the translation is still right."""

    def __init__(self, *args: Any, rows: Rows, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines_of(rows, language)
        hidden: dict[str, Any] = {"required": False, "strip": False}
        for line in self.lines:
            attrs: dict[str, Any] = {"lang": language, "dir": "auto", "class": "vLargeTextField"}
            widget: Any = forms.Textarea(attrs={**attrs, "rows": 5}) if line.is_long else forms.TextInput(attrs=attrs)
            self.fields[line.name] = forms.CharField(
                label=line.label, help_text=_beside(line), required=False, initial=line.text, widget=widget
            )
            self.fields[f"was-{line.name}"] = forms.CharField(initial=line.text, widget=forms.HiddenInput(), **hidden)
            self.fields[f"of-{line.name}"] = forms.CharField(initial=_short(line.source), widget=forms.HiddenInput(), **hidden)
            if line.is_out_of_date:
                self.fields[f"fits-{line.name}"] = forms.BooleanField(label="The translation is still right", required=False)

    def texts(self) -> dict[str, str]:
        return {line.name: self.cleaned_data[line.name] for line in self.lines}

    def seen(self) -> dict[str, str]:
        return {line.name: self.cleaned_data[f"was-{line.name}"] for line in self.lines}

    def still_right(self) -> set[str]:
        return {line.name for line in self.lines if self.cleaned_data.get(f"fits-{line.name}")}

    def refuse_if_texts_changed(self) -> None:
        """Raises Conflict if a text that was translated on this page is not what it was when the page was made; the page that
        comes back shows it as it is now."""
        done = {name for name, text in self.texts().items() if text != self.seen()[name]} | self.still_right()
        changed = [
            line
            for line in self.lines
            if line.name in done and self.data.get(f"of-{line.name}", "") not in ("", _short(line.source))
        ]
        if changed:
            self.data = {**self.data.dict(), **{f"of-{line.name}": _short(line.source) for line in changed}}  # type: ignore[attr-defined]  # a QueryDict
            raise Conflict(f"“{changed[0].source[:80]}” was changed while you translated it. Look at it again, then save.")


def _beside(line: Line) -> SafeString | str:
    if not line.is_out_of_date:
        return line.source
    words = "{}<br><strong>{}</strong><br>It was: {}"
    return format_html(words, line.source, CHANGED, line.made_from)


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


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
        return translate(
            rows=rows,
            language=language,
            texts=form.texts(),
            seen=form.seen(),
            still_right=form.still_right(),
            of=row,
            key=key,
            by=by,
        )

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
            (INTERFACE_LANGUAGES[count.code], count, self._address("language", pk, count.code))
            for count in translated_counts(self.translated_rows(row))
            if count.code != written_in
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
            form.refuse_if_texts_changed()
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
