import pytest

from core.text import clean_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  a\r\nb\rc  ", "a\nb\nc"),
        ("nul\x00 and \ud800 surrogate", "nul and  surrogate"),
        ("e\u0301", "é"),
        ("right\u202eleft", "rightleft"),
    ],
)
def test_clean_text_leaves_out_what_nobody_types(typed: str, kept: str) -> None:
    assert clean_text(typed) == kept
