"""Files of a response: sent one by one into the draft, fetched again by whoever may open it."""

import uuid
from collections.abc import Callable
from typing import BinaryIO, cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.queries import AskedForm
from consultations.rendering import shown_now
from core.errors import BadInput, NotFound, Refused
from core.language import say
from core.uploads.handler import received, was_too_large
from core.uploads.kinds import MOST_BYTES, OFFERED, BadFile, file_size
from core.uploads.serving import serve
from core.words import message
from responses.filing import FILES, LONGEST_SUMMARY, MOST_FILES, is_confidential
from responses.jobs import check_files
from responses.models import Attachment, Response
from responses.permissions import own_response_for
from responses.progress import next_part, parts_of, place_words
from responses.reading import holds_marks
from responses.services.files import add_file, describe_file, files_of, remove_file
from responses.states import Scan
from responses.views.drafts import address_of
from responses.views.private import SeeOther, draft_and_form, gives_words_back, late_words, private_page, saved_words

CUT_OFF = message("The connection ended before all of the file had arrived. Nothing was kept of it: please send it again.")
TOO_LARGE = message("This file is larger than %(size)s. Make it smaller, or send it in parts.", size=file_size(MOST_BYTES))
Act = Callable[[HttpRequest, uuid.UUID], None]


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@gives_words_back
def files(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    found, form = draft_and_form(key, request.user.pk)
    if request.method != "POST":
        return _page(request, found, form)
    try:
        ACTS.get(request.POST.get("act", ""), _cut_off)(request, key)
    except (BadFile, Refused) as refused:
        return _page(request, found, form, refused)
    return SeeOther(reverse("draft-files", args=[key]))


@require_safe
def draft_file(request: HttpRequest, key: uuid.UUID, file: uuid.UUID) -> FileResponse:
    found = draft_and_form(key, request.user.pk)[0]
    return hand_out(found, file)


@require_safe
def own_file(request: HttpRequest, reference: str, file: uuid.UUID) -> FileResponse:
    return hand_out(own_response_for(request, reference), file)


def hand_out(response: Response, file: uuid.UUID) -> FileResponse:
    """A file of a response one may open; only what was checked. Raises NotFound."""
    attachment = Attachment.objects.filter(response=response, uuid=file, scan=Scan.CLEAN).first()
    if attachment is None:
        raise NotFound()
    return serve(stored_as=attachment.stored_as, name=attachment.name, kind=attachment.kind, private=True)


def _add(request: HttpRequest, key: uuid.UUID) -> None:
    confidential = request.POST.get("confidential") == "yes"
    attachment = _take(request, key, confidential=confidential)
    if attachment.confidential and request.POST.get("summary", "").strip():
        describe_file(key=key, file=attachment.uuid, summary=request.POST["summary"], by=request.user.pk)


def _add_public_version(request: HttpRequest, key: uuid.UUID) -> None:
    _take(request, key, public_version_of=_named(request))


def _describe(request: HttpRequest, key: uuid.UUID) -> None:
    summary, was = request.POST.get("summary", ""), request.POST.get("was", "")
    describe_file(key=key, file=_named(request), summary=summary, started_from=was, by=request.user.pk)


def _remove(request: HttpRequest, key: uuid.UUID) -> None:
    remove_file(key=key, file=_named(request), by=request.user.pk)


def _cut_off(request: HttpRequest, key: uuid.UUID) -> None:
    raise BadFile(say(CUT_OFF))


ACTS: dict[str, Act] = {"add": _add, "version": _add_public_version, "summary": _describe, "remove": _remove}


def _take(
    request: HttpRequest, key: uuid.UUID, *, confidential: bool = False, public_version_of: uuid.UUID | None = None
) -> Attachment:
    """The form names ``whole`` last: where it is missing, the connection ended early."""
    if request.POST.get("whole") != "yes":
        raise BadFile(say(CUT_OFF))
    if was_too_large(request):
        raise BadFile(say(TOO_LARGE))
    file = received(request, "file")
    if file is None:
        raise BadFile(_("Choose a file first."))
    content = cast(BinaryIO, file.file)
    attachment = add_file(
        key=key,
        file=content,
        name=file.name or "",
        confidential=confidential,
        public_version_of=public_version_of,
        by=request.user.pk,
    )
    check_files.enqueue()
    return attachment


def _named(request: HttpRequest) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("of", ""))
    except ValueError:
        raise BadInput() from None


def _page(request: HttpRequest, found: Response, form: AskedForm, refused: BadFile | Refused | None = None) -> HttpResponse:
    here = files_of(found)
    claimed = is_confidential(here) or holds_marks(form.spec, found.draft, form.texts)
    parts = parts_of(form, shown_now(form.spec, found.draft), found.draft, claimed=claimed)
    of = request.POST.get("of", "") if refused else ""
    context = {
        "form": form,
        "here": reverse("draft", args=[found.idempotency_key]),
        "next": address_of(found.idempotency_key, next_part(parts, FILES)),
        "progress": place_words(parts, FILES),
        "files": here,
        "versions": {one.public_version_id for one in here if one.public_version_id},
        "room": MOST_FILES - len(here),
        "most": MOST_FILES,
        "most_bytes": file_size(MOST_BYTES),
        "offered": OFFERED,
        "longest_summary": LONGEST_SUMMARY,
        "errors": [(f"file-{of}" if of else "id_file", say(refused.sentence))] if refused else [],
        "of": of,
        "summary": request.POST.get("summary", "") if refused else "",
        "confidential": bool(refused) and request.POST.get("confidential") == "yes",
        "saved": saved_words(found),
        "late": late_words(form, found),
        "csrf": get_token(request),
    }
    return render(request, "responses/files.html", context, status=422 if refused else 200)
