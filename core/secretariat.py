"""The admin site of the secretariat: what is written through it stands in the history tables under the name of its writer."""

from collections.abc import Callable
from functools import update_wrapper
from typing import Any, TypeVar, cast

import pghistory
from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.http import HttpRequest
from django.http.response import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])
READING = ("GET", "HEAD", "OPTIONS")


class Secretariat(AdminSite):
    def admin_view(self, view: View, cacheable: bool = False) -> View:
        """Reading costs nothing; a write gives its user to the history rows that the triggers of pghistory make of it."""
        inner = super().admin_view(view, cacheable)

        def named(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method in READING:
                return inner(request, *args, **kwargs)
            with pghistory.context(user=request.user.get_username()):
                return inner(request, *args, **kwargs)

        return cast(View, update_wrapper(named, inner))


class SecretariatConfig(AdminConfig):
    default_site = "core.secretariat.Secretariat"
