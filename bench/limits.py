"""The bare limits: the same work as the portal's pages with nothing around it. Served by gunicorn exactly as the portal is.

The whole-answer flow does only what cannot be left out: a page with a CSRF token, a compiled check of what was posted, one
JSON row by the ORM, a redirect, and a page with that row's reference.
"""

import json
import os
import secrets
from collections.abc import Mapping
from functools import cache

from django.core.wsgi import get_wsgi_application
from django.db import connection, models
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, QueryDict
from django.middleware.csrf import get_token
from django.urls import path

application = get_wsgi_application()

TABLE = "bench_limit_row"  # made by bench.fill
_HIDDEN = '<input type="hidden" name="csrfmiddlewaretoken" value="'


class Row(models.Model):
    reference = models.CharField(max_length=20, unique=True)
    answers = models.JSONField()

    class Meta:
        app_label = "bench"
        db_table = TABLE
        managed = False

    def __str__(self) -> str:
        return self.reference


@cache
def prebuilt(size: int) -> bytes:
    return b"x" * size


@cache
def compiled_form() -> Mapping[str, tuple[int, frozenset[str]]]:
    """Name of an input -> longest value, values offered (none: free text); from ``LIMIT_FORM``."""
    form: dict[str, tuple[int, list[str]]] = json.loads(os.environ.get("LIMIT_FORM", "{}"))
    return {name: (longest, frozenset(offered)) for name, (longest, offered) in form.items()}


def bare(request: HttpRequest, size: int) -> HttpResponse:
    return HttpResponse(prebuilt(size))


def one_query(request: HttpRequest, size: int) -> HttpResponse:
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM consultations_consultation WHERE slug = %s", [request.GET.get("slug", "")])
        cursor.fetchone()
    return HttpResponse(prebuilt(size))


def flow(request: HttpRequest, size: int) -> HttpResponse:
    if request.method == "GET":
        page = prebuilt(size).decode()
        return HttpResponse(f'{page[: size // 2]}{_HIDDEN}{get_token(request)}">{page[size // 2 :]}')
    answers = checked(request.POST)
    if answers is None:
        return HttpResponseBadRequest("Not one of the answers offered.")
    row = Row.objects.create(reference=secrets.token_hex(8), answers=answers)
    response = HttpResponseRedirect(f"/receipt/{row.reference}/{size}/")
    response.status_code = 303
    return response


def checked(post: QueryDict) -> dict[str, list[str]] | None:
    answers = {}
    for name, (longest, offered) in compiled_form().items():
        values = post.getlist(name)
        if any(len(value) > longest or (offered and value not in offered) for value in values):
            return None
        answers[name] = values
    return answers


def receipt(request: HttpRequest, reference: str, size: int) -> HttpResponse:
    row = Row.objects.get(reference=reference)
    return HttpResponse(row.reference.encode() + prebuilt(size))


urlpatterns = [
    path("bare/<int:size>/", bare),
    path("query/<int:size>/", one_query),
    path("flow/<int:size>/", flow),
    path("receipt/<str:reference>/<int:size>/", receipt),
]
