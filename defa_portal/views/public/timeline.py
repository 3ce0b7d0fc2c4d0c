"""The timeline page: DEFA's milestones and the consultation windows on one line."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.queries import Window, windows
from core.dates import day_words
from core.pagecache import public_page, valid_until
from core.rendering import render_made_of
from defa_portal.views.public import line
from elements.queries import element_links, milestone_rows
from elements.states import MilestoneKind, Status


@public_page
def timeline(request: HttpRequest) -> HttpResponse:
    now, zone = timezone.now(), ZoneInfo(settings.STATED_TIME_ZONE)
    today = now.astimezone(zone).date()
    elements, shown_windows, milestones = element_links(), windows(), milestone_rows()
    wanted = line.chosen(request.GET.dict(), elements)

    def context() -> dict[str, object]:
        found = line.entries(milestones, shown_windows, wanted, now, zone)
        return {
            "wanted": wanted,
            "statuses": list(Status),
            "elements": elements,
            "kinds": _kinds_in_use({row.kind for row in milestones}),
            "years": line.by_year(found, today),
            "coming": line.coming(found),
            "shown": len(found),
            "all": len(milestones) + len(shown_windows),
            "of_the_whole": sum(not row.elements for row in milestones),
            "last_checked": day_words(min(row.last_checked for row in milestones)) if milestones else "",
            "today": day_words(today),
            "today_iso": today.isoformat(),
            "zone": str(zone).rpartition("/")[2].replace("_", " "),
            "has_examples": any(entry.window and entry.window.is_example for entry in found),
        }

    values = wanted, today, str(zone), tuple(window.standing(now) for window in shown_windows)
    page = render_made_of(request, "timeline/page.html", (elements, shown_windows, milestones), values, context)
    return valid_until(page, next_change(now, zone, shown_windows))


def next_change(now: datetime, zone: tzinfo, shown: Iterable[Window]) -> datetime:
    """The next midnight in ``zone``, or the next opening or closing if that is sooner."""
    tomorrow = now.astimezone(zone).date() + timedelta(days=1)
    instants = [at for window in shown for at in (window.opens_at, window.closes_at) if at > now]
    return min([datetime.combine(tomorrow, time(), zone), *instants])


def _kinds_in_use(used: set[MilestoneKind]) -> list[tuple[str, str]]:
    kinds = [(kind.value, str(kind.label)) for kind in MilestoneKind if kind in used]
    return [*kinds, (line.CONSULTATION, _("Consultation"))]
