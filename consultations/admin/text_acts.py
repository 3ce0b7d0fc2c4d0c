"""What is done to a draft text: import, correct a paragraph by hand, publish, discard. docs/texts.md tells officers how."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from consultations import permissions
from consultations.admin.acts import ActPage, NoForm, ask_or_act, posted, user_of
from consultations.importing import LARGEST_FILE, Imported, read_docx, read_markdown
from consultations.importing.pieces import DEEPEST, LONGEST_LABEL
from consultations.models import DraftText, Paragraph, TextVersion
from consultations.services import texts as services
from consultations.services.lineage import before as version_before
from consultations.services.lineage import lineage_problems, propose_lineage
from consultations.states import ParagraphKind
from core.admin import actor
from core.errors import BadInput, Conflict, NotFound, PortalError

LARGE = {"class": "vLargeTextField"}
MARKDOWN_ENDS = (".md", ".markdown", ".txt")


def text_page(text: DraftText) -> str:
    return reverse("admin:consultations_drafttext_change", args=[text.pk])


def version_page(version: TextVersion) -> str:
    return reverse("admin:consultations_textversion_change", args=[version.pk])


def version_trail(version: TextVersion) -> list[tuple[str, str]]:
    return [(version.text.title, text_page(version.text)), (f"Version {version.number}", version_page(version))]


@dataclass(frozen=True)
class TextActPage(ActPage):
    """The page that asks, below the page of a text or of a version."""

    above: tuple[tuple[str, str], ...] = ()

    @property
    def trail(self) -> list[tuple[str, str]]:
        return list(self.above)

    @property
    def back(self) -> str:
        return self.above[-1][1]


class ImportForm(forms.Form):
    """A file, or words pasted; read while it is checked, so that what is wrong with them stands beside the field."""

    file = forms.FileField(required=False, label="File", help_text="DOCX or Markdown, up to 5 MB.")
    words = forms.CharField(
        required=False,
        label="Or paste the text",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, **LARGE}),
        help_text="Markdown: # before a heading, an empty line between paragraphs. “Article 4” and “1.” are found.",
    )
    title = forms.CharField(
        required=False, max_length=120, label="Name of this version", help_text="“Chair’s text of March 2027”. May stay empty."
    )
    intro = forms.CharField(
        required=False,
        max_length=5000,
        label="What is new in it",
        widget=forms.Textarea(attrs={"rows": 3, **LARGE}),
        help_text="Readers see it above the text. Markdown.",
    )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        file, words = cleaned.get("file"), cleaned.get("words", "")
        if bool(file) == bool(words.strip()):
            raise ValidationError("Choose a file, or paste the text: one of the two.")
        try:
            cleaned["imported"] = _read(file) if file else read_markdown(words)
        except BadInput as error:
            self.add_error("file" if file else "words", error.sentence)
        cleaned["source"] = file.name if file else ""
        return cleaned


def _read(file: Any) -> Imported:
    if file.size > LARGEST_FILE:
        raise BadInput(f"This file is larger than {LARGEST_FILE // 1_000_000} MB.")
    content: bytes = file.read()
    if content[:2] == b"PK" or not file.name.lower().endswith(MARKDOWN_ENDS):
        return read_docx(content)
    try:
        return read_markdown(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise BadInput("This file is not text in UTF-8. Save it as UTF-8, or as DOCX.") from error


@require_http_methods(["GET", "POST"])
def import_text(request: HttpRequest, pk: int) -> HttpResponse:
    text = permissions.text_to_build(user_of(request), pk)
    form = ImportForm(posted(request), request.FILES or None)
    sentences = [
        "The text is divided into numbered paragraphs. You look at them and correct them by hand before anybody else sees them.",
    ]
    above = ((text.title, text_page(text)),)
    page = TextActPage(text.consultation, "Import a version", "Import it", sentences, form, above=above)
    made: list[TextVersion] = []

    def act() -> None:
        cleaned = form.cleaned_data
        version = services.import_version(
            text=text,
            imported=cleaned["imported"],
            title=cleaned["title"],
            intro=cleaned["intro"],
            source=cleaned["source"],
            by=actor(request),
        )
        if version_before(version) is not None:
            propose_lineage(version=version, by=actor(request))
        for note in cleaned["imported"].notes:
            messages.warning(request, note)
        made.append(version)

    answer = ask_or_act(request, page, act, "The text is imported. Look through its paragraphs and correct what is wrong.")
    return redirect(version_page(made[0])) if made else answer


@require_http_methods(["GET", "POST"])
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    version = permissions.version_to_build(user_of(request), pk)
    sentences = [
        "Everybody can then read this version, as soon as its consultation is public.",
        "It never changes again: a mistake is mended in a new version.",
        *(f"Still to do: {problem}" for problem in lineage_problems(version)),
    ]
    page = _page(version, "Publish this version", "Publish the version", sentences, NoForm(posted(request)))
    return ask_or_act(
        request, page, lambda: services.publish_version(version=version, by=actor(request)), "The version is published."
    )


@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    version = permissions.version_to_build(user_of(request), pk)
    sentences = ["Its paragraphs, your corrections and its matching are deleted. Only a version that was never published can be."]
    above = ((version.text.title, text_page(version.text)),)
    page = TextActPage(
        version.text.consultation, "Discard this version", "Discard the version", sentences, NoForm(posted(request)), above=above
    )
    return ask_or_act(
        request, page, lambda: services.discard_version(version=version, by=actor(request)), "The version is discarded."
    )


class CorrectForm(forms.Form):
    kind = forms.ChoiceField(choices=ParagraphKind.choices)
    level = forms.IntegerField(min_value=1, max_value=DEEPEST, help_text="Of a heading: 1 is largest. Of a list item: how deep.")
    label = forms.CharField(required=False, max_length=LONGEST_LABEL, label="Number", help_text="As printed: Article 4(2).")
    text = forms.CharField(
        strip=False,
        widget=forms.Textarea(attrs={"rows": 10, "dir": "auto", **LARGE}),
        help_text="An empty line divides it: what follows becomes a paragraph of its own.",
    )
    seen = forms.CharField(strip=False, widget=forms.HiddenInput())


@require_http_methods(["GET", "POST"])
def correct(request: HttpRequest, pk: int) -> HttpResponse:
    """One paragraph: its words and number; to be joined with the one before; to be left out."""
    paragraph = permissions.paragraph_to_build(user_of(request), pk)
    initial = {name: getattr(paragraph, name) for name in ("kind", "level", "label", "text")} | {"seen": paragraph.text}
    form = CorrectForm(posted(request), initial=initial)
    status = 200
    if request.method == "POST" and (act := _correction(request, paragraph, form)):
        try:
            act()
        except (Conflict, NotFound) as lost:
            messages.error(request, lost.sentence)
            return redirect(version_page(paragraph.version))
        except PortalError as refused:
            form.add_error(None, refused.sentence)
            status = refused.status
        else:
            messages.success(request, "The version is corrected.")
            return redirect(f"{version_page(paragraph.version)}#{paragraph.key}")
    context = {
        **admin.site.each_context(request),
        "title": f"Correct {paragraph.label or paragraph.key}",
        "form": form,
        "trail": version_trail(paragraph.version),
        "back": f"{version_page(paragraph.version)}#{paragraph.key}",
        "is_first": paragraph.key == "p1",
    }
    return TemplateResponse(request, "admin/consultations/paragraph.html", context, status=status)


def _correction(request: HttpRequest, paragraph: Paragraph, form: CorrectForm) -> Callable[[], object] | None:
    """What the button pressed does; None if the form has to be mended first."""
    match request.POST.get("go"):
        case "join":
            return lambda: services.join_paragraph(paragraph=paragraph, by=actor(request))
        case "remove":
            return lambda: services.remove_paragraph(paragraph=paragraph, by=actor(request))
    if not form.is_valid():
        return None
    return lambda: services.correct_paragraph(paragraph=paragraph, by=actor(request), **form.cleaned_data)


def _page(version: TextVersion, title: str, button: str, sentences: list[str], form: forms.BaseForm) -> TextActPage:
    return TextActPage(version.text.consultation, title, button, sentences, form, above=tuple(version_trail(version)))
