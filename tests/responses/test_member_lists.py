from hypothesis import given
from hypothesis import strategies as st

from responses.member_lists import MOST_LINES, read_list
from responses.members import Member


def values(member: Member) -> tuple[str, ...]:
    return (member.name, member.number, member.kind, member.country, member.sector, member.size, member.naming)


def test_columns_in_the_order_told_by_keys_or_labels() -> None:
    found = read_list(
        "Alpha Ltd,0105-1,Large enterprise,Thailand,Logistics and delivery,250 employees or more,Only to the secretariat\n"
        '"Beta, Vientiane",,msme,la,retail,10-49,\n'
    )
    assert [values(member) for _, _, member in found.read] == [
        ("Alpha Ltd", "0105-1", "large_enterprise", "TH", "logistics", "250+", "secretariat"),
        ("Beta, Vientiane", "", "msme", "LA", "retail", "10-49", "nobody"),
    ]
    assert found.not_read == ()


def test_a_first_line_of_names_puts_columns_in_any_order() -> None:
    found = read_list("Country\tNamed to\tName\tType\tNotes\nVN\tsecretariat\tGamma\tassociation\tours")
    assert [values(member) for _, _, member in found.read] == [("Gamma", "", "association", "VN", "", "", "secretariat")]
    assert found.head == "Country\tNamed to\tName\tType\tNotes"


def test_every_line_that_cannot_be_read_is_named_with_its_reason() -> None:
    found = read_list(
        'Alpha;;msme;Atlantis\n"Beta;;msme;LA\n\n;;msme;LA\nGamma;;msme;LA;;;;;left over\n…;;msme;LA\n' + "x" * 201 + ";;msme;LA"
    )
    assert found.read == ()
    assert [(one.number, one.sentence) for one in found.not_read] == [
        (1, "Country: “Atlantis” is not known."),
        (2, "The quotation marks of this line do not close."),
        (4, "Write the name of the member. If it is named to nobody, the name is forgotten when you send."),
        (5, "It has 9 columns, 7 are known. Put a name with a comma into quotation marks."),
        (6, "Write the name with at least one letter or digit."),
        (7, "Shorten this to 200 characters; it has 201."),
    ]


def test_a_list_without_end_is_cut() -> None:
    found = read_list("Alpha,,msme,LA\n" * (MOST_LINES + 1))
    assert (len(found.read), found.was_cut) == (MOST_LINES, True)


@given(
    st.text()
    | st.lists(st.sampled_from(["Alpha", ",", ";", "\t", '"', "\n", "\r", "\0", "\ud800", "LA", "msme", "name", "country"])).map(
        "".join
    )
)
def test_anything_pasted_is_read_or_named(text: str) -> None:
    found = read_list(text)
    assert {number for number, _, _ in found.read}.isdisjoint(one.number for one in found.not_read)
    assert all(one.sentence for one in found.not_read)
