"""A wrong setting is told with a hint."""

import pytest

from defa_portal.checks import check_settings


@pytest.mark.parametrize(
    ("address", "wrong"),
    [("", False), ("clamd:3310", False), ("[::1]:3310", False), ("unix:/run/clamd.ctl", False), ("clamd", True), ("unix:", True)],
)
def test_address_of_the_scanner_is_checked(settings: object, address: str, wrong: bool) -> None:
    settings.CLAMD_ADDRESS = address  # type: ignore[attr-defined]
    assert ("defa.E004" in {problem.id for problem in check_settings()}) == wrong
