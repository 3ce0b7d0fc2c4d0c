"""The timeline for calendars and, as Atom (RFC 4287), for feed readers, with the same filters as the page."""

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape

from consultations.queries import windows
from core.pagecache import public_page, valid_until
from defa_portal.views.public import line, steps
from defa_portal.views.public.timeline import next_change

if TYPE_CHECKING:
    EntryFeed = Feed[line.Entry, None]
else:
    EntryFeed = Feed


@public_page
def timeline_ics(request: HttpRequest) -> HttpResponse:
    from defa_portal.views.public.ical import calendar  # see there

    return HttpResponse(
        calendar(request),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="defa-timeline.ics"'},
    )


class TimelineAtom(EntryFeed):
    """One entry per step; its ``updated`` is the moment of its last change, so readers show what moved."""

    feed_type = Atom1Feed
    title = "DEFA timeline"
    subtitle = "Milestones of the ASEAN Digital Economy Framework Agreement and consultation windows."

    def get_object(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        self.request = request

    def link(self) -> str:
        return steps.address(self.request, reverse("timeline"))

    def feed_url(self) -> str:
        return steps.address(self.request, self.request.get_full_path())

    def items(self) -> list[line.Entry]:
        return sorted(steps.entries(self.request), key=lambda entry: (steps.updated(entry), entry.anchor), reverse=True)

    def item_title(self, item: line.Entry) -> str:
        if item.milestone:
            return steps.title(item.milestone)
        return f"{steps.window_title(steps.window_of(item))}: {item.word.lower()}"

    def item_description(self, item: line.Entry) -> str:
        if item.milestone:
            return escape(f"{item.milestone.when.words}. {steps.description(item.milestone)}")
        window, zone = steps.window_of(item), ZoneInfo(settings.STATED_TIME_ZONE)
        opens, closes = (f"{at.astimezone(zone):%d %B %Y, %H:%M} {zone.key}" for at in (window.opens_at, window.closes_at))
        return escape(f"{window.phase_title}. Answers from {opens} to {closes}.")

    def item_link(self, item: line.Entry) -> str:
        if item.milestone:
            return steps.address(self.request, f"{reverse('timeline')}#{item.anchor}")
        return steps.address(self.request, f"/consultations/{steps.window_of(item).slug}/")

    def item_guid(self, item: line.Entry) -> str:
        return f"urn:uuid:{item.milestone.uid if item.milestone else steps.window_uuid(steps.window_of(item), 'window')}"

    def item_updateddate(self, item: line.Entry) -> datetime:
        return steps.updated(item)

    def item_categories(self, item: line.Entry) -> list[str]:
        return [str(item.milestone.kind.label) if item.milestone else "Consultation"]


@public_page
def timeline_atom(request: HttpRequest) -> HttpResponse:
    response = TimelineAtom()(request)
    now, zone = timezone.now(), ZoneInfo(settings.STATED_TIME_ZONE)
    return valid_until(response, next_change(now, zone, windows()))
