"""What all pages of one respondent share: they are kept by no cache, leave no trace elsewhere, and stand in no search engine."""

import uuid
from collections.abc import Callable, Collection
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from consultations.asked import asked_form_of
from consultations.queries import AskedForm
from core.errors import NotFound, PortalError
from core.templatetags.portal import moment
from core.text import clean_text
from responses.models import Response
from responses.permissions import draft_for

P = ParamSpec("P")
NOT_ANSWERS = frozenset({"csrfmiddlewaretoken", "asked", "go", "key", "language"})


def private_page(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """The address may be a secret. ``same-origin`` rather than ``no-referrer``: with the latter a browser posts ``Origin: null``,
    which the CSRF check has to refuse."""

    @wraps(view)
    def marked(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response["Cache-Control"] = "no-store"
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex, nofollow"
        return response

    return marked


def gives_words_back(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Of an answer that cannot be saved (sent or deleted in another window, grown too large) the texts are shown again."""

    @wraps(view)
    def kept(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except PortalError as error:
            words = [text for texts in posted_values(request).values() for text in texts if " " in text or len(text) > 20]
            if not words:
                raise
            return render(request, "responses/not_saved.html", {"error": error, "words": words}, status=error.status)

    return kept


class SeeOther(HttpResponseRedirect):
    status_code = 303


class Sent(PortalError):
    code = "sent"
    status = 410
    sentence = "This draft was sent. Open your response with its reference and access code, under “Open my receipt” above."


def draft_and_form(key: uuid.UUID) -> tuple[Response, AskedForm]:
    """One query while the form is kept in this process. Raises NotFound, or Sent to the one who holds the key."""
    try:
        draft = draft_for(key)
    except NotFound:
        if Response.objects.filter(idempotency_key=key).exists():
            raise Sent() from None
        raise
    return draft, asked_form_of(draft.revision_id)


def posted_values(request: HttpRequest, names: Collection[str] | None = None) -> dict[str, list[str]]:
    """Input name -> values as typed, cleaned of what cannot be stored.

    Of an empty group of options a browser posts nothing: the hidden inputs ``asked`` say which groups stood on the page.
    """
    post = request.POST
    asked: dict[str, list[str]] = {name: [] for name in post.getlist("asked")}
    posted = {**asked, **{name: post.getlist(name) for name in post}}
    known = posted.keys() - NOT_ANSWERS if names is None else posted.keys() & set(names)
    return {name: [clean_text(value) for value in posted[name]] for name in known}


def saved_words(draft: Response) -> SafeString:
    if not draft.draft_version:
        return mark_safe("Nothing saved yet")
    return format_html("Saved {}", moment(draft.saved_at, short=True))


def late_words(form: AskedForm) -> SafeString:
    """Empty while the window is open."""
    if timezone.now() < form.closes_at:
        return mark_safe("")
    return mark_safe(  # noqa: S308 - our own words and a date
        '<div class="notice notice-warning"><div><p class="notice-title">This consultation closed on '
        f"{moment(form.closes_at)}.</p><p>You can still send your response. It will be kept and marked as late.</p></div></div>"
    )
