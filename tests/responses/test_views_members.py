"""The pages on which an association says for whom it files, without JavaScript."""

import re
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from responses.member_codes import member_code
from responses.members import members_in
from responses.models import RepresentedMember, Response
from responses.services.members import put_members
from tests import make
from tests.responses.pages import ANSWERS, CONSENT, PROFILE, RESPOND, begin

pytestmark = pytest.mark.django_db
ONE = {
    "member__naming": "nobody",
    "member__name": "Alpha Boats Ltd",
    "member__number": "0105-1",
    "member__kind": "msme",
    "member__country": "TH",
    "member__sector": "logistics",
    "member__size": "1-9",
}


@pytest.fixture
def here(client: Client) -> str:
    make.consultation()
    draft = begin(client)
    client.post(f"{draft}about-you/", PROFILE | {"profile__capacity": "association"})
    return draft


def listed() -> list[tuple[str, str, str]]:
    return [(one.name, one.country, one.naming) for one in members_in(Response.objects.get().draft)]


def text(answer: object) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())  # type: ignore[attr-defined]


def test_the_part_follows_about_you_and_leads_on(client: Client, here: str) -> None:
    profile = PROFILE | {"profile__capacity": "union"}
    assert client.post(f"{here}about-you/", profile)["Location"] == f"{here}members/"
    assert "Part 2 of 5" in text(client.get(f"{here}members/"))
    assert client.post(f"{here}members/", {"go": "on"})["Location"] == f"{here}s/trade/"
    assert "Members you file for For whom you answer, besides yourself. You can skip this. None listed" in text(client.get(here))


def test_who_represents_nobody_is_not_asked(client: Client, here: str) -> None:
    assert client.post(f"{here}about-you/", PROFILE)["Location"] == f"{here}s/trade/"
    assert "Members you file for" not in text(client.get(here))
    assert "This part is for those who represent others." in text(client.get(f"{here}members/"))


def test_one_member_is_added_changed_and_removed(client: Client, here: str) -> None:
    assert client.post(f"{here}members/add/", ONE)["Location"] == f"{here}members/"
    page = client.get(f"{here}members/").content.decode()
    assert "1 member: 1 named to nobody" in page
    address = re.search(r'href="([^"]+/members/[0-9a-f-]{36}/)"', page)
    assert address
    assert 'value="Alpha Boats Ltd"' in client.get(address[1]).content.decode()
    client.post(address[1], ONE | {"member__naming": "secretariat"})
    assert listed() == [("Alpha Boats Ltd", "TH", "secretariat")]
    assert "Alpha Boats Ltd" in text(client.get(f"{address[1]}remove/"))
    assert client.post(f"{address[1]}remove/")["Location"] == f"{here}members/"
    assert listed() == []
    assert client.post(f"{address[1]}remove/").status_code == 404


def test_pressed_twice_a_member_is_added_once(client: Client, here: str) -> None:
    page = client.get(f"{here}members/add/").content.decode()
    key = re.search(r'name="key" value="([^"]+)"', page)
    assert key
    for _ in range(2):
        assert client.post(f"{here}members/add/", ONE | {"key": key[1]}).status_code == 303
    assert listed() == [("Alpha Boats Ltd", "TH", "nobody")]


def test_an_incomplete_member_keeps_every_word(client: Client, here: str) -> None:
    answer = client.post(f"{here}members/add/", {"member__name": "Alpha <b>", "member__kind": "dragon", "key": "not a key"})
    page = answer.content.decode()
    assert 'value="Alpha &lt;b&gt;"' in page
    for sentence in (
        "Choose to whom this member is named.",
        "Choose one of the answers offered.",
        "Choose the country of the member.",
    ):
        assert sentence in page
    assert listed() == []


def test_a_member_listed_already_is_named_so(client: Client, here: str) -> None:
    client.post(f"{here}members/add/", ONE)
    again = client.post(f"{here}members/add/", ONE | {"member__name": "ALPHA BOATS"})
    assert "This member is in your list already." in again.content.decode()
    assert len(listed()) == 1


def test_a_pasted_list_is_read_with_a_report(client: Client, here: str) -> None:
    rows = "Alpha,,msme,LA\nBeta,,msme,Atlantis\nALPHA,,msme,LA\nGamma,7,Large enterprise,Viet Nam,retail,250+,secretariat"
    page = client.post(f"{here}members/paste/", {"list": rows})
    assert "2 members added, 2 lines not" in text(page)
    assert "Country: “Atlantis” is not known." in text(page)
    assert ">Beta,,msme,Atlantis\nALPHA,,msme,LA</textarea>" in page.content.decode()
    assert listed() == [("Alpha", "LA", "nobody"), ("Gamma", "VN", "secretariat")]
    assert "Nothing was pasted" in text(client.post(f"{here}members/paste/", {"list": " \n"}))


