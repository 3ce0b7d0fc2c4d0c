"""What all pages of one respondent share: they are kept by no cache, leave no trace elsewhere, and stand in no search engine."""

import uuid
from collections.abc import Callable, Collection
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from accounts.permissions import is_member
from consultations.asked import asked_form_of
from consultations.queries import AskedForm
from core.errors import NotFound, PortalError
from core.templatetags.portal import moment
from core.text import clean_text
from core.words import message
from responses.languages import written_in
from responses.merging import Seen, read_seen
from responses.models import Response
from responses.permissions import draft_for
from responses.teams import draft_values
from responses.views.late import words_after_closing

P = ParamSpec("P")
NOT_ANSWERS = frozenset({"csrfmiddlewaretoken", "asked", "go", "key", "language"})
SEEN = ("draft-version", "draft-basis", "draft-window", "draft-turn")  # inputs; the hyphen keeps them apart from all questions


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
            values = {name: texts for name, texts in posted_values(request).items() if name not in SEEN}
            words = [text for texts in values.values() for text in texts if " " in text or len(text) > 20]
            if not words:
                raise
            context = {"error": error, "words": words, **_again(request, error)}
            return render(request, "responses/not_saved.html", context, status=error.status)

    return kept


def _again(request: HttpRequest, error: PortalError) -> dict[str, object]:
    """For someone whose session ended while typing: the form once more, to be sent after signing in elsewhere. Whether there
    ever was such a draft is not told."""
    if request.user.is_authenticated or not isinstance(error, NotFound):
        return {}
    posted = [(name, value) for name in request.POST if name != "csrfmiddlewaretoken" for value in request.POST.getlist(name)]
    return {"posted": posted, "action": request.path, "csrf": get_token(request)}


class SeeOther(HttpResponseRedirect):
    status_code = 303


class Sent(PortalError):
    code = "sent"
    status = 410
    sentence = message(
        "This draft was sent. Open your response with its reference and access code, under “Open my receipt” above."
    )


def draft_and_form(key: uuid.UUID, by: int | None = None) -> tuple[Response, AskedForm]:
    """One query while the form is kept in this process. Raises NotFound, or Sent to the one who holds the key.

    ``by``: id of who is signed in; without it no draft of an organisation is found.
    """
    try:
        draft = draft_for(key, by)
    except NotFound:
        sent = Response.objects.sent().only("team").filter(idempotency_key=key).first()
        if sent and (not sent.team_id or is_member(by, sent.team_id)):
            raise Sent() from None
        raise
    draft.draft = draft_values(draft)
    draft.language = written_in(draft.draft, draft.language)
    return draft, asked_form_of(draft.revision_id)


def seen_of(request: HttpRequest) -> Seen | None:
    """What the page that was posted had started from."""
    version, basis, window, turn = (request.POST.get(name, "") for name in SEEN)
    return read_seen(version, basis, window, turn)


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
        return escape(_("Nothing saved yet"))
    return format_html(_("Saved {moment}"), moment=moment(draft.saved_at, short=True))


def late_words(form: AskedForm, draft: Response) -> SafeString:
    """Empty while the window is open, and where something else than the closing decides."""
    if timezone.now() < form.closes_at:
        return mark_safe("")
    if draft.received_on or draft.supersedes_id or draft.invitation_id:
        return words_after_closing(form, draft)
    return format_html(
        '<div class="notice notice-warning"><div><p class="notice-title">{}</p><p>{}</p></div></div>',
        format_html(_("This consultation closed on {moment}."), moment=moment(form.closes_at)),
        _("You can still send your response. It will be kept and marked as late."),
    )
