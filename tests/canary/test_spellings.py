"""The canary test can find what it looks for: a check of the check."""

import base64
import gzip

import pytest

from tests.canary.spellings import spellings, unpacked
from tests.canary.tokens import token


@pytest.mark.parametrize(
    "hide",
    [
        lambda t: t.encode(),
        lambda t: f"<p>{t}</p>".encode(),
        lambda t: base64.b64encode(f'{{"a":"{t}"}}'.encode()),
        lambda t: base64.urlsafe_b64encode(f"é{t}".encode()),
        lambda t: base64.b64encode(f"xy{t}zz".encode()),
        lambda t: t.encode().hex().encode(),
        lambda t: t.encode("utf-16"),
        lambda t: gzip.compress(t.encode()),
        lambda t: "".join(f"\\u{ord(c):04x}" for c in t).encode(),
    ],
)
def test_spellings_find_a_hidden_token(hide: object) -> None:
    planted = token()
    body = unpacked(hide(planted))  # type: ignore[operator]
    assert any(spelling in body for spelling in spellings(planted))
    assert not any(spelling in body for spelling in spellings(token()))
