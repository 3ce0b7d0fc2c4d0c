from django.http import HttpRequest, HttpResponse

from core.pagecache import public_page
from core.rendering import render_public
from elements import queries


@public_page
def elements(request: HttpRequest) -> HttpResponse:
    return render_public(
        request, "elements/list.html", {"elements": queries.element_cards(), "instruments": queries.instrument_rows()}
    )


@public_page
def element(request: HttpRequest, slug: str) -> HttpResponse:
    return render_public(request, "elements/page.html", {"element": queries.element_page(slug)})
