"""The list of consultations and the page of one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from consultations.queries import ConsultationPage, RevisionRow, Window, consultation_page, listed
from consultations.states import Standing
from consultations.texts import texts_of_consultation
from core.pagecache import public_page, valid_until
from core.rendering import render_public
from defa_portal.views.public import standing
from defa_portal.views.public.timeline import next_change
from elements.queries import element_links
from moderation.queries import published_by_phase, published_counts


@dataclass(frozen=True)
class Asked:
    """What a form asks, for the page of its consultation."""

    sections: tuple[tuple[str, int], ...]  # title, number of questions
    questions: int


@dataclass(frozen=True)
class PhaseRow:
    """One phase of a consultation: its window, its form, the texts put up in it (slug, title, version), what is published."""

    window: Window
    look: standing.Look
    asked: Asked | None
    texts: tuple[tuple[str, str, int], ...]
    published: int


@public_page
def consultations(request: HttpRequest) -> HttpResponse:
    """``?element=<slug>&standing=open|upcoming|closed``; unknown values are ignored."""
    now, zone = timezone.now(), ZoneInfo(settings.STATED_TIME_ZONE)
    elements, published, rows = element_links(), published_counts(), listed()
    element = request.GET.get("element", "")
    element = element if element in {link.slug for link in elements} else ""
    wanted = request.GET.get("standing", "")
    wanted = wanted if wanted in Standing.values else ""
    cards = [standing.card(row, now, zone, published.get(row.slug, 0)) for row in rows]
    shown = [
        card
        for card in standing.in_order(cards)
        if (not wanted or card.look.standing == wanted) and (not element or element in dict(card.consultation.elements))
    ]
    page = render_public(
        request,
        "consultations/list.html",
        {
            "cards": shown,
            "all": len(cards),
            "elements": elements,
            "standings": [(one.value, one.label) for one in standing.ORDER],
            "element": element,
            "standing": wanted,
            "has_examples": any(card.consultation.is_example for card in shown),
        },
    )
    return valid_until(page, next_change(now, zone, [window for row in rows for window in row.windows]))


@public_page
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    now, zone = timezone.now(), ZoneInfo(settings.STATED_TIME_ZONE)
    found = consultation_page(slug)
    row, window = found.listed, found.listed.matters(now)
    published = published_by_phase(found.head.id)
    page = render_public(
        request,
        "consultations/detail.html",
        {
            "consultation": found.head,
            "card": standing.Card(row, window, standing.look(window, now, zone), sum(published.values())),
            "phases": [_phase(one, now, found, published) for one in row.windows],
            "texts": texts_of_consultation(found.head.id),
            "asked": _asked(window, found.revisions),
            "corrections": [one for one in found.revisions if one.number > 1],
        },
    )
    return valid_until(page, next_change(now, zone, list(row.windows)))


def _phase(window: Window, now: datetime, found: ConsultationPage, published: Mapping[int, int]) -> PhaseRow:
    newest = next((one for one in found.revisions if one.phase_number == window.phase_number), None)
    texts = tuple(
        (text.slug, text.title, version)
        for text in texts_of_consultation(found.head.id)
        for phase, version in text.phases
        if phase == window.phase_number
    )
    look = standing.look(window, now, ZoneInfo(settings.STATED_TIME_ZONE))
    return PhaseRow(window, look, _asked(window, found.revisions), texts, published.get(newest.phase_id, 0) if newest else 0)


def _asked(window: Window | None, revisions: tuple[RevisionRow, ...]) -> Asked | None:
    """The newest form of the phase that matters; None while there is none."""
    newest = next((one for one in revisions if window and one.phase_number == window.phase_number), None)
    if newest is None:
        return None
    sections = tuple((section.title, len(section.questions)) for section in newest.spec.sections)
    return Asked(sections, sum(number for _, number in sections))
