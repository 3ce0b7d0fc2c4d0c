"""The language a person reads in: chosen in the browser, and kept with the account for mails."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from core.mail.language import language_for


def active_language() -> str:
    return language_for(get_language())


def chosen_language(request: HttpRequest | None) -> str:
    """The active one, if this browser has chosen it; else nothing."""
    has_chosen = request is not None and settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    return active_language() if has_chosen else ""
