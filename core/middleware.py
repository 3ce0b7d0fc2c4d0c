"""A name for each request, the content policy, a guard against input no page can mean, and errors that become pages."""

import uuid
from collections.abc import Callable

import structlog
from csp.constants import HEADER
from csp.utils import build_policy
from django.conf import settings
from django.contrib.messages.middleware import MessageMiddleware
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import patch_vary_headers

from core.errors import BadInput, PortalError
from core.language import say
from core.languages import LANGUAGES, language_for, speaks_english_alone
from core.words import message

GetResponse = Callable[[HttpRequest], HttpResponse]


class RequestIdMiddleware:
    """Gives each request an id: on the log lines and audit entries it leads to, and on its answer. Nothing of the reader is
    bound. It stands until the next request of this worker, because Django logs an error after the last middleware."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request_id = uuid.uuid4().hex
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        response = self.get_response(request)
        response.headers["X-Request-ID"] = request_id
        return response


class LanguageMiddleware:
    """Everything inside is said in the reader's language, and what was active before is active again afterwards. Outside of
    the page cache, which asks ``language_for`` in the same way."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        code = language_for(request.META, settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = code
        with translation.override(code):
            response = self.get_response(request)
        if not speaks_english_alone(request.path_info) and response.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", LANGUAGES[code].lang if code in LANGUAGES else code)
            if response.get("Cache-Control") != "no-store":  # what no cache keeps need not say by what it varies
                patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response


class ContentPolicyMiddleware:
    """The header of django-csp, built once: no page of ours asks for a nonce or a policy of its own."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self.policy = build_policy()

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault(HEADER, self.policy)
        return response


class StaffMessagesMiddleware(MessageMiddleware):
    """Django's messages where there are any: in the admin and on the pages of accounts."""

    def process_request(self, request: HttpRequest) -> None:
        if request.path.startswith(("/admin/", "/accounts/")):
            super().process_request(request)


class InputGuardMiddleware:
    """Answers 400 to a NUL in the path or the query: PostgreSQL cannot hold one, and no person types one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path or "%00" in query or "\0" in query:
            return error_page(request, BadInput(message("The address holds a character that cannot be used.")))
        return self.get_response(request)


class PortalErrorMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return error_page(request, exception) if isinstance(exception, PortalError) else None


def error_page(request: HttpRequest, error: PortalError) -> HttpResponse:
    if request.headers.get("Accept", "").startswith("application/json"):
        return JsonResponse({"code": error.code, "sentence": say(error.sentence)}, status=error.status)
    page = "404.html" if error.status == 404 else "errors/portal_error.html"
    return render(request, page, {"error": error, **error.context}, status=error.status)
