from hypothesis import given
from hypothesis import strategies as st

from consultations.redline import LEFT_OUT, PUT_IN, SAME, Piece, redline, tokens

SCRIPTS = st.text(alphabet="ab ,.é\u0301กิຂົမြကြស្ពាន中文்\n", max_size=40)


@given(SCRIPTS, SCRIPTS)
def test_pieces_give_both_wordings_back(old: str, new: str) -> None:
    pieces = redline(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind in (SAME, LEFT_OUT)) == old
    assert "".join(piece.text for piece in pieces if piece.kind in (SAME, PUT_IN)) == new
    assert all(piece.text for piece in pieces)


@given(SCRIPTS)
def test_the_same_words_show_no_change(text: str) -> None:
    assert {piece.kind for piece in redline(text, text)} <= {SAME}


@given(SCRIPTS)
def test_tokens_lose_nothing(text: str) -> None:
    assert "".join(tokens(text)) == text


def test_words_are_compared_whole() -> None:
    assert redline("Each Party shall allow data to move.", "Each Party may allow data to move.") == (
        Piece(SAME, "Each Party "),
        Piece(LEFT_OUT, "shall"),
        Piece(PUT_IN, "may"),
        Piece(SAME, " allow data to move."),
    )


def test_a_gap_between_two_changes_is_part_of_them() -> None:
    assert redline("one two", "three four") == (Piece(LEFT_OUT, "one two"), Piece(PUT_IN, "three four"))


def test_scripts_without_spaces_are_compared_by_character_with_its_marks() -> None:
    assert redline("ข้อมูลข้ามแดน", "ข้อมูลผ่านแดน") == (
        Piece(SAME, "ข้อมูล"),
        Piece(LEFT_OUT, "ข้"),
        Piece(PUT_IN, "ผ่"),
        Piece(SAME, "า"),
        Piece(LEFT_OUT, "ม"),
        Piece(PUT_IN, "น"),
        Piece(SAME, "แดน"),
    )
    assert redline("数据跨境流动", "数据自由流动") == (
        Piece(SAME, "数据"),
        Piece(LEFT_OUT, "跨境"),
        Piece(PUT_IN, "自由"),
        Piece(SAME, "流动"),
    )


def test_texts_far_apart_are_one_replaced_by_the_other() -> None:
    """And it does not take long: 20,000 characters that have nothing in common but their gaps."""
    old, new = "a " * 5000, "b " * 5000
    assert {piece.kind for piece in redline(old, new)} == {LEFT_OUT, PUT_IN, SAME}
