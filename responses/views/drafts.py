"""One's own draft: the task list, one page per part, saving while typing."""

import secrets
import uuid

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.asked import correction_since
from consultations.queries import AskedForm
from consultations.rendering import Part, asked_on_page, render_page, section_part, shown_now
from core.csrf import get_token
from core.errors import NotFound
from core.templatetags.portal import moment
from responses.filing import FILES
from responses.forms import CLAIM, CONSENT, MEMBERS, PROFILE, consent_part, reminded_profile_part
from responses.merging import basis_of
from responses.models import Response
from responses.progress import next_part, parts_of, place_words, progress_of
from responses.reading import read_whole
from responses.services.conflicts import errors_of_open_conflicts, in_step, open_conflicts
from responses.services.drafts import discard_draft, kept_until, save_draft
from responses.services.files import files_of
from responses.together import parts_together
from responses.views.private import (
    SEEN,
    SeeOther,
    draft_and_form,
    gives_words_back,
    late_words,
    posted_values,
    private_page,
    saved_words,
    seen_of,
)
from responses.views.teams import tasks_together, team_context
from responses.views.together import sign_in_words, twice_words

TEXT = "text-"  # before the slug of a draft text, in the name of its part
OWN_PAGES = {
    PROFILE: "draft-profile",
    MEMBERS: "draft-members",
    FILES: "draft-files",
    CLAIM: "draft-confidential",
    CONSENT: "draft-consent",
}


@private_page
@require_safe
def draft(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    found, form = draft_and_form(key, request.user.pk)
    here = reverse("draft", args=[key])
    progress = progress_of(form, found.draft, here, files_of(found), errors_of_open_conflicts(open_conflicts(found)))
    team = team_context(request, found)
    together = parts_together(found, form) if found.team_id else {}
    return render(
        request,
        "responses/task_list.html",
        {
            **team,
            "tasks": tasks_together(tuple(progress.asked), together),
            "parts": [(task, together[task.key]) for task in progress.asked if task.key in together],
            "form": form,
            "draft": found,
            "here": here,
            "link": request.build_absolute_uri(here),
            "progress": progress,
            "go_on": progress.go_on(here),
            "kept_until": kept_until(found, form.closes_at),
            "saved": saved_words(found),
            "corrected": correction_since(form),
            "late": late_words(form, found),
        },
    )


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@gives_words_back
def about_you(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    found, form = draft_and_form(key, request.user.pk)
    return _part_page(request, found, form, reminded_profile_part())


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@gives_words_back
def publication(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    found, form = draft_and_form(key, request.user.pk)
    return _part_page(request, found, form, consent_part())


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@gives_words_back
def section(request: HttpRequest, key: uuid.UUID, section: str) -> HttpResponse:
    found, form = draft_and_form(key, request.user.pk)
    if section not in form.spec.section_by_key:
        raise NotFound()
    return _part_page(request, found, form, section_part(form, section))


@private_page
@require_POST
def save(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Called by static/js/draft.js while one types: one UPDATE."""
    posted = {name: values for name, values in posted_values(request).items() if name not in SEEN}
    saved = save_draft(key=key, posted=posted, seen=seen_of(request), by=request.user.pk)
    return JsonResponse(
        {
            "version": saved.version,
            "saved_at": saved.saved_at.isoformat(),
            "basis": basis_of(posted, [name for name in posted if in_step(saved, name, posted[name])]),
            "behind": saved.behind,
            "twice": sorted(saved.twice),
        }
    )


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    _, form = draft_and_form(key, request.user.pk)
    if request.method != "POST":
        context = {"form": form, "here": reverse("draft", args=[key]), "csrf": get_token(request)}
        return render(request, "responses/discard.html", context)
    discard_draft(key=key, by=request.user.pk)
    return SeeOther(reverse("respond", args=[form.consultation_slug]))


def address_of(key: uuid.UUID, part: str) -> str:
    """Of a part's page; of the check page for none."""
    if part in OWN_PAGES:
        return reverse(OWN_PAGES[part], args=[key])
    if part.startswith(TEXT):
        return reverse("draft-text", args=[key, part.removeprefix(TEXT)])
    return reverse("draft-section", args=[key, part]) if part else reverse("draft-check", args=[key])


def _part_page(request: HttpRequest, found: Response, form: AskedForm, part: Part) -> HttpResponse:
    """Show a part; or save what was posted, all of it, and only then say what is wrong with it."""
    key, raw, errors = found.idempotency_key, found.draft, {}
    if request.method == "POST":
        posted = posted_values(request, part.names)
        saved = save_draft(key=key, posted=posted, seen=seen_of(request), by=request.user.pk)
        if saved.twice:
            return SeeOther(f"{address_of(key, part.key)}#two-texts")
        found.draft_version, found.saved_at = saved.version, saved.saved_at
        raw = {**raw, **(posted if saved.draft is None else saved.draft)}
        if request.POST.get("go") == "overview":
            return SeeOther(reverse("draft", args=[key]))
        errors = read_whole(form.spec, raw).errors
    asked = _asked(form, part, raw)
    if not asked:
        return SeeOther(reverse("draft", args=[key]))
    errors = {name: sentence for name, sentence in errors.items() if name in asked}
    parts = parts_of(form, shown_now(form.spec, raw), raw, confidential_file=found.has_confidential_file)
    if request.method == "POST" and not errors:
        return SeeOther(address_of(key, next_part(parts, part.key)))
    words = {
        "csrf": get_token(request),
        "here": reverse("draft", args=[key]),
        "progress": place_words(parts, part.key),
        "saved": saved_words(found),
        "kept": moment(kept_until(found, form.closes_at), short=True),
        "version": found.draft_version,
        "basis": basis_of(raw, sorted(part.names)),
        "window": secrets.token_hex(8),
        "twice": twice_words(request, found, form, part),
        "signin": sign_in_words(found),
        "late": late_words(form, found),
        "language": "" if found.language == "und" else found.language,
    }
    return HttpResponse(
        render_page(request, "responses/part.html", form, [part], raw=raw, asked=asked, words=words, errors=errors)
    )


def _asked(form: AskedForm, part: Part, raw: dict[str, list[str]]) -> frozenset[str]:
    if part.key in OWN_PAGES:
        return frozenset(block.key for block in part.blocks)
    return asked_on_page(form.spec, form.spec.section_by_key[part.key], raw)
