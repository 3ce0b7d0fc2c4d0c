import pytest

from core.encoding import preferred_encoding


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("", ""),
        ("gzip, deflate, br", "br"),
        ("gzip, deflate", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0, gzip;q=0", ""),
        ("gzip;q=0.0, br;q=0.000", ""),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("gzip;q=1.0, br;q=0.5", "gzip"),
        ("identity, br;q=0.5", ""),
        ("identity;q=0, br;q=0.1", "br"),
        ("BR", "br"),
        ("x-gzip", "gzip"),
        ("brotli, abracadabra", ""),
        ("br; q=0.8, gzip ; q=0.9", "gzip"),
        ("br;q=", ""),
        ("br;q=nonsense", ""),
        ("br;q=nan", ""),
        (";;;,,,=q", ""),
    ],
)
def test_the_highest_weight_wins_and_zero_refuses(accepted: str, encoding: str) -> None:
    assert preferred_encoding(accepted) == encoding
