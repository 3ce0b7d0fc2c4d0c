"""The home page: what is open, where the negotiation stands, how it works."""

from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from consultations.queries import listed
from core.pagecache import public_page, valid_until
from core.rendering import render_public
from defa_portal.views.public import standing
from defa_portal.views.public.timeline import next_change
from elements.queries import element_links, last_and_next
from moderation.queries import published_counts

MOST_CLOSED = 2


@public_page
def home(request: HttpRequest) -> HttpResponse:
    now, zone = timezone.now(), ZoneInfo(settings.STATED_TIME_ZONE)
    published = published_counts()
    consultations = listed(with_elements=False)
    cards = standing.in_order([standing.card(one, now, zone, published.get(one.slug, 0)) for one in consultations])
    last, coming = last_and_next(now.astimezone(zone).date())
    closed = [card for card in cards if not card.look.is_open and not card.look.is_upcoming]
    page = render_public(
        request,
        "home.html",
        {
            "open": [card for card in cards if card.look.is_open],
            "upcoming": [card for card in cards if card.look.is_upcoming],
            "closed": closed[:MOST_CLOSED],
            "has_examples": any(one.is_example for one in consultations),
            "last": last,
            "coming": coming,
            "elements": element_links(),
            "published": sum(published.values()),
        },
    )
    return valid_until(page, next_change(now, zone, [window for one in consultations for window in one.windows]))
