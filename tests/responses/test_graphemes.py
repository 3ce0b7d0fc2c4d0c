"""Characters as a reader sees them, against the algorithm of Unicode Annex 29 in the library “regex”."""

import unicodedata
from itertools import pairwise

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from responses.graphemes import starts

SIGNS = st.one_of(
    st.characters(exclude_categories=["Cs", "Cn", "Co"]),
    st.sampled_from("ab [\u0301\u0323\u200d\u200c\u17d2\u1780\u17b6\u0e33\u0e01\u0e49\u0eb3\u1039\u1000\u102d\u0bcd\u0b95"),
    st.sampled_from("\u1100\u1161\u11a8\uac00\uac01🇹🇭🇱🇦👩🏽\u0600\u0915\u094d\n\r"),
)


@given(st.text(SIGNS, max_size=30))
def test_characters_are_never_cut_where_unicode_keeps_them_together(text: str) -> None:
    places = list(starts(text))
    assert set(places) <= {found.start() for found in regex.finditer(r"\X", text)}
    assert places[:1] == ([0] if text else [])


@given(st.text(SIGNS, max_size=30))
def test_characters_stay_apart_when_normalised(text: str) -> None:
    places = [*starts(text), len(text)]
    apart = [unicodedata.normalize("NFC", text[start:end]) for start, end in pairwise(places)]
    assert "".join(apart) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("Boxes", 5),
        ("e\u0301a", 2),
        ("ស្ពាន", 2),  # bridge, in Khmer: a consonant with the one written below it and a vowel
        ("น้ำ", 1),  # water, in Thai
        ("ນ້ຳ", 1),  # water, in Lao
        ("မြန်မာ", 2),
        ("நன்றி", 2),
        ("👩🏽‍💻", 1),
        ("🇹🇭🇱🇦", 2),
        ("한\u1100\u1161\u11a8", 2),
    ],
)
def test_characters_of_the_scripts_of_the_region(text: str, characters: int) -> None:
    assert len(list(starts(text))) == characters
