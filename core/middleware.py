"""Two guards: input no page can mean, and the one place where the portal's errors become pages."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from core.errors import BadInput, PortalError

GetResponse = Callable[[HttpRequest], HttpResponse]


class InputGuardMiddleware:
    """Answers 400 to a NUL in the path or the query: PostgreSQL cannot hold one, and no person types one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "\0" in request.path or "%00" in query or "\0" in query:
            return error_page(request, BadInput("The address holds a character that cannot be used."))
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
        return JsonResponse({"code": error.code, "sentence": error.sentence}, status=error.status)
    page = "404.html" if error.status == 404 else "errors/portal_error.html"
    return render(request, page, {"error": error, **error.context}, status=error.status)
