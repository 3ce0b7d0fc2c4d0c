"""/consultations/<slug>/respond/: start, go on, or answer on one page."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.asked import asked_form
from consultations.queries import AskedForm, form_of_edition
from consultations.rendering import Part, render_page, section_part
from consultations.spec import FormSpec, QuestionSpec
from consultations.states import Kind, Layout, Standing
from core.csrf import get_token
from core.errors import Closed
from core.language import say
from core.per_language import per_language
from responses.forms import consent_part, profile_part
from responses.languages import LANGUAGES, language_of
from responses.services.drafts import BY_INVITATION, keep_as_draft, start_draft
from responses.services.submit import KeptAsDraft, NotReady, submit_one_page
from responses.views.cookies import remember_draft, remembered_draft
from responses.views.private import SeeOther, gives_words_back, posted_values, private_page
from responses.views.receipts import to_receipt
from responses.views.teams import offers, start_for_team

SEEN = "form-seen"  # input of the one-page form: the edition on the page; the hyphen keeps it apart from all questions
MINUTES = {Kind.LONG_TEXT: 3.0, Kind.SHORT_TEXT: 1.0, Kind.RANKING: 1.0, Kind.NUMBER: 1.0}


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@gives_words_back
def respond(request: HttpRequest, slug: str) -> HttpResponse:
    form = asked_form(slug)
    if form.restricted:
        if request.method == "POST":
            raise Closed(say(BY_INVITATION))
        return render(request, "responses/by_invitation.html", {"form": form})
    if "key" in request.POST:  # a whole answer: it is read by the form on its page, whatever was corrected or closed since
        seen = request.POST.get(SEEN, "")
        return _one_page(request, form if seen == form.edition else form_of_edition(slug, seen) or form)
    if "team" in request.POST:
        return start_for_team(request, form)
    standing = form.standing(timezone.now())
    if form.layout == Layout.ONE_PAGE and standing == Standing.OPEN:
        return _one_page(request, form)
    if request.method == "POST":
        return _start(request, form)
    if standing != Standing.OPEN:
        return render(request, "responses/not_open.html", {"form": form, "standing": standing})
    words = {"csrf": get_token(request), "begun": _begun(request, form) + offers(request, form)}
    page = render_page(request, "responses/start.html", form, (), raw={}, asked=(), words=words, fixed=lambda: _about(form))
    return HttpResponse(page)


def _about(form: AskedForm) -> dict[str, object]:
    return {"language_options": language_options(), "minutes": minutes(form.spec), "questions": len(form.spec.by_key)}


@per_language
def language_options(chosen: str = "und") -> SafeString:
    options = ((tag, mark_safe(" selected") if tag == chosen else "", say(name)) for tag, name in LANGUAGES)
    return format_html_join("", '<option value="{}"{}>{}</option>', options)


def minutes(spec: FormSpec) -> int:
    """A guess, to the next five: half a minute for a tick, one for a line, three for a long text."""

    def of(question: QuestionSpec) -> float:
        return MINUTES.get(Kind(question.kind), 0.5)

    return max(5, -(-round(2 + sum(map(of, spec.questions()))) // 5) * 5)


def _start(request: HttpRequest, form: AskedForm) -> HttpResponse:
    draft = start_draft(form=form, language=language_of(request.POST.get("language", "")))
    answer = SeeOther(reverse("draft", args=[draft.idempotency_key]))
    remember_draft(request, answer, slug=form.consultation_slug, key=str(draft.idempotency_key))
    return answer


def _begun(request: HttpRequest, form: AskedForm) -> SafeString:
    """An offer to go on with the draft this browser started; or nothing."""
    key = remembered_draft(request, form.consultation_slug)
    if not key:
        return mark_safe("")
    return format_html(
        '<div class="notice"><div><p class="notice-title">{}</p><p><a class="btn btn-primary" href="{}">{}</a></p></div></div>',
        _("You have started already, in this browser."),
        reverse("draft", args=[key]),
        _("Go on with my answers"),
    )


def one_page_parts(form: AskedForm) -> list[Part]:
    return [profile_part(), *(section_part(form, section.key) for section in form.spec.sections), consent_part()]


def _one_page(request: HttpRequest, form: AskedForm) -> HttpResponse:
    """The whole form, posted straight to submission. The key made with the page keeps a second post from being stored."""
    raw: dict[str, list[str]] = {}
    errors: dict[str, str] = {}
    key, language = None, "und"
    notice = _begun(request, form) + offers(request, form) if request.method != "POST" else mark_safe("")
    if request.method == "POST":
        key, language, raw = _key_posted(request), language_of(request.POST.get("language", "")), posted_values(request)
        notice = mark_safe("") if key else _again()
        if key and request.POST.get("go") == "draft":
            return _as_draft(request, form, key, raw, language)
        try:
            if key:
                return to_receipt(request, submit_one_page(form=form, key=key, posted=raw, language=language))
        except KeptAsDraft:
            answer = SeeOther(reverse("draft-confidential", args=[key]))
            remember_draft(request, answer, slug=form.consultation_slug, key=str(key))
            return answer
        except NotReady as not_ready:
            errors = dict(not_ready.errors)
    parts = one_page_parts(form)
    asked = frozenset(block.key for part in parts for block in part.blocks)
    words = {
        "csrf": get_token(request),
        "key": str(key or uuid.uuid4()),
        "notice": notice,
        "language": "" if language == "und" else language,
        "language_options": language_options(language),
    }
    return HttpResponse(
        render_page(request, "responses/one_page.html", form, parts, raw=raw, asked=asked, words=words, errors=errors)
    )


def _again() -> SafeString:
    return format_html(
        '<div class="notice notice-warning"><div><p class="notice-title">{}</p><p>{}</p></div></div>',
        _("Not sent yet."),
        _("The page was not complete when it was sent. Everything you typed is here: please send it again."),
    )


def _as_draft(request: HttpRequest, form: AskedForm, key: uuid.UUID, posted: dict[str, list[str]], language: str) -> HttpResponse:
    """What was typed on one page goes on as a draft, which has room for files, members and colleagues."""
    keep_as_draft(form=form, key=key, posted=posted, language=language)
    answer = SeeOther(reverse("draft", args=[key]))
    remember_draft(request, answer, slug=form.consultation_slug, key=str(key))
    return answer


def _key_posted(request: HttpRequest) -> uuid.UUID | None:
    try:
        return uuid.UUID(request.POST.get("key", ""))
    except ValueError:
        return None
