"""One's own draft: the task list, one page per part, saving while typing."""

import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from consultations.asked import correction_since
from consultations.queries import AskedForm
from consultations.rendering import Part, asked_on_page, render_page, section_part, shown_now
from core.errors import NotFound
from responses.claims import without_marks
from responses.filing import FILES
from responses.forms import CLAIM, CONSENT, PROFILE, consent_part, profile_part
from responses.models import Response
from responses.progress import next_part, parts_of, progress_of
from responses.reading import read_whole
from responses.services.drafts import discard_draft, kept_until, save_draft
from responses.services.files import files_of
from responses.views.private import (
    SeeOther,
    draft_and_form,
    gives_words_back,
    late_words,
    posted_values,
    private_page,
    saved_words,
)

OWN_PAGES = {PROFILE: "draft-profile", FILES: "draft-files", CLAIM: "draft-confidential", CONSENT: "draft-consent"}


@private_page
@require_GET
def draft(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    found, form = draft_and_form(key)
    here = reverse("draft", args=[key])
    progress = progress_of(form, found.draft, here, files_of(found))
    return render(
        request,
        "responses/task_list.html",
        {
            "form": form,
            "draft": found,
            "here": here,
            "link": request.build_absolute_uri(here),
            "progress": progress,
            "go_on": progress.go_on(here),
            "kept_until": kept_until(found, form.closes_at),
            "saved": saved_words(found),
            "corrected": correction_since(form),
            "late": late_words(form),
        },
    )


@private_page
@require_http_methods(["GET", "POST"])
@gives_words_back
def about_you(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    found, form = draft_and_form(key)
    return _part_page(request, found, form, profile_part())


@private_page
@require_http_methods(["GET", "POST"])
@gives_words_back
def publication(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    found, form = draft_and_form(key)
    return _part_page(request, found, form, consent_part())


@private_page
@require_http_methods(["GET", "POST"])
@gives_words_back
def section(request: HttpRequest, key: uuid.UUID, section: str) -> HttpResponse:
    found, form = draft_and_form(key)
    if section not in form.spec.section_by_key:
        raise NotFound()
    return _part_page(request, found, form, section_part(form, section))


@private_page
@require_POST
def save(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Called by static/js/draft.js while one types: one UPDATE."""
    saved = save_draft(key=key, posted=posted_values(request))
    return JsonResponse({"version": saved.version, "saved_at": saved.saved_at.isoformat()})


@private_page
@require_http_methods(["GET", "POST"])
def discard(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    _, form = draft_and_form(key)
    if request.method == "GET":
        context = {"form": form, "here": reverse("draft", args=[key]), "csrf": get_token(request)}
        return render(request, "responses/discard.html", context)
    discard_draft(key=key)
    return SeeOther(reverse("respond", args=[form.consultation_slug]))


def address_of(key: uuid.UUID, part: str) -> str:
    """Of a part's page; of the check page for none."""
    if part in OWN_PAGES:
        return reverse(OWN_PAGES[part], args=[key])
    return reverse("draft-section", args=[key, part]) if part else reverse("draft-check", args=[key])


def _part_page(request: HttpRequest, found: Response, form: AskedForm, part: Part) -> HttpResponse:
    """Show a part; or save what was posted, all of it, and only then say what is wrong with it."""
    key, raw, errors = found.idempotency_key, found.draft, {}
    if request.method == "POST":
        posted = posted_values(request, part.names)
        saved = save_draft(key=key, posted=posted)
        found.draft_version, found.saved_at = saved.version, saved.saved_at
        raw = {**raw, **posted}
        if request.POST.get("go") == "overview":
            return SeeOther(reverse("draft", args=[key]))
        errors = read_whole(form.spec, raw).errors
    asked = _asked(form, part, raw)
    if not asked:
        return SeeOther(reverse("draft", args=[key]))
    errors = {name: sentence for name, sentence in errors.items() if name in asked}
    parts = parts_of(form, shown_now(form.spec, raw), claimed=bool(without_marks(form.spec, raw).marked))
    if request.method == "POST" and not errors:
        return SeeOther(address_of(key, next_part(parts, part.key)))
    words = {
        "csrf": get_token(request),
        "here": reverse("draft", args=[key]),
        "progress": f"Part {parts.index(part.key) + 1} of {len(parts)}" if part.key in parts else "",
        "saved": saved_words(found),
        "late": late_words(form),
        "language": "" if found.language == "und" else found.language,
    }
    return HttpResponse(
        render_page(request, "responses/part.html", form, [part], raw=raw, asked=asked, words=words, errors=errors)
    )


def _asked(form: AskedForm, part: Part, raw: dict[str, list[str]]) -> frozenset[str]:
    if part.key in OWN_PAGES:
        return frozenset(block.key for block in part.blocks)
    return asked_on_page(form.spec, form.spec.section_by_key[part.key], raw)
