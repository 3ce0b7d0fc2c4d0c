"""Addresses under /accounts/: our own, and those of django-allauth that are used here."""

from collections.abc import Iterable

from allauth.account.urls import urlpatterns as of_accounts
from allauth.mfa.urls import urlpatterns as of_second_factors
from django.urls import URLPattern, URLResolver, path
from django.urls.resolvers import RegexPattern, RoutePattern

from accounts.views import organisations
from accounts.views.pages import of_the_library


def ours(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> list[URLPattern]:
    """The patterns of the library, each view as a page of ours."""
    found = []
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found += ours(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            found.append(_page(pattern, prefix))
    return found


def _page(pattern: URLPattern, prefix: str) -> URLPattern:
    route = pattern.pattern
    if isinstance(route, RoutePattern):
        own: RoutePattern | RegexPattern = RoutePattern(f"{prefix}{route}", name=pattern.name, is_endpoint=True)
    else:
        own = RegexPattern(str(route), name=pattern.name, is_endpoint=True)
    return URLPattern(own, of_the_library(pattern.callback), pattern.default_args, pattern.name)


urlpatterns: list[URLPattern | URLResolver] = [
    path("", organisations.home, name="account-home"),
    path("organisations/new/", organisations.new, name="organisation-new"),
    path("organisations/<uuid:key>/edit/", organisations.edit, name="organisation-edit"),
    path("organisations/<uuid:key>/invite/", organisations.invite_colleague, name="organisation-invite"),
    path("organisations/<uuid:key>/members/<uuid:person>/", organisations.member, name="organisation-member"),
    path(
        "organisations/<uuid:key>/invitations/<uuid:invitation>/withdraw/",
        organisations.drop_invitation,
        name="invitation-withdraw",
    ),
    path("organisations/<uuid:key>/verification/", organisations.verification, name="organisation-verification"),
    path("invitations/<str:token>/", organisations.invitation, name="organisation-invitation"),
    *ours(of_accounts),
    *ours(of_second_factors, "2fa/"),
]
