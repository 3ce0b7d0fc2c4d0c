"""Answering offline: the questionnaire as a file, empty for everybody or with one's draft; a filled file in again."""

import hashlib
import uuid

from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_http_methods, require_safe

from consultations.asked import asked_form
from consultations.queries import AskedForm
from core.errors import Conflict, NotFound
from core.language import say
from core.per_language import per_language
from responses.clearance import FORMATS, write_document
from responses.clearance.package import LARGEST_FILE, NotReadable
from responses.models import Response
from responses.services.clearance import apply_upload, drop_upload, receive_upload, report_of, upload_of
from responses.views.private import SeeOther, draft_and_form, private_page

PUBLIC_SECONDS = 300


@per_language
def _empty(form: AskedForm, extension: str) -> bytes:
    """Made once per form, language and process: they differ in nothing else."""
    return write_document(form, {}, extension)


@per_language
def _digest(form: AskedForm) -> str:
    """Of all that stands in it: until the opening one revision may be made anew, and be translated."""
    return hashlib.sha256(repr(form).encode("utf-8", "surrogatepass")).hexdigest()[:24]


@require_safe
def questionnaire(request: HttpRequest, slug: str, extension: str) -> HttpResponse:
    """The empty questionnaire, for everybody."""
    form = asked_form(slug)
    if extension not in FORMATS:
        raise Http404
    etag = f'W/"{_digest(form)}-{get_language()}-{extension}"'

    @condition(etag_func=lambda _request: etag)
    def made(_request: HttpRequest) -> HttpResponse:
        return _file(form, extension, _empty(form, extension), "")

    answer = made(request)
    patch_cache_control(answer, public=True, max_age=PUBLIC_SECONDS)
    patch_vary_headers(answer, ["Accept-Language", "Cookie"])
    return answer


@private_page
@require_safe
def draft_file(request: HttpRequest, key: uuid.UUID, extension: str) -> HttpResponse:
    """The questionnaire with what stands in the draft."""
    draft, form = draft_and_form(key, request.user.pk)
    if extension not in FORMATS:
        raise Http404
    return _file(form, extension, write_document(form, draft.draft, extension), "-my-answers")


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    draft, form = draft_and_form(key, request.user.pk)
    if request.method != "POST":
        return _upload_page(request, draft, form)
    file = request.FILES.get("document")
    if file is None:
        return _upload_page(request, draft, form, _("Choose a file first."))
    if (file.size or 0) > LARGEST_FILE:
        return _upload_page(request, draft, form, _("This file is larger than 10 MB. Remove pictures from it and try again."))
    try:
        receive_upload(draft=draft, form=form, file_name=file.name or "", body=file.read())
    except NotReadable as problem:
        return _upload_page(request, draft, form, say(problem.sentence))
    return SeeOther(reverse("draft-upload-report", args=[key]))


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    draft, form = draft_and_form(key, request.user.pk)
    if request.method != "POST":
        return _report_page(request, draft, form)
    if request.POST.get("act") == "drop":
        drop_upload(draft=draft)
        return SeeOther(reverse("draft-upload", args=[key]))
    try:
        apply_upload(
            key=key,
            upload=_uuid(request.POST.get("upload", "")),
            seen=_number(request.POST.get("seen", "")),
            with_empty="with-empty" in request.POST,
            by=request.user.pk,
        )
    except Conflict:
        draft, form = draft_and_form(key, request.user.pk)
        return _report_page(request, draft, form, status=409)
    except NotFound:  # pressed twice: it was taken over a moment ago
        pass
    return SeeOther(reverse("draft", args=[key]))


def _upload_page(request: HttpRequest, draft: Response, form: AskedForm, problem: str = "") -> HttpResponse:
    context = {
        "form": form,
        "here": reverse("draft", args=[draft.idempotency_key]),
        "errors": [("id_document", problem)] if problem else [],
        "problem": problem,
        "csrf": get_token(request),
    }
    return render(request, "responses/upload.html", context, status=422 if problem else 200)


def _report_page(request: HttpRequest, draft: Response, form: AskedForm, status: int = 200) -> HttpResponse:
    kept = upload_of(draft)
    context = {
        "form": form,
        "here": reverse("draft", args=[draft.idempotency_key]),
        "upload": kept,
        "seen": draft.draft_version,
        "report": report_of(kept, form, draft),
        "changed_meanwhile": status == 409,
        "csrf": get_token(request),
    }
    return render(request, "responses/upload_report.html", context, status=status)


def _file(form: AskedForm, extension: str, body: bytes, suffix: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=FORMATS[extension].content_type)
    answer["Content-Disposition"] = f'attachment; filename="{form.consultation_slug}{suffix}.{extension}"'
    return answer


def _uuid(text: str) -> uuid.UUID:
    """One that no upload has, if it is none."""
    try:
        return uuid.UUID(text)
    except ValueError:
        return uuid.UUID(int=0)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1
