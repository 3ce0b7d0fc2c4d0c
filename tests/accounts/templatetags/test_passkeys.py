"""Passkeys need the name of a site: an address without one says so, and where to go."""

import pytest
from django.test import RequestFactory

from accounts.templatetags.passkeys import NoName, no_name


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("localhost:8000", None),
        ("portal.example.org", None),
        ("127.0.0.1:8123", NoName("http://localhost:8123/accounts/2fa/webauthn/add/")),
        ("127.0.0.1", NoName("http://localhost/accounts/2fa/webauthn/add/")),
        ("[::1]:8123", NoName("http://localhost:8123/accounts/2fa/webauthn/add/")),
        ("[::1]", NoName("http://localhost/accounts/2fa/webauthn/add/")),
        ("192.0.2.7:8000", NoName("")),
    ],
)
def test_address_without_a_name_is_known(settings: object, host: str, expected: NoName | None) -> None:
    settings.ALLOWED_HOSTS = ["*"]  # type: ignore[attr-defined]
    assert no_name(RequestFactory().get("/accounts/2fa/webauthn/add/", HTTP_HOST=host)) == expected
