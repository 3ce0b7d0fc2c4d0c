"""The token of our pages is one of Django's."""

from collections import Counter
from typing import Any

from django.http import HttpRequest
from django.middleware import csrf as of_django
from django.middleware.csrf import CSRF_ALLOWED_CHARS

from core.csrf import get_token

DJANGO: Any = of_django  # what it keeps to itself has no types


def test_a_new_secret_is_set_for_the_cookie_and_masked_for_the_page() -> None:
    request = HttpRequest()
    token = get_token(request)
    DJANGO._check_token_format(token)
    assert DJANGO._unmask_cipher_token(token) == request.META["CSRF_COOKIE"]
    assert request.META["CSRF_COOKIE_NEEDS_UPDATE"] is True


def test_the_secret_of_the_cookie_is_kept_and_masked_anew_each_time() -> None:
    request = HttpRequest()
    first, second, third = get_token(request), get_token(request), of_django.get_token(request)
    secret = request.META["CSRF_COOKIE"]
    assert len({first, second, third}) == 3
    assert [DJANGO._does_token_match(token, secret) for token in (first, second, third)] == [True, True, True]


def test_every_letter_is_as_likely() -> None:
    letters = Counter("".join(get_token(HttpRequest()) for _ in range(2000)))
    assert set(letters) == set(CSRF_ALLOWED_CHARS)
    mean = 2000 * 64 / len(CSRF_ALLOWED_CHARS)
    assert all(0.8 * mean < times < 1.2 * mean for times in letters.values())


def test_two_readers_get_two_secrets() -> None:
    one, other = HttpRequest(), HttpRequest()
    get_token(one), get_token(other)
    assert one.META["CSRF_COOKIE"] != other.META["CSRF_COOKIE"]
