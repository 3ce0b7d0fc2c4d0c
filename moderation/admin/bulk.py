"""The same decision on many: a page to look before, and one to read after."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.admin import AdminSite
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from core.admin import actor
from core.errors import BadInput, PortalError
from moderation import disclosure
from moderation.admin.lists import MOST_COUNTED
from moderation.admin.tags import Tag, consent_tag
from moderation.forms import ReasonForm
from moderation.services.decide import MOST_AT_ONCE, BulkOutcome, decide_many, objection
from moderation.services.journal import last_decisions
from moderation.states import DONE, Act
from responses.models import Response

IN_BULK = (Act.PUBLISH, Act.DECLINE)
_ROW = re.compile(r"\d{1,18}:\d{1,5}\Z", re.ASCII)


@dataclass(frozen=True)
class Row:
    response: Response
    who: str
    consent: Tag
    token: str
    objection: PortalError | None


def review(site: AdminSite, request: HttpRequest, queryset: QuerySet[Any], act: Act) -> HttpResponse:
    """What will be done and what not, before anything is: up to 500 of the rows, oldest first."""
    rows = list(queryset.order_by("submitted_at", "pk")[:MOST_AT_ONCE])
    chosen = queryset.order_by().values("pk")[:MOST_COUNTED].count() if len(rows) == MOST_AT_ONCE else len(rows)
    seen = {pk: decision.number for pk, decision in last_decisions([row.pk for row in rows]).items()}
    form = ReasonForm(act)
    return _review_page(site, request, rows, seen, form, left_for_later=chosen - len(rows))


def decide_selected(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The post of the review page. All that can be done is done; the rest is named with its reason."""
    act = request.POST.get("act", "")
    if act not in IN_BULK:
        raise BadInput()
    seen = _seen(request.POST.getlist("row"))
    form = ReasonForm(act, request.POST)
    if not form.is_valid():
        rows = Response.objects.submitted().filter(pk__in=list(seen)).defer("draft", "answers").order_by("submitted_at", "pk")
        return _review_page(site, request, list(rows), seen, form, left_for_later=0)
    outcome = decide_many(
        ids_with_seen=seen, act=act, reason=form.cleaned_data["reason"], note=form.cleaned_data["note"], by=actor(request)
    )
    if outcome.refused:
        return _outcome_page(site, request, Act(act), outcome)
    messages.success(request, f"{_responses(len(outcome.done))} {DONE[act]}.")
    return HttpResponseRedirect(_list_address(request))


def _review_page(
    site: AdminSite,
    request: HttpRequest,
    responses: list[Response],
    seen: Mapping[int, int],
    form: ReasonForm,
    left_for_later: int,
) -> HttpResponse:
    last = last_decisions([response.pk for response in responses])
    rows = [
        Row(
            response,
            disclosure.identity(response.consent, response.name, response.organisation).line,
            consent_tag(response),
            f"{response.pk}:{seen.get(response.pk, 0)}",
            objection(response, form.act, seen.get(response.pk, 0), last.get(response.pk)),
        )
        for response in responses
    ]
    possible = [row for row in rows if row.objection is None]
    context = {
        **site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": f"{form.button}: {_responses(len(possible))}",
        "form": form,
        "possible": possible,
        "refused": [row for row in rows if row.objection is not None],
        "left_for_later": left_for_later,
        "most_at_once": MOST_AT_ONCE,
        "list_address": _list_address(request),
        "address": f"{reverse('admin:responses_response_decide')}?{request.GET.urlencode()}",
    }
    return render(request, "admin/moderation/bulk_review.html", context, status=422 if form.is_bound else 200)


def _outcome_page(site: AdminSite, request: HttpRequest, act: Act, outcome: BulkOutcome) -> HttpResponse:
    context = {
        **site.each_context(request),
        "is_nav_sidebar_enabled": False,
        "title": f"{_responses(len(outcome.done))} {DONE[act]}, {len(outcome.refused)} not",
        "outcome": outcome,
        "list_address": _list_address(request),
    }
    return render(request, "admin/moderation/bulk_outcome.html", context)


def _seen(rows: list[str]) -> dict[int, int]:
    if not rows or len(rows) > MOST_AT_ONCE or not all(_ROW.match(row) for row in rows):
        raise BadInput()
    pairs = (row.split(":") for row in rows)
    return {int(pk): int(number) for pk, number in pairs}


def _list_address(request: HttpRequest) -> str:
    return f"{reverse('admin:responses_response_changelist')}?{request.GET.urlencode()}".rstrip("?")


def _responses(count: int) -> str:
    return "1 response" if count == 1 else f"{count:,} responses"
