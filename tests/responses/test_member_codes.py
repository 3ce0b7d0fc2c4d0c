import uuid

from hypothesis import given
from hypothesis import strategies as st

from core.codes import ALPHABET
from responses.member_codes import SYMBOLS, member_code, read_member_code

KEYS = st.uuids()


@given(KEYS)
def test_a_code_reads_back_however_it_is_typed(key: uuid.UUID) -> None:
    code = member_code(key)
    assert read_member_code(code) == code
    assert read_member_code(f" {code.lower().replace('-', ' ')}\n") == code
    assert read_member_code(code.replace("0", "O").replace("1", "l")) == code


@given(KEYS, st.integers(0, SYMBOLS - 2), st.sampled_from(ALPHABET[:31]))
def test_one_wrong_symbol_is_found(key: uuid.UUID, place: int, wrong: str) -> None:
    symbols = member_code(key).replace("-", "")
    typed = symbols[:place] + wrong + symbols[place + 1 :]
    same = ALPHABET.index(wrong) % 31 == ALPHABET.index(symbols[place]) % 31
    assert (read_member_code(typed) is not None) == same


@given(st.text())
def test_whatever_is_typed_is_a_code_or_none(typed: str) -> None:
    assert read_member_code(typed) in (None, typed) or read_member_code(typed) == read_member_code(typed.upper())


def test_codes_of_two_members_differ() -> None:
    assert member_code(uuid.UUID(int=1)) != member_code(uuid.UUID(int=2))
