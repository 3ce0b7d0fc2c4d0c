"""Draft texts inside one's own draft: the text with what one said of it, and one page for each paragraph."""

import uuid
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from consultations.queries import AskedForm
from consultations.redline import Piece, redline
from consultations.rendering import named, shown_now
from consultations.rendering.forms import render_part
from consultations.states import PositionValue
from consultations.texts import AskedText, ShownParagraph
from core.errors import NotFound
from core.language import say
from responses.commenting import comment_part
from responses.comments import Comment, read_comments
from responses.models import Response
from responses.progress import next_part, parts_of, place_words
from responses.services.drafts import save_draft
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

LOOKS = {
    PositionValue.SUPPORT: ("done", "good"),
    PositionValue.WITH_CHANGES: ("draft", "now"),
    PositionValue.OPPOSE: ("declined", "bad"),
    PositionValue.NO_VIEW: ("unknown", "plain"),
}


@dataclass(frozen=True)
class Said:
    """One's own comment beside its paragraph. ``position``: word, icon and tone, or nothing."""

    comment: Comment
    position: tuple[str, str, str] | None
    redline: tuple[Piece, ...]
    errors: tuple[str, ...]


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest, key: uuid.UUID, text_slug: str) -> HttpResponse:
    """POST says that one has read to the end, and goes on."""
    found, form = draft_and_form(key, request.user.pk)
    text = _text_in(form, text_slug)
    shown = shown_now(form.spec, found.draft)
    parts = parts_of(form, shown, found.draft, confidential_file=found.has_confidential_file)
    if request.method == "POST":
        save_draft(key=key, posted={text.seen: ["yes"]}, by=request.user.pk)
        if request.POST.get("go") == "overview":
            return SeeOther(reverse("draft", args=[key]))
        return SeeOther(address_of(key, next_part(parts, text.part)))
    comments, errors = read_comments([text], found.draft)
    said = {comment.paragraph.key: _said(text, comment, errors) for comment in comments}
    context = {
        "form": form,
        "here": reverse("draft", args=[key]),
        "draft_text": text,  # “text” is what the banner of example data says
        "rows": [(paragraph, said.get(paragraph.key)) for paragraph in text.paragraphs],
        "comments": len(comments),
        "progress": place_words(parts, text.part),
        "language": "" if found.language == "und" else found.language,
        "late": late_words(form, found),
        "csrf": get_token(request),
    }
    return render(request, "responses/text.html", context)


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@gives_words_back
def comment(request: HttpRequest, key: uuid.UUID, text_slug: str, paragraph: str) -> HttpResponse:
    """Save what was posted, all of it, and only then say what is wrong with it."""
    found, form = draft_and_form(key, request.user.pk)
    text = _text_in(form, text_slug)
    about = text.by_key.get(paragraph)
    if about is None:
        raise NotFound()
    names, raw, errors = text.names(paragraph), found.draft, {}
    back = f"{reverse('draft-text', args=[key, text_slug])}#{paragraph}"
    if request.method == "POST":
        deleted = request.POST.get("go") == "delete"
        posted = {name: [""] for name in names.values()} if deleted else posted_values(request, tuple(names.values()))
        saved = save_draft(key=key, posted=posted, seen=seen_of(request), by=request.user.pk)
        if saved.twice:
            return SeeOther(f"{request.path}#two-texts")
        found.draft_version, found.saved_at = saved.version, saved.saved_at
        raw = {**raw, **(posted if saved.draft is None else saved.draft)}
        errors = {name: say(sentence) for name, sentence in read_comments([text], raw)[1].items() if name in names.values()}
        if not errors:
            return SeeOther(back)
    return render(
        request,
        "responses/comment.html",
        _comment_page(request, found, form, text, about, raw, errors)
        | {
            "here": reverse("draft", args=[key]),
            "back": back,
            "saved": saved_words(found),
        },
    )


def _comment_page(
    request: HttpRequest,
    draft: Response,
    form: AskedForm,
    text: AskedText,
    about: ShownParagraph,
    raw: dict[str, list[str]],
    errors: dict[str, str],
) -> dict[str, object]:
    part, names = comment_part(text, about.key), text.names(about.key)
    found = next((one for one in read_comments([text], raw)[0] if one.paragraph.key == about.key), None)
    shown = raw if any(raw.get(names["wording"]) or ()) else {**raw, names["wording"]: [about.text]}
    return {
        "form": form,
        "draft_text": text,
        "paragraph": about,
        "place": found.place if found else None,
        "redline": redline(about.text, found.wording) if found and found.wording else (),
        "has_comment": found is not None,
        "fields": render_part(part, shown, [block.key for block in part.blocks], errors),
        "at_name": names["at"],
        "at": next(iter(raw.get(names["at"]) or ()), ""),
        "quote_name": names["quote"],
        "marked_name": names["comment"],
        "summary": [(block.first_id, named(block.text, errors[block.key])) for block in part.blocks if block.key in errors],
        "late": late_words(form, draft),
        "csrf": get_token(request),
        **started_from(request, draft, form, part, shown, [names["at"]]),
    }


def _text_in(form: AskedForm, slug: str) -> AskedText:
    """Raises NotFound for a text that is not put up in this phase."""
    for text in form.texts:
        if text.slug == slug:
            return text
    raise NotFound()


def _said(text: AskedText, comment: Comment, errors: dict[str, str]) -> Said:
    known = comment.position in PositionValue.values
    position = PositionValue(comment.position) if known else None
    names = text.names(comment.paragraph.key).values()
    return Said(
        comment,
        (str(position.label), *LOOKS[position]) if position else None,
        redline(comment.paragraph.text, comment.wording) if comment.wording else (),
        tuple(say(errors[name]) for name in names if name in errors),
    )
