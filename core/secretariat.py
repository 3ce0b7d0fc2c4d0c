"""The admin site of the secretariat: what is written through it stands in the history tables under the name of its writer."""

import re
from collections.abc import Callable
from functools import update_wrapper
from typing import Any, TypeVar, cast

import pghistory
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import TO_FIELD_VAR
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from core.errors import BadInput

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
READING = ("GET", "HEAD", "OPTIONS")
_ID = re.compile(r"[0-9]{1,18}")  # every list with actions is one of rows with numbers


class Secretariat(AdminSite):
    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Reading costs nothing; a write gives its user to the history rows that the triggers of pghistory make of it.

        Rows ticked in a list that cannot be rows are a BadInput, and so is a field without a name by which a row is to be found:
        Django would look for them and fail.
        """
        inner = super().admin_view(view, cacheable)

        def named(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if "" in (request.GET.get(TO_FIELD_VAR), request.POST.get(TO_FIELD_VAR)):
                raise BadInput()
            if request.method in READING:
                return inner(request, *args, **kwargs)
            if not all(map(_ID.fullmatch, request.POST.getlist(ACTION_CHECKBOX_NAME))):
                raise BadInput()
            with pghistory.context(user=request.user.get_username()):
                return inner(request, *args, **kwargs)

        return cast(View, update_wrapper(named, inner))


class SecretariatConfig(AdminConfig):
    default_site = "core.secretariat.Secretariat"
