"""Confidential marks: every way of bracketing has a defined reading, and nothing is cut inside a character."""

import unicodedata

import pytest
import regex
from hypothesis import assume, given
from hypothesis import strategies as st

from core.text import clean_text
from responses.marks import COVERED, Marked, Passage, Piece, Unbalanced, pieces, public_text, read_marks, settled, write_marks

SIGNS = st.one_of(
    st.sampled_from("[]\\ \n"),
    st.sampled_from("ab\u0301\u0323\u200d\u17d2\u1780\u17b6\u0e33\u0e01\u0e49\u1039\u1000\u102d\u0bcd🇹🇭🇱👩🏽\u1100\u1161\u11a8"),
    st.characters(exclude_categories=["Cs", "Cc", "Cn"]),
)
TYPED = st.text(SIGNS, max_size=40).map(clean_text)
SPANS = st.lists(st.tuples(st.integers(-2, 45), st.integers(-2, 45)), max_size=5)


def read(typed: str, one_line: bool = False) -> Marked:
    try:
        return read_marks(typed, one_line=one_line)
    except Unbalanced:
        assume(False)
        raise


@pytest.mark.parametrize(
    ("typed", "text", "passages"),
    [
        ("", "", ()),
        ("We pay 4 million.", "We pay 4 million.", ()),
        ("We pay [[4 million]] a year.", "We pay 4 million a year.", ("4 million",)),
        ("[[All of it]]", "All of it", ("All of it",)),
        ("[[First]] and [[last]]", "First and last", ("First", "last")),
        ("[[a]][[b]]", "ab", ("a", "b")),
        ("a [[ b ]] c", "a  b  c", ("b",)),
        ("Over\n[[two\nlines]]", "Over\ntwo\nlines", ("two\nlines",)),
        ("Nothing [[]] here [[ \n ]] either", "Nothing  here  \n  either", ()),
        ("[[ at the start]]", "at the start", ("at the start",)),
        ("[[outer [[inner]] outer]]", "outer inner outer", ("outer inner outer",)),
        ("ca[[fe]]\u0301", "café", ("fé",)),
        ("caf[[e\u0301]]", "café", ("é",)),
        ("ស[[្ព]]ាន", "ស្ពាន", ("ស្ពា",)),
        ("น[[้]]ำ", "น้ำ", ("น้ำ",)),
        ("[[a]]\u0301 [[b]]", "á b", ("á", "b")),
        (r"array\[[0\]] stays", "array[[0]] stays", ()),
        (r"a\[[[b]]", "a[b", ("b",)),
        (r"[[x\]]]", "x]", ("x]",)),
        ("[[[x]]]", "[x]", ("[x",)),
        (r"C:\[x] and \\[y]", r"C:\[x] and \\[y]", ()),
        (r"\\[[secret]]", "\\secret", ("secret",)),
        ("[one] bracket ] and [", "[one] bracket ] and [", ()),
    ],
)
def test_marks_are_read(typed: str, text: str, passages: tuple[str, ...]) -> None:
    marked = read_marks(typed)
    assert (marked.text, marked.passages) == (text, passages)


@pytest.mark.parametrize(
    ("typed", "missing", "near"),
    [
        ("We pay [[4 million a year.", "]]", "4 million a year."),
        ("We pay 4 million]] a year.", "[[", "We pay 4 million"),
        ("[[a]] b]]", "[[", "a b"),
        ("[[a [[b]] c", "]]", "a b c"),
        ("]][[", "[[", ""),
    ],
)
def test_marks_that_do_not_close_are_refused_and_named(typed: str, missing: str, near: str) -> None:
    with pytest.raises(Unbalanced) as refused:
        read_marks(typed)
    assert (refused.value.missing, refused.value.near) == (missing, near)


def test_marks_on_one_line_follow_the_white_space() -> None:
    assert read_marks("a  b [[ c \n d ]]  e", one_line=True) == Marked("a b c d e", ((4, 7),))


@given(TYPED, st.booleans())
def test_marks_read_from_anything_are_sound(typed: str, one_line: bool) -> None:
    marked = read(typed, one_line)
    assert clean_text(marked.text) == marked.text
    assert not one_line or " ".join(marked.text.split()) == marked.text
    at = 0
    for start, end in marked.spans:
        assert at <= start < end <= len(marked.text)
        at = end
    assert settled(marked.text, marked.spans) == marked.spans


@given(TYPED)
def test_marks_never_begin_or_end_inside_a_character(typed: str) -> None:
    marked = read(typed)
    characters = {found.start() for found in regex.finditer(r"\X", marked.text)} | {len(marked.text)}
    assert {place for span in marked.spans for place in span} <= characters


@given(TYPED)
def test_marks_written_and_read_again_are_the_same(typed: str) -> None:
    marked = read(typed)
    again = write_marks(marked.text, marked.spans)
    assert read_marks(again) == marked
    assert write_marks(*_parts(read_marks(again))) == again


@given(st.text(SIGNS, max_size=30).map(clean_text), SPANS)
def test_marks_on_any_ranges_survive_the_round_trip(text: str, ranges: list[tuple[int, int]]) -> None:
    spans = settled(text, ranges)
    assert read_marks(clean_text(write_marks(text, spans))) == Marked(text, spans)


@given(st.text(SIGNS, max_size=30).map(clean_text), SPANS)
def test_marks_cover_every_range_but_white_space(text: str, ranges: list[tuple[int, int]]) -> None:
    covered = {place for start, end in settled(text, ranges) for place in range(start, end)}
    asked = {place for start, end in ranges if 0 <= start < end <= len(text) for place in range(start, end)}
    assert all(text[place].isspace() for place in asked - covered)


@given(TYPED)
def test_text_without_double_brackets_is_left_alone(typed: str) -> None:
    typed = typed.replace("[[", "[").replace("]]", "]").replace("[[", "").replace("]]", "")
    assume("[[" not in typed and "]]" not in typed)
    assert read_marks(typed) == Marked(unicodedata.normalize("NFC", typed).strip())


@given(TYPED, st.lists(st.sampled_from(["", "a sum", "[[x]]", COVERED]), max_size=6))
def test_public_text_holds_everything_but_the_passages(typed: str, wordings: list[str]) -> None:
    marked = read(typed)
    words = [*wordings, *[""] * len(marked.spans)][: len(marked.spans)]
    passages = [Passage(start, end, word) for (start, end), word in zip(marked.spans, words, strict=True)]
    expected = "".join(
        piece.text if piece.place < 0 else words[piece.place] or COVERED for piece in pieces(marked.text, marked.spans)
    )
    assert public_text(marked.text, reversed(passages)) == expected
    assert "".join(piece.text for piece in pieces(marked.text, marked.spans)) == marked.text


def test_public_text_replaces_each_passage() -> None:
    text = "We pay 4 million to two banks."
    passages = [Passage(7, 16, "a large sum"), Passage(20, 29)]
    assert public_text(text, passages) == "We pay a large sum to [business-confidential passage]."
    assert list(pieces(text, [(7, 16)])) == [Piece("We pay ", -1), Piece("4 million", 0), Piece(" to two banks.", -1)]


def _parts(marked: Marked) -> tuple[str, tuple[tuple[int, int], ...]]:
    return marked.text, marked.spans
