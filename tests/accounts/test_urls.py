"""The addresses of the library, named in our list, are those that the library would have under our settings."""

from collections.abc import Iterable

from allauth.account.urls import urlpatterns as of_accounts
from allauth.mfa.urls import urlpatterns as of_second_factors
from django.urls import URLPattern, URLResolver
from django.utils.module_loading import import_string

from accounts import urls


def all_of(patterns: Iterable[URLPattern | URLResolver], prefix: str = "") -> set[tuple[str, str | None]]:
    found = set()
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            found |= all_of(pattern.url_patterns, prefix + str(pattern.pattern))
        else:
            found.add((prefix + str(pattern.pattern), pattern.name))
    return found


def test_addresses_are_those_of_the_library() -> None:
    assert all_of(urls.OF_ACCOUNTS) == all_of(of_accounts)
    assert all_of(urls.OF_SECOND_FACTORS) == all_of(of_second_factors, "2fa/")


def test_each_address_leads_to_the_view_of_the_library_with_its_name() -> None:
    theirs = {pattern.name: pattern.callback for pattern in flat([*of_accounts, *of_second_factors])}
    ours = {one.name: import_string(vars(one.callback)["named"]) for one in (*urls.OF_ACCOUNTS, *urls.OF_SECOND_FACTORS)}
    assert ours == theirs


def flat(patterns: Iterable[URLPattern | URLResolver]) -> list[URLPattern]:
    found = []
    for pattern in patterns:
        found += flat(pattern.url_patterns) if isinstance(pattern, URLResolver) else [pattern]
    return found
