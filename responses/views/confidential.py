"""The part of a draft that is there once something is confidential: why, and what everyone may read instead."""

import uuid

from django import forms
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.fields import ONE, Inputs, checkboxes, radios
from consultations.queries import AskedForm
from consultations.rendering import Block, Part, build_part, error_summary, render_part
from core.language import say
from core.words import message
from responses.claims import (
    CERTIFY,
    CLAIM_NAMES,
    LONGEST_WORDING,
    LONGEST_WORDS,
    REASON,
    REASONS,
    WORDING,
    WORDS,
    Claim,
    MarkedText,
)
from responses.forms import CLAIM
from responses.models import Response
from responses.pairs import in_its_sentence
from responses.profile import said
from responses.progress import next_part, parts_of, place_words
from responses.reading import WholeReading, read_whole
from responses.services.drafts import save_draft
from responses.services.files import files_of
from responses.views.drafts import address_of
from responses.views.private import (
    SeeOther,
    draft_and_form,
    gives_words_back,
    late_words,
    posted_values,
    private_page,
    saved_words,
    seen_of,
)
from responses.views.together import started_from

CERTIFICATE = message("I confirm: this is confidential, is not public already, and would not normally be released to the public.")


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@gives_words_back
def confidential(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    found, form = draft_and_form(key, request.user.pk)
    raw = found.draft
    if request.method == "POST":
        posted = {name: values for name, values in posted_values(request).items() if is_of_claim(name)}
        saved = save_draft(key=key, posted=posted, seen=seen_of(request), by=request.user.pk)
        if saved.twice:
            return SeeOther(f"{request.path}#two-texts")
        found.draft_version, found.saved_at = saved.version, saved.saved_at
        raw = {**raw, **(posted if saved.draft is None else saved.draft)}
    reading = read_whole(form.spec, raw, form.texts, files_of(found))
    if not reading.claim.is_made or request.POST.get("go") == "overview":
        return SeeOther(reverse("draft", args=[key]))
    errors = {name: say(sentence) for name, sentence in reading.errors.items() if is_of_claim(name)}
    if request.method == "POST" and not errors:
        parts = parts_of(form, reading.form.shown, raw, claimed=True)
        return SeeOther(address_of(key, next_part(parts, CLAIM)))
    return _page(request, found, form, raw, reading, errors if request.method == "POST" else {})


def is_of_claim(name: str) -> bool:
    return name in CLAIM_NAMES or name.startswith(WORDING)


def claim_part(claim: Claim) -> Part:
    """Made for one draft, whose passages it asks about."""
    wordings = [
        Block(
            name,
            _("What may everyone read in place of passage %(number)s?") % {"number": number},
            _text(name, LONGEST_WORDING),
            help=format_html('<span class="in-sentence">{}<mark>{}</mark>{}</span>', *in_its_sentence(text, place)),
        )
        for number, (text, place, name) in enumerate(_passages(claim), start=1)
    ]
    return build_part(
        CLAIM,
        _("Confidential passages"),
        "",
        (
            Block(REASON, _("Why is this confidential?"), radios(REASON, said(REASONS)), needed=True),
            Block(WORDS, _("Say more about the reason, if you wish"), _text(WORDS, LONGEST_WORDS)),
            *wordings,
            Block(CERTIFY, _("Your confirmation"), checkboxes(CERTIFY, (("yes", say(CERTIFICATE)),)), needed=True),
        ),
    )


def _passages(claim: Claim) -> list[tuple[MarkedText, int, str]]:
    return [(text, place, name) for text in claim.texts for place, name in enumerate(text.wording_names())]


def _text(name: str, limit: int) -> Inputs:
    widget = forms.Textarea(attrs={"rows": 2, "cols": False, "dir": "auto"})
    return Inputs({name: forms.CharField(required=False, strip=False, widget=widget)}, ONE, "", limit)


def _page(
    request: HttpRequest,
    found: Response,
    form: AskedForm,
    raw: dict[str, list[str]],
    reading: WholeReading,
    errors: dict[str, str],
) -> HttpResponse:
    part = claim_part(reading.claim)
    asked = frozenset(block.key for block in part.blocks)
    parts = parts_of(form, reading.form.shown, raw, claimed=True)
    language = "" if found.language == "und" else found.language
    context = {
        "form": form,
        "here": reverse("draft", args=[found.idempotency_key]),
        "fields": render_part(part, raw, asked, errors, language),
        "summary": error_summary([part], asked, errors),
        "progress": place_words(parts, CLAIM),
        "saved": saved_words(found),
        "late": late_words(form, found),
        **started_from(request, found, form, part, raw),
        "csrf": get_token(request),
    }
    return render(request, "responses/confidential.html", context)
