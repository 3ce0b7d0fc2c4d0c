from django.conf import settings
from django.contrib.auth import middleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest


class AuthenticationMiddleware(middleware.AuthenticationMiddleware):
    """As Django's. For a browser without a session nobody is looked up: most respondents never sign in."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            request.user = AnonymousUser()
