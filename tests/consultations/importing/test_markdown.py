from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.importing import Piece, read_markdown
from consultations.importing.pieces import LONGEST_PIECE, MOST_PIECES
from core.errors import BadInput


def test_numbers_are_found_and_named_with_their_article() -> None:
    text = """# Chapter 1: Data

## Article 4: Movement

1. Each Party shall allow *flows*:
   (a) for business; and
2. Nothing prevents

   - one thing

Article 5

(1) Each Party **shall** report.

(a) every year

Last words.
"""
    assert list(read_markdown(text).pieces) == [
        Piece("heading", "Data", 1, "Chapter 1"),
        Piece("article", "Movement", 2, "Article 4"),
        Piece("paragraph", "Each Party shall allow flows:", 1, "Article 4(1)"),
        Piece("item", "for business; and", 1, "Article 4(1)(a)"),
        Piece("paragraph", "Nothing prevents", 1, "Article 4(2)"),
        Piece("item", "one thing", 2, ""),
        Piece("article", "Article 5", 1, "Article 5"),
        Piece("paragraph", "Each Party shall report.", 1, "Article 5(1)"),
        Piece("item", "every year", 1, "Article 5(1)(a)"),
        Piece("paragraph", "Last words.", 1, ""),
    ]


@pytest.mark.parametrize(
    ("text", "label"),
    [("Pasal 4 Data", "Pasal 4"), ("Điều 12. Dữ liệu", "Điều 12"), ("มาตรา 7 ข้อมูล", "มาตรา 7"), ("第四条 数据", "第四条")],
)
def test_articles_of_the_region_are_articles(text: str, label: str) -> None:
    piece = read_markdown(f"## {text}").pieces[0]
    assert (piece.kind, piece.label) == ("article", label)


@pytest.mark.parametrize("text", ["", "  \n\n", "\0", "---"])
def test_a_text_without_words_is_refused(text: str) -> None:
    with pytest.raises(BadInput, match="no paragraph"):
        read_markdown(text)


def test_too_many_and_too_long_paragraphs_are_refused_with_a_sentence() -> None:
    with pytest.raises(BadInput, match="at most 500"):
        read_markdown("word\n\n" * (MOST_PIECES + 1))
    with pytest.raises(BadInput, match="empty line"):
        read_markdown("w" * (LONGEST_PIECE + 1))


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused_with_a_sentence(text: str) -> None:
    with suppress(BadInput):
        assert all(piece.text and "\0" not in piece.text for piece in read_markdown(text).pieces)
