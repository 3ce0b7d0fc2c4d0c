"""Our client of clamd against a server that speaks its protocol."""

from io import BytesIO

import pytest

from core.uploads.scanner import ScannerUnavailable, Verdict, scan
from tests.core.uploads.fake_clamd import clamd
from tests.core.uploads.hostile import EICAR


def test_scanner_finds_what_is_known_and_lets_the_rest_pass() -> None:
    with clamd() as address:
        assert scan(BytesIO(b"x" * 300_000 + EICAR), address) == Verdict(False, "Eicar-Test-Signature")
        assert scan(BytesIO(b"x" * 300_000), address) == Verdict(True)
        assert scan(BytesIO(b""), address) == Verdict(True)


@pytest.mark.parametrize(
    "says", [b"INSTREAM size limit exceeded. ERROR\0", b"stream: Can't allocate memory ERROR\0", b"\0", b"OKAY\0"]
)
def test_scanner_that_could_not_look_has_found_nothing_out(says: bytes) -> None:
    with clamd(says=says) as address, pytest.raises(ScannerUnavailable):
        scan(BytesIO(b"x"), address)


def test_scanner_that_hangs_up_has_found_nothing_out() -> None:
    with clamd(hangs_up=True) as address, pytest.raises(ScannerUnavailable):
        scan(BytesIO(b"x" * 5_000_000), address)


@pytest.mark.parametrize("address", ["127.0.0.1:1", "unix:/nowhere/clamd.ctl", "nonsense", "", "host:port"])
def test_scanner_that_is_not_there_has_found_nothing_out(address: str) -> None:
    with pytest.raises(ScannerUnavailable):
        scan(BytesIO(b"x"), address)
