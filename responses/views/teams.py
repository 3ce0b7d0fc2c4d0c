"""Answering for an organisation: starting its draft, and what its members see of each other on the way."""

import uuid
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.models import User
from accounts.permissions import is_lead, leads_of
from accounts.queries import is_protected, memberships_of, organisation_for
from consultations.queries import AskedForm
from core.errors import BadInput
from core.templatetags.portal import moment
from responses.languages import LANGUAGES, language_of
from responses.models import Response
from responses.progress import Task
from responses.queries import current_of, draft_of
from responses.services.team_drafts import mark_part, start_team_draft
from responses.together import Done, PartTogether, part_keys
from responses.views.private import SeeOther, draft_and_form, private_page


def offers(request: HttpRequest, form: AskedForm) -> SafeString:
    """On the page where one starts: to answer for one's organisations. Nothing, and no query, for everyone else."""
    if not isinstance(request.user, User):
        return mark_safe("")
    teams = [membership.organisation for membership in memberships_of(request.user)]
    context = {
        "teams": [(team, draft_of(team, form.phase_id), current_of(team, form.phase_id)) for team in teams],
        "languages": LANGUAGES,
        "csrf": get_token(request),
        "address": reverse("respond", args=[form.consultation_slug]),
    }
    return mark_safe(render_to_string("responses/_for_a_team.html", context))  # noqa: S308 - made by a template


def start_for_team(request: HttpRequest, form: AskedForm) -> HttpResponse:
    """The one draft of this organisation for this phase: begun now, or by a colleague before."""
    if not isinstance(request.user, User):
        raise BadInput(_("You were signed out. Sign in again to answer for your organisation."))
    try:
        key = uuid.UUID(request.POST.get("team", ""))
    except ValueError:
        raise BadInput() from None
    team = organisation_for(request.user, key).organisation
    sent = current_of(team, form.phase_id)
    if sent is not None:
        return SeeOther(reverse("own-response", args=[sent.reference]))
    language = language_of(request.POST.get("language", ""))
    draft = start_team_draft(form=form, language=language, team=team, by=request.user.pk)
    return SeeOther(reverse("draft", args=[draft.idempotency_key]))


@private_page
@require_POST
def mark_ready(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    found, form = draft_and_form(key, request.user.pk)
    part = request.POST.get("part", "")
    if part not in part_keys(form):
        raise BadInput()
    mark_part(key=key, part=part, ready=request.POST.get("ready") == "yes", by=request.user.pk)
    return SeeOther(f"{reverse('draft', args=[found.idempotency_key])}#colleagues")


def tasks_together(tasks: tuple[Task, ...], together: dict[str, PartTogether]) -> list[Task]:
    """The lines of the task list with who edited last and when."""
    return [replace(task, hint=_hint(task.hint, together[task.key])) if task.key in together else task for task in tasks]


def team_context(request: HttpRequest, draft: Response) -> dict[str, object]:
    """What the task list and the check page show of an organisation's draft; nothing for any other."""
    if draft.team is None:
        return {"team": None}
    assert isinstance(request.user, User)
    lead = is_lead(request.user.pk, draft.team.pk)
    return {
        "team": draft.team,
        "is_lead": lead,
        "leads": ", ".join(map(str, leads_of(draft.team.pk))),
        "ask_to_protect": lead and draft.team.is_verified and not is_protected(request.user),
        "csrf": get_token(request),
    }


def _hint(hint: str, part: PartTogether) -> SafeString:
    lines = [hint] if hint else []
    if part.edited:
        lines.append(format_html(_("Last edited by {who}"), who=_done(part.edited)))
    if part.ready:
        words = _("Changed since it was marked as ready by {who}") if part.changed_since else _("Marked as ready by {who}")
        lines.append(format_html(words, who=_done(part.ready)))
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in lines))


def _done(done: Done) -> SafeString:
    return format_html("{}, {}", done.who or _("a former colleague"), moment(done.at, short=True))
