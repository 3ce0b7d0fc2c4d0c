"""The part of a draft that says for whom it is filed: the list, one member on its own page, many pasted at once."""

import uuid
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from consultations.queries import AskedForm
from consultations.rendering import render_page, shown_now
from core.errors import NotFound
from core.text import clean_text
from responses.forms import MEMBERS
from responses.member_forms import member_part
from responses.member_lists import MOST_LINES, NotRead, ReadList, read_list
from responses.members import MOST_MEMBERS, NAMES, SEEN, Member, counted_words, members_in, read_member, represents
from responses.models import Response
from responses.progress import next_part, parts_of, place_words
from responses.services.drafts import save_draft
from responses.services.members import digest_of, put_members, remove_member
from responses.views.drafts import address_of
from responses.views.private import (
    SeeOther,
    draft_and_form,
    gives_words_back,
    late_words,
    posted_values,
    private_page,
    saved_words,
)

MEMBER_NAMES = frozenset(NAMES)


@dataclass(frozen=True)
class PasteReport:
    added: int
    not_read: tuple[NotRead, ...]
    was_cut: bool
    again: str  # what to mend and paste once more


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The list. POST goes on, and notes that this part was looked at."""
    found, form = draft_and_form(key, request.user.pk)
    shown = shown_now(form.spec, found.draft)
    parts = parts_of(form, shown, found.draft, confidential_file=found.has_confidential_file)
    if request.method == "POST":
        save_draft(key=key, posted={SEEN: ["yes"]}, by=request.user.pk)
        overview = request.POST.get("go") == "overview"
        return SeeOther(reverse("draft", args=[key]) if overview else address_of(key, next_part(parts, MEMBERS)))
    listed = members_in(found.draft)
    context = {
        **_about(request, found, form),
        "members": listed,
        "counted": counted_words(listed),
        "progress": place_words(parts, MEMBERS),
        "saved": saved_words(found),
    }
    return render(request, "responses/members.html", context)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@gives_words_back
def add(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """The key of the new member is made with the page: pressed twice, it is added once."""
    found, form = draft_and_form(key, request.user.pk)
    return _member_page(request, found, form, None)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@gives_words_back
def change(request: HttpRequest, key: uuid.UUID, member: uuid.UUID) -> HttpResponse:
    found, form = draft_and_form(key, request.user.pk)
    known = _member_of(found, member)
    if known.kept:  # without its name nothing of it can be mended
        return SeeOther(reverse("draft-member-remove", args=[key, member]))
    return _member_page(request, found, form, known)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, key: uuid.UUID, member: uuid.UUID) -> HttpResponse:
    found, form = draft_and_form(key, request.user.pk)
    known = _member_of(found, member)
    if request.method == "POST":
        remove_member(key=key, member=known.key, by=request.user.pk)
        return SeeOther(address_of(key, MEMBERS))
    return render(request, "responses/member_remove.html", {**_about(request, found, form), "member": known})


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@gives_words_back
def paste(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Many at once. What could not be read stands in the box again, with the reason above it."""
    found, form = draft_and_form(key, request.user.pk)
    report, typed = None, ""
    if request.method == "POST":
        typed = clean_text(request.POST.get("list", ""))
        report = _paste(key, read_list(typed), request.user.pk) if typed else None
    context = {
        **_about(request, found, form),
        "report": report,
        "typed": report.again if report else typed,
        "empty": request.method == "POST" and not typed,
        "most": MOST_MEMBERS,
        "most_lines": MOST_LINES,
    }
    return render(request, "responses/members_paste.html", context)


def _paste(key: uuid.UUID, found: ReadList, by: int | None) -> PasteReport:
    added = put_members(key=key, members=[member for _, _, member in found.read], by=by)
    refused = [NotRead(*found.read[place][:2], sentence) for place, sentence in added.refused.items()]
    not_read = sorted([*found.not_read, *refused], key=lambda one: one.number)
    again = "\n".join(([found.head] if found.head else []) + [one.line for one in not_read]) if not_read else ""
    return PasteReport(added.added, tuple(not_read), found.was_cut, again)


def _member_page(request: HttpRequest, found: Response, form: AskedForm, known: Member | None) -> HttpResponse:
    key, raw = found.idempotency_key, known.to_raw() if known else {}
    member_key = uuid.UUID(known.key) if known else uuid.uuid4()
    errors: dict[str, str] = {}
    if request.method == "POST":
        raw = posted_values(request, MEMBER_NAMES)
        member_key = member_key if known else _posted_key(request, member_key)
        member, errors = read_member(raw, member_key)
        if not errors:
            was = request.POST.get("was", "") if known else ""
            refused = put_members(key=key, members=[member], started_from=was, by=request.user.pk).refused
            errors = {"member__name": refused[0]} if refused else {}
        if not errors:
            more = request.POST.get("go") == "more"
            return SeeOther(reverse("draft-member-add", args=[key]) if more else address_of(key, MEMBERS))
    words = {
        "csrf": get_token(request),
        "here": reverse("draft", args=[key]),
        "list": address_of(key, MEMBERS),
        "member": str(member_key),
        "was": digest_of(known) if known else "",
        "late": late_words(form, found),
        "language": "",
    }
    fixed = {"is_new": known is None}
    asked = frozenset(block.key for block in member_part().blocks)
    return HttpResponse(
        render_page(
            request,
            "responses/member.html",
            form,
            [member_part()],
            raw=raw,
            asked=asked,
            words=words,
            errors=errors,
            fixed=lambda: fixed,
            variant=known is None,
        )
    )


def _member_of(found: Response, member: uuid.UUID) -> Member:
    known = next((one for one in members_in(found.draft) if one.key == str(member)), None)
    if known is None:
        raise NotFound()
    return known


def _posted_key(request: HttpRequest, otherwise: uuid.UUID) -> uuid.UUID:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return otherwise


def _about(request: HttpRequest, found: Response, form: AskedForm) -> dict[str, object]:
    key = found.idempotency_key
    return {
        "form": form,
        "here": reverse("draft", args=[key]),
        "list": address_of(key, MEMBERS),
        "represents": represents(found.draft),
        "late": late_words(form, found),
        "csrf": get_token(request),
    }
