"""The last look at a draft, and sending it."""

import uuid
from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from consultations.asked import correction_since
from consultations.kinds.base import input_at
from consultations.queries import AskedForm
from consultations.rendering import named
from core.language import say
from responses.claims import CLAIM_NAMES, WORDING, text_names
from responses.comments import error_place
from responses.filing import FILES
from responses.forms import CONSENT, MEMBERS, PROFILE, consent_part, profile_part
from responses.member_summary import drafted_group, shown_with_members
from responses.merging import read_version
from responses.models import Response
from responses.pairs import pairs_of
from responses.progress import Progress, progress_of
from responses.sections import CONSENT_NAMES, PROFILE_NAMES
from responses.services.conflicts import errors_of_open_conflicts, open_conflicts
from responses.services.files import files_of
from responses.services.submit import ChangedSince, NotReady, submit_draft
from responses.summary import answer_groups, comment_groups, consent_group, profile_group, shown_under
from responses.views.drafts import address_of
from responses.views.private import draft_and_form, late_words, private_page
from responses.views.receipts import to_receipt
from responses.views.teams import team_context


@private_page
@require_safe
def check(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    found, form = draft_and_form(key, request.user.pk)
    return _check_page(request, found, form)


@private_page
@require_POST
def submit(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Pressed twice, or again after a lost connection, it leads to the same receipt."""
    try:
        receipt = submit_draft(key=key, by=request.user.pk, seen=read_version(request.POST.get("seen", "")))
    except (NotReady, ChangedSince) as refused:
        found, form = draft_and_form(key, request.user.pk)
        return _check_page(request, found, form, status=refused.status)
    return to_receipt(request, receipt)


def _check_page(request: HttpRequest, found: Response, form: AskedForm, status: int = 200) -> HttpResponse:
    key = found.idempotency_key
    here = reverse("draft", args=[key])
    files = files_of(found)
    progress = progress_of(form, found.draft, here, files, errors_of_open_conflicts(open_conflicts(found)))
    reading = progress.reading
    profile, consent = address_of(key, PROFILE), address_of(key, CONSENT)
    context = {
        "form": form,
        "draft": found,
        "here": here,
        "groups": [
            profile_group(reading.profile, profile, found.language),
            *drafted_group(reading.members, address_of(key, MEMBERS)),
            *answer_groups(form, reading.form.answers, reading.form.shown, here, found.language),
            *comment_groups(form.texts, reading.comments, here, found.language),
            consent_group(reading.consent, consent),
        ],
        "pairs": pairs_of(reading.claim.texts, language=found.language, urls=text_urls(form, here)),
        "files": files,
        "file_base": f"{here}files/",
        "claimed": reading.claim.is_made,
        "missing": missing_links(form, progress, here),
        "shown": shown_with_members(
            shown_under(reading.consent, reading.profile, claimed=reading.claim.is_made), reading.members
        ),
        "corrected": correction_since(form),
        "late": late_words(form, found),
        "refused": status == NotReady.status,
        "changed_since": say(ChangedSince.sentence) if status == ChangedSince.status else "",
        "seen": found.draft_version,
        "csrf": get_token(request),
        **team_context(request, found),
    }
    return render(request, "responses/check.html", context, status=status)


def text_urls(form: AskedForm, here: str) -> dict[str, str]:
    """Key of each statement -> where its text can be changed."""
    comments = {text.statement(one.key): f"{here}texts/{text.slug}/{one.key}/" for text in form.texts for one in text.paragraphs}
    return comments | {
        name: f"{here}s/{section.key}/#q-{question.key}"
        for section in form.spec.sections
        for question in section.questions
        for name in text_names(question)
    }


def missing_links(form: AskedForm, progress: Progress, here: str) -> list[tuple[str, str]]:
    """(address, sentence) of what must be answered or changed, in the order of the pages."""
    links = []
    sections = {q.key: section.key for section in form.spec.sections for q in section.questions}
    titles = {section.key: section.title for section in form.spec.sections}
    texts = Counter(say(q.text) for q in form.spec.by_key.values())
    own = {block.key: block for part in (profile_part(), consent_part()) for block in part.blocks}
    for name, found in progress.reading.errors.items():
        sentence = say(found)
        if name in PROFILE_NAMES:
            links.append((f"{here}about-you/#{own[name].first_id}", named(own[name].text, sentence)))
        elif name in CONSENT_NAMES:
            links.append((f"{here}publication/#{own[name].first_id}", named(own[name].text, sentence)))
        elif name == FILES:
            links.append((f"{here}files/", named(_("Files"), sentence)))
        elif name in CLAIM_NAMES or name.startswith(WORDING):
            links.append((f"{here}confidential/#q-{name}", named(_("Confidential passages"), sentence)))
        elif of_text := error_place(form.texts, name):
            text, paragraph = of_text
            links.append(
                (
                    f"{here}texts/{text.slug}/{paragraph.key}/#id_{name}",
                    named(f"{say(text.title)}, {say(paragraph.name)}", sentence),
                )
            )
        elif name in sections:
            about = say(form.spec.by_key[name].text)
            if texts[about] > 1:  # asked on more than one page
                about = f"{say(titles[sections[name]])} – {about}"
            place = f"id_{at}" if (at := input_at(found)) else f"q-{name}"
            links.append((f"{here}s/{sections[name]}/#{place}", named(about, sentence)))
    return links
