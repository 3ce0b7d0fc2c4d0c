import pytest

from core.numerals import grouped


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "0"),
        (999, "999"),
        (1000, "1,000"),
        (1234567, "1,234,567"),
        ("1250.5", "1,250.5"),
        ("-12345.6789", "-12,345.6789"),
        ("0.0001", "0.0001"),
        ("999999999999999.9999", "999,999,999,999,999.9999"),
        ("under 5", "under 5"),
        ("", ""),
        ("-", "-"),
        ("١٢٣٤", "١٢٣٤"),
    ],
)
def test_thousands_are_set_apart(number: int | str, words: str) -> None:
    assert grouped(number) == words
