"""The public record of a consultation: the list of published responses, and one of them."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from consultations.queries import consultation_head
from consultations.respondents import CAPACITIES, SECTORS
from core.pagecache import public_page
from core.places import MEMBER_STATES
from core.rendering import render_public
from core.words import message
from elements.queries import element_links
from moderation.queries import RecordFilter, published_count, published_response, record_page
from moderation.who import OUTSIDE


@public_page
def record(request: HttpRequest, slug: str) -> HttpResponse:
    """``?type=&state=&sector=&element=&after=|before=``, the last two references; unknown values are ignored."""
    consultation = consultation_head(slug)
    names = {link.slug: link.name for link in element_links()}
    parameters = request.GET.dict()
    wanted = RecordFilter.read(parameters, set(names))
    page = record_page(consultation.id, wanted, after=parameters.get("after", ""), before=parameters.get("before", ""))
    address = reverse("record", args=[slug])
    return render_public(
        request,
        "record/list.html",
        {
            "consultation": consultation,
            "published": published_count(consultation.id),
            "rows": [(row, [names[slug] for slug in row.elements if slug in names]) for row in page.rows],
            "wanted": wanted,
            "choices": {
                "type": CAPACITIES,
                "state": (*MEMBER_STATES, (OUTSIDE, message("Outside ASEAN"))),
                "sector": SECTORS,
                "element": tuple(names.items()),
            },
            "previous_url": _onward(address, wanted, "before", page.previous),
            "next_url": _onward(address, wanted, "after", page.next),
        },
    )


@public_page
def response(request: HttpRequest, slug: str, reference: str) -> HttpResponse:
    found = published_response(slug, reference)
    names = {link.slug: link.name for link in element_links()}
    elements = [(slug, names[slug]) for slug in found.elements if slug in names]
    return render_public(request, "record/response.html", {"response": found, "elements": elements})


def _onward(address: str, wanted: RecordFilter, cursor: str, reference: str) -> str:
    return f"{address}?{urlencode({**wanted.chosen, cursor: reference})}" if reference else ""
