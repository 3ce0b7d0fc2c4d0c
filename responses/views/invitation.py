"""/invitation/: the code of an invitation is typed or pasted here, and never stands in an address."""

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from core.address import address_of
from core.errors import NotFound, Refused
from core.language import say
from responses.languages import language_of_page
from responses.services.invitations import draft_by_code
from responses.views.private import SeeOther, private_page


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    if request.method != "POST":
        return _page(request)
    code = request.POST.get("code", "")[:200]
    if not code.strip():
        return _page(request, _("Write the code of your invitation."))
    try:
        draft = draft_by_code(code_typed=code, address=address_of(request), language=language_of_page(get_language()))
    except (NotFound, Refused) as problem:
        return _page(request, say(problem.sentence))
    return SeeOther(reverse("draft", args=[draft.idempotency_key]))


def _page(request: HttpRequest, problem: str = "") -> HttpResponse:
    context = {"problem": problem, "errors": [("id_code", problem)] if problem else [], "csrf": get_token(request)}
    return render(request, "responses/invitation.html", context, status=422 if problem else 200)
