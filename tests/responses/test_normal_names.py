import pytest
from hypothesis import given
from hypothesis import strategies as st

from responses.normal_names import LEGAL_ENDS, LEGAL_STARTS, LEGAL_WORDS, normal_name, normal_number

PIECES = st.sampled_from(
    [
        *sorted(LEGAL_WORDS),
        *LEGAL_STARTS,
        *LEGAL_ENDS,
        "Mekong",
        "P.T.",
        "công ty",
        " ",
        ", ",
        ".",
        "-",
        "é",
        "́",
        "ﬁ",
        "ẞ",
        "\u200b",
        "៩",
    ]
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Mekong Crafts Co., Ltd.", "MEKONG CRAFTS"),
        ("PT Sinar Laut Tbk", "P.T. Sinar-Laut"),
        ("Kedai Kopi Sdn. Bhd.", "kedai kopi sendirian berhad"),
        ("Ｌｉｏｎ　Ｐａｙ Pte Ltd", "Lion Pay"),
        ("บริษัท สยามส่งของ จำกัด (มหาชน)", "บริษัทสยามส่งของจำกัด"),
        ("บริษัท สยามส่งของ จำกัด", "สยามส่งของ"),
        ("บมจ. สยามส่งของ", "สยามส่งของ"),
        ("ບໍລິສັດ ຂົນສົ່ງລາວ ຈຳກັດ", "ຂົນສົ່ງລາວ"),
        ("Công ty TNHH Sao Mai", "Sao Mai"),
        ("Công ty Cổ phần Sao Mai", "Sao Mai"),
        ("华星物流股份有限公司", "华星物流"),
        ("Café Lào", "CAFE\u0301 LÀO"),
        ("O’Brien Shipping", "O'Brien Shipping, Inc."),
    ],
)
def test_two_ways_to_write_a_firm_compare_equal(one: str, other: str) -> None:
    assert normal_name(one) == normal_name(other) != ""


@pytest.mark.parametrize(
    ("one", "other"), [("Mekong Crafts", "Mekong Craft"), ("Company 7", "Company 8"), ("สยาม", "สยํม"), ("PT", "Ltd")]
)
def test_different_names_stay_different(one: str, other: str) -> None:
    assert normal_name(one) != normal_name(other)


@pytest.mark.parametrize("nothing", ["", " ", "…!?", "--", "\u200b"])
def test_a_name_without_a_letter_is_nothing(nothing: str) -> None:
    assert normal_name(nothing) == ""


def test_numbers_are_read_in_any_digits() -> None:
    assert normal_number("0105-5360 ๑๒๓ x") == normal_number("01055360123X") == "01055360123X"


@given(st.text())
def test_normalising_again_changes_nothing(name: str) -> None:
    assert normal_name(normal_name(name)) == normal_name(name)
    assert normal_number(normal_number(name)) == normal_number(name)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_normalising_names_full_of_legal_forms_again_changes_nothing(name: str) -> None:
    assert normal_name(normal_name(name)) == normal_name(name)


@given(st.text(alphabet=st.characters(categories=["Lu", "Ll", "Nd"], max_codepoint=0x24F), min_size=1))
def test_case_space_and_punctuation_do_not_matter(name: str) -> None:
    assert normal_name(f"  {name.swapcase()}!") in (normal_name(name), normal_name(name.swapcase()))
