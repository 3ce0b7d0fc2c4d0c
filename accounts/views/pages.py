"""What all pages of an account share: kept by no cache, in no search engine, and the whole of a request stands or falls."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.module_loading import import_string

from accounts.models import User

P = ParamSpec("P")
SECRETS = ("csrfmiddlewaretoken", "password")  # parts of names of inputs
MOST_OF_A_KEY = 20  # what is longer, or has a space, a person wrote


def account_page(view: Callable[P, HttpResponseBase]) -> Callable[P, HttpResponseBase]:
    @wraps(view)
    def marked(*args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        answer = view(*args, **kwargs)
        answer.headers["Cache-Control"] = "no-store"
        answer.headers["Referrer-Policy"] = "same-origin"
        answer.headers["X-Robots-Tag"] = "noindex, nofollow"
        return answer

    return marked


def signed_in(
    view: Callable[Concatenate[HttpRequest, User, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponseBase]:
    """Hands the user to the view; everyone else is led to the sign-in page and back, or keeps what was typed."""

    @wraps(view)
    def known(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not isinstance(request.user, User):
            return _signed_out(request)
        return view(request, request.user, *args, **kwargs)

    return account_page(known)


def _signed_out(request: HttpRequest) -> HttpResponse:
    """A form that was filled in comes back whole, but for its secrets: its session ended meanwhile."""
    names = [name for name in request.POST if not any(secret in name for secret in SECRETS)]
    posted = [(name, value) for name in names for value in request.POST.getlist(name)]
    if not posted:
        return redirect_to_login(request.get_full_path())
    words = [value for _name, value in posted if " " in value or len(value) > MOST_OF_A_KEY]
    context = {"posted": posted, "words": words, "action": request.path, "csrf": get_token(request)}
    return render(request, "accounts/signed_out.html", context, status=403)


def of_the_library(name: str) -> Callable[..., HttpResponseBase]:
    """A view of django-allauth as a page of ours: GET and POST alone, and what one POST writes is written whole.

    ``name``: where the view stands; it is loaded by the first request for it.
    """

    def wrapped(request: HttpRequest, /, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD", "POST"):
            return HttpResponseNotAllowed(["GET", "POST"])
        view: Callable[..., HttpResponseBase] = import_string(name)
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    page = account_page(wrapped)
    page.named = name  # type: ignore[attr-defined]  # for the test that holds our list beside the library's
    return page
