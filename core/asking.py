"""A page of the admin that asks for something and then does it: one form, one act, one sentence when it is done."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from core.errors import PortalError


@dataclass(frozen=True)
class AskPage:
    """``trail``: label and address of each page above; ``back``: where “go back” leads."""

    title: str
    button: str
    sentences: Sequence[str]
    form: forms.BaseForm
    back: str
    trail: Sequence[tuple[str, str]] = field(default=())
    problems: Sequence[str] = field(default=())


def ask(request: HttpRequest, page: AskPage, act: Callable[[], tuple[str, str]]) -> HttpResponse:
    """GET asks. POST acts and goes on to the address that ``act`` returns beside its sentence, or asks again with what stood
    in the way, under the status of that error."""
    status = 200
    if request.method == "POST" and page.form.is_valid():
        try:
            address, done = act()
        except PortalError as error:
            page.form.add_error(None, error.sentence)
            status = error.status
        else:
            messages.success(request, done)
            return HttpResponseRedirect(address)
    context = {**admin.site.each_context(request), "page": page, "title": page.title, "media": page.form.media}
    return TemplateResponse(request, "admin/ask.html", context, status=status)
