"""The page on which a reader chooses the language of the interface."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from core.errors import BadInput
from core.languages import COOKIE, LANGUAGES

YEAR = 365 * 24 * 3600
LONGEST_NEXT = 2000


@require_http_methods(["GET", "HEAD", "POST"])
def language(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        return _choose(request)
    page = render(request, "language.html", {"languages": LANGUAGES.values(), "next": _came_from(request)})
    page["Cache-Control"] = "no-store"
    page["X-Robots-Tag"] = "noindex"
    return page


def _choose(request: HttpRequest) -> HttpResponse:
    code = request.POST.get("language", "")
    if code not in LANGUAGES:
        raise BadInput
    answer = HttpResponseRedirect(_local(request, request.POST.get("next", "")), status=303)
    answer.set_cookie(COOKIE, code, max_age=YEAR, secure=settings.HTTPS, httponly=True, samesite="Lax")
    return answer


def _came_from(request: HttpRequest) -> str:
    """The page the reader was on. Pages whose address is a secret do not write it into the link; the browser says it."""
    asked, referrer = request.GET.get("next", ""), request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referrer, {request.get_host()}, require_https=request.is_secure()):
        return _local(request, asked)
    there = urlsplit(referrer)
    before = there.path + (f"?{there.query}" if there.query else "")
    return _local(request, before if asked in ("", there.path) else asked)


def _local(request: HttpRequest, address: str) -> str:
    """A path of this site, the home page for everything else."""
    is_path = address.startswith("/") and len(address) <= LONGEST_NEXT and address.isprintable()
    is_ours = is_path and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_ours and not address.startswith("/language/") else "/"
