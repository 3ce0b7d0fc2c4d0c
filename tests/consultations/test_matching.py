from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.matching import CHANGED, MERGED, MOVED, NEW, REMOVED, SPLIT, UNCHANGED, Link, Unit, propose, squeezed

DATA = "Each Party shall allow data to move across its borders for business."
LAW = "Nothing here keeps a Party from protecting personal data by its own law."
TALKS = "The Parties meet once a year to look at how this chapter works in practice."
paragraphs = st.lists(
    st.one_of(st.sampled_from([DATA, LAW, TALKS, f"{DATA} {LAW}"]), st.text(alphabet="ab cกิ中", min_size=1, max_size=40)),
    max_size=8,
)


def units(*texts: str) -> list[Unit]:
    return [Unit(text) for text in texts]


def links(old: list[Unit], new: list[Unit]) -> list[tuple[int | None, int | None, str]]:
    return [(link.old, link.new, link.status) for link in propose(old, new)]


@given(paragraphs, paragraphs)
def test_every_paragraph_stands_in_a_line_that_fits_its_status(old: list[str], new: list[str]) -> None:
    found = propose(units(*old), units(*new))
    assert {link.old for link in found} - {None} == set(range(len(old)))
    assert {link.new for link in found} - {None} == set(range(len(new)))
    of_old, of_new = Counter(link.old for link in found), Counter(link.new for link in found)
    for link in found:
        assert (link.old is None) == (link.status == NEW)
        assert (link.new is None) == (link.status == REMOVED)
        if link.old is not None:
            assert (of_old[link.old] > 1) == (link.status == SPLIT)
        if link.new is not None:
            assert (of_new[link.new] > 1) == (link.status == MERGED)
        if link.status in (UNCHANGED, MOVED) and link.old is not None and link.new is not None:
            assert squeezed(old[link.old]) == squeezed(new[link.new])


@given(paragraphs, paragraphs)
def test_the_same_input_gives_the_same_proposal(old: list[str], new: list[str]) -> None:
    assert propose(units(*old), units(*new)) == propose(units(*old), units(*new))


@given(paragraphs)
def test_nothing_changed_gives_nothing_but_unchanged(texts: list[str]) -> None:
    assert propose(units(*texts), units(*texts)) == [Link(n, n, UNCHANGED) for n in range(len(texts))]


@given(st.permutations([DATA, LAW, TALKS, "Another one.", "And one more."]))
def test_another_order_is_moved_and_nothing_else(new: list[str]) -> None:
    old = [DATA, LAW, TALKS, "Another one.", "And one more."]
    found = propose(units(*old), units(*new))
    assert {link.status for link in found} <= {UNCHANGED, MOVED}
    assert all(link.old is not None and link.new is not None and old[link.old] == new[link.new] for link in found)


def test_a_paragraph_carried_to_the_end_is_the_one_that_moved() -> None:
    assert links(units(DATA, LAW, TALKS), units(LAW, TALKS, DATA)) == [
        (1, 0, UNCHANGED),
        (2, 1, UNCHANGED),
        (0, 2, MOVED),
    ]


def test_other_words_are_changed_removed_or_new() -> None:
    new = DATA.replace("shall", "may")
    assert links(units(DATA, LAW), units(new, TALKS)) == [(0, 0, CHANGED), (1, None, REMOVED), (None, 1, NEW)]


def test_a_divided_paragraph_is_split_and_two_joined_ones_are_merged() -> None:
    both = f"{DATA} {LAW}"
    assert links(units(TALKS, both), units(TALKS, DATA, LAW)) == [(0, 0, UNCHANGED), (1, 1, SPLIT), (1, 2, SPLIT)]
    assert links(units(DATA, LAW, TALKS), units(both, TALKS)) == [(0, 0, MERGED), (1, 0, MERGED), (2, 1, UNCHANGED)]


def test_a_heading_never_becomes_a_paragraph() -> None:
    found = links([Unit("Movement of data", is_heading=True)], units("Movement of data"))
    assert set(found) == {(None, 0, NEW), (0, None, REMOVED)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("ภาคีแต่ละฝ่ายต้องอนุญาตให้ข้อมูลข้ามพรมแดนเพื่อธุรกิจ", "ภาคีแต่ละฝ่ายอาจอนุญาตให้ข้อมูลข้ามพรมแดนเพื่อธุรกิจ"),
        ("各缔约方应当允许数据为商业目的跨境流动", "各缔约方可以允许数据为商业目的跨境流动"),
    ],
)
def test_scripts_without_spaces_are_matched(old: str, new: str) -> None:
    assert links(units(old, TALKS), units(TALKS, new)) in ([(1, 0, MOVED), (0, 1, CHANGED)], [(1, 0, UNCHANGED), (0, 1, CHANGED)])


def test_five_hundred_paragraphs_are_matched_while_one_waits() -> None:
    old = [f"Rule {n}: the Parties of group {n % 7} shall keep record {n * 31} for {n} days." for n in range(500)]
    new = [text.replace("shall", "may") for text in old]
    assert [link.status for link in propose(units(*old), units(*new))] == [CHANGED] * 500
