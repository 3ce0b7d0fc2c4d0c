"""One's own response, for the browser that may open it: where it stands, what was decided and why, and what was sent."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import is_lead
from consultations.asked import asked_form_of
from core.language import say
from core.words import message
from moderation.models import Decision
from responses.permissions import own_response_for
from responses.services.amend import may_amend
from responses.services.late import late_change_of
from responses.states import ResponseState, Standing
from responses.views.private import private_page
from responses.views.receipts import both_sides, sent_groups

WORDS = {
    Standing.NONE: (message("Not before the secretariat"), "information", "plain"),
    Standing.WAITING: (message("Waiting to be read"), "waiting", "wait"),
    Standing.PUBLISHED: (message("Published"), "done", "good"),
    Standing.KEPT: (message("Counted, not published"), "hidden", "plain"),
    Standing.DECLINED: (message("Not published"), "declined", "bad"),
    Standing.RETURNED: (message("Returned to you for a change"), "returned", "wait"),
}


@private_page
@require_safe
def own_response(request: HttpRequest, reference: str) -> HttpResponse:
    response = own_response_for(request, reference)
    word, icon, tone = WORDS[Standing(response.standing)]
    if response.state == ResponseState.WITHDRAWN:
        word, icon, tone = message("Withdrawn"), "superseded", "plain"
    form = asked_form_of(response.revision_id)
    acts = not response.team_id or is_lead(request.user.pk, response.team_id)
    context = {
        "form": form,
        "response": response,
        "word": say(word),
        "icon": icon,
        "tone": tone,
        "decisions": list(Decision.objects.filter(reference=reference).exclude(act="remove")),
        "late_change": late_change_of(reference) if timezone.now() >= form.closes_at else None,
        "may_amend": acts and may_amend(response),
        "may_withdraw": acts and response.state == ResponseState.SUBMITTED,
        "is_public": response.state == ResponseState.SUBMITTED and response.standing == Standing.PUBLISHED,
        "groups": sent_groups(response),
        "both_sides": both_sides(response),
        "csrf": get_token(request),
    }
    return render(request, "responses/own.html", context)
