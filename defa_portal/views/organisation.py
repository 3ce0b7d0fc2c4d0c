"""The page of one organisation, for its members: its people, and what it drafted and sent."""

import uuid

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.queries import should_be_protected, team_of
from accounts.views.pages import signed_in
from responses.queries import filed_by


@require_safe
@signed_in
def organisation(request: HttpRequest, user: User, key: uuid.UUID) -> HttpResponse:
    team = team_of(user, key)
    context = {
        "team": team,
        "filed": filed_by(team.organisation),
        "ask_to_protect": should_be_protected(user, [team.mine]),
        "csrf": get_token(request),
    }
    return render(request, "accounts/organisation.html", context)
