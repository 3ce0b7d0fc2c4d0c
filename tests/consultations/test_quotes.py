import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.quotes import around, find_quote

TEXT = "The Parties meet. The  Parties\nmeet again."


@pytest.mark.parametrize(
    ("quote", "at", "found"),
    [
        ("The Parties", None, (0, 11)),
        ("The Parties", 18, (18, 30)),
        ("The Parties", 5, (0, 11)),  # not there: the first place
        ("The Parties", 10_000, (0, 11)),
        ("Parties meet again", None, (23, 41)),
        ("parties", None, None),
        ("  ", None, None),
        (".*", None, None),
    ],
)
def test_quote_is_found_whatever_the_white_space(quote: str, at: int | None, found: tuple[int, int] | None) -> None:
    assert find_quote(TEXT, quote, at) == found


@given(st.text(alphabet="ab ក្ន中", min_size=1, max_size=30), st.data())
def test_every_piece_of_a_text_is_found_in_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = text[start:end]
    place = find_quote(text, quote, start)
    assert (place is None) == (not quote.strip())
    if place:
        before, inside, after = around(text, place)
        assert before + inside + after == text
        assert inside.split() == quote.split()
