"""Members a response was filed for, as officers see them."""

from dataclasses import dataclass

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.permissions import can_read_responses
from moderation.services.respondents import phases_with_members
from responses.members import UNNAMED
from responses.models import Response
from responses.profile import REPRESENTING

FOR_MODERATORS = "A member, named only to moderators"


@dataclass(frozen=True)
class MemberLine:
    title: str
    number: str  # of its register, where it may be read
    facts: str


def members_of(response: Response, *, names: bool) -> list[MemberLine]:
    """``names``: whether this officer may read those named to the secretariat. No query for who cannot file for others."""
    rows = response.members.all() if response.capacity in REPRESENTING else ()
    return [
        MemberLine(
            UNNAMED if row.is_unnamed else row.name if names else FOR_MODERATORS, row.register_number if names else "", row.facts
        )
        for row in rows
    ]


def counted_page(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """For how many distinct respondents the responses of each phase speak."""
    if not can_read_responses(request.user):
        raise PermissionDenied
    context = {**site.each_context(request), "title": "Members filed for", "phases": phases_with_members()}
    return render(request, "admin/moderation/counted.html", context | {"is_nav_sidebar_enabled": False})
