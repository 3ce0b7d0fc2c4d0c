"""Error pages that give back what was typed."""

import re

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token, rotate_token
from django.shortcuts import render

NOT_GIVEN_BACK = {"csrfmiddlewaretoken", "code"}
NOT_WORDS = {"asked", "go", "key", "next", "act", "seen"}  # sent again, but nothing that anybody typed
PLAIN_KEY = re.compile(r"[a-z]+(_[a-z]+)*|[A-Z]{2}|\d")  # the value of a box that was ticked or of a choice from a list


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 with every posted word, ready to be sent again under a new token by one press of a button.

    Tokens rotate when someone signs in in another tab, and cookies get cleared; neither may cost a respondent a word.
    Passwords and access codes are not written back.
    """
    rotate_token(request)
    given_back = [name for name in request.POST if name not in NOT_GIVEN_BACK and "password" not in name]
    posted = [(name, value) for name in given_back for value in request.POST.getlist(name)]
    page = render(
        request,
        "errors/csrf_failure.html",
        {
            "posted": posted,
            "words": [value for name, value in posted if value and name not in NOT_WORDS and not PLAIN_KEY.fullmatch(value)],
            "action": request.get_full_path(),
            "token": get_token(request),
        },
        status=403,
    )
    page["Cache-Control"] = "no-store"
    return page


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's own view renders 400.html without the name and the operator of the site."""
    return render(request, "400.html", status=400)
