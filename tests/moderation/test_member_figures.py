from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from moderation.member_figures import MemberGroup, member_groups, public_groups
from moderation.small_cells import LEAST

MEMBERS = st.lists(
    st.fixed_dictionaries({"kind": st.sampled_from(["msme", "union"]), "country": st.sampled_from(["LA", "TH", "VN"])})
)


def members(**countries: int) -> list[dict[str, str]]:
    return [{"kind": "msme", "country": country} for country, number in countries.items() for _ in range(number)]


def test_groups_of_five_are_told_with_the_rest_together() -> None:
    assert public_groups(members(LA=9, TH=7, VN=3, MY=4)) == {"kind": {"msme": 23}, "country": {"LA": 9, "TH": 7}}
    assert member_groups(23, {"country": {"LA": 9, "TH": 7}}) == (
        MemberGroup("By country", (("Lao PDR", 9), ("Thailand", 7)), rest=7),
    )


def test_what_could_be_worked_out_hides_another_group() -> None:
    assert public_groups(members(LA=9, TH=7, VN=3))["country"] == {"LA": 9}
    assert public_groups(members(LA=9, TH=9, VN=3))["country"] == {}
    assert public_groups(members(LA=9, TH=7, VN=1, MY=2))["country"] == {"LA": 9}


def test_of_fewer_than_five_members_nothing_is_told() -> None:
    assert public_groups(members(LA=4)) == {"kind": {}, "country": {}}
    assert member_groups(4, public_groups(members(LA=4))) == ()


@given(MEMBERS)
def test_no_number_under_five_is_told_or_left_over(listed: list[dict[str, str]]) -> None:
    for by, shown in public_groups(listed).items():
        counts = Counter(member[by] for member in listed)
        assert all(number >= LEAST and number == counts[key] for key, number in shown.items())
        rest = len(listed) - sum(shown.values())
        assert not shown or rest == 0 or (rest >= LEAST and len(counts) - len(shown) >= 2)
