from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.pagecache import public_page
from elements import queries


@public_page
def elements(request: HttpRequest) -> HttpResponse:
    return render(request, "elements/list.html", {"elements": queries.element_cards(), "instruments": queries.instrument_rows()})


@public_page
def element(request: HttpRequest, slug: str) -> HttpResponse:
    return render(request, "elements/page.html", {"element": queries.element_page(slug)})
