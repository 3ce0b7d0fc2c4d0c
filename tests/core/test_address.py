from typing import Any

import pytest
from django.test import RequestFactory

from core.address import address_of


@pytest.mark.parametrize(
    ("near", "forwarded", "behind", "found"),
    [
        ("203.0.113.9", "", False, "203.0.113.9"),
        ("203.0.113.9", "198.51.100.7", False, "203.0.113.9"),
        ("10.0.0.1", "192.0.2.1, 198.51.100.7", True, "198.51.100.7"),
        ("10.0.0.1", "", True, "10.0.0.1"),
        ("10.0.0.1", "nonsense", True, "10.0.0.1"),
        ("2001:db8:1:2:3:4:5:6", "", False, "2001:db8:1:2::/64"),
        ("", "", False, ""),
    ],
)
def test_address_is_that_of_the_caller(
    rf: RequestFactory, settings: Any, near: str, forwarded: str, behind: bool, found: str
) -> None:
    settings.BEHIND_PROXY = behind
    assert address_of(rf.get("/", REMOTE_ADDR=near, HTTP_X_FORWARDED_FOR=forwarded)) == found