@pytest.mark.parametrize(
    "posted", [{"list": "\0\ud800,\n\"'"}, {"member__name": "\0" * 9, "key": "\0"}, {"member__country": "LAO" * 999}]
)
def test_hostile_input_is_an_error_of_the_form(client: Client, here: str, posted: dict[str, str]) -> None:
    raw = {name: value.encode("utf-8", "surrogatepass") for name, value in posted.items()}
    for page in ("members/add/", "members/paste/", "members/"):
        assert client.post(here + page, raw).status_code in (200, 303, 400)
    assert listed() == []


def sent(client: Client, here: str) -> tuple[str, str]:
    """Address of the receipt and its text."""
    client.post(f"{here}s/trade/", ANSWERS)
    client.post(f"{here}publication/", CONSENT)
    receipt = client.post(f"{here}submit/")["Location"]
    return receipt, text(client.get(receipt))


def test_check_page_shows_the_list_and_the_receipt_the_codes_once(client: Client, here: str) -> None:
    alpha = make.member("Alpha")
    put_members(key=uuid.UUID(here.split("/")[2]), members=[alpha, make.member("Beta", naming="secretariat")])
    client.post(f"{here}publication/", CONSENT)
    check = text(client.get(f"{here}check/"))
    assert "2 members: 1 named to nobody, 1 named only to the secretariat" in check
    assert "Member: Beta" in check
    address, receipt = sent(client, here)
    code = member_code(uuid.UUID(alpha.key))
    assert code in receipt
    assert "A member, named to nobody: Micro, small or medium enterprise, Lao PDR" in receipt
    assert "Alpha" not in receipt
    assert "Beta (Micro, small or medium enterprise, Lao PDR" in receipt
    reference = address.split("/")[2]
    assert code not in text(client.get(f"/responses/{reference}/"))
    client.cookies.pop("defa_member_codes")
    assert code not in text(client.get(address))


def test_whether_a_firm_is_listed_cannot_be_asked() -> None:
    """Whoever files as a listed firm, or with a code that was given, sees and costs the same as anyone."""
    make.consultation()
    alpha = make.member("Alpha Boats")
    make.association_response(alpha)
    codes = {"listed": member_code(uuid.UUID(alpha.key)), "unlisted": member_code(uuid.uuid4())}
    names = {"listed": "Alpha Boats", "unlisted": "Omega Boats"}
    pages, costs = {}, []
    for which in ("listed", "unlisted"):
        visitor = Client()
        here = str(visitor.post(RESPOND, {"language": "en"})["Location"])
        visitor.post(
            f"{here}about-you/", PROFILE | {"profile__organisation": names[which], "profile__association_code": codes[which]}
        )
        visitor.post(f"{here}s/trade/", ANSWERS)
        visitor.post(f"{here}publication/", CONSENT)
        with CaptureQueriesContext(connection) as captured:
            submitted = visitor.post(f"{here}submit/")
        costs.append(len(captured))
        seen = text(visitor.get(submitted["Location"])) + text(visitor.get(f"/responses/{submitted['Location'].split('/')[2]}/"))
        unlike = [submitted["Location"].split("/")[2], names[which], *re.findall(r"[0-9A-Z]{5}(?:-[0-9A-Z]{1,5}){5}", seen)]
        for word in unlike:
            seen = seen.replace(word, "…")
        pages[which] = re.sub(r"\d{1,2} \w+ 20\d\d,? [\d:]+|\d{4}-\d\d-\d\d [\d:]+|\d\d:\d\d(:\d\d)?", "…", seen)
    assert pages["listed"] == pages["unlisted"]
    assert costs[0] == costs[1]
    assert RepresentedMember.objects.count() == 1


def test_what_cannot_be_a_code_is_an_error_and_any_other_is_taken(client: Client, here: str) -> None:
    wrong = client.post(f"{here}about-you/", PROFILE | {"profile__association_code": "ABCDE-12345"})
    assert "This cannot be such a code" in wrong.content.decode()
    unknown = PROFILE | {"profile__association_code": member_code(uuid.uuid4()).lower()}
    assert client.post(f"{here}about-you/", unknown).status_code == 303


@pytest.mark.parametrize("count", [1, 3])
def test_pages_of_members_cost_a_fixed_number_of_queries(
    client: Client, here: str, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    key = uuid.UUID(here.split("/")[2])
    put_members(key=key, members=[make.member(f"Member {n}") for n in range(count)])
    client.get(f"{here}members/")
    with django_assert_num_queries(2):
        assert client.get(f"{here}members/").status_code == 200
    with django_assert_num_queries(2):
        assert client.get(f"{here}members/add/").status_code == 200
