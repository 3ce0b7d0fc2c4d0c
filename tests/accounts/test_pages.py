"""What all pages of an account share: a form whose session ended keeps every word."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Organisation, User
from accounts.services.invitations import invite, withdraw_invitation
from accounts.services.organisations import ask_verification, change_role, describe_organisation, remove_member
from accounts.states import MemberRole
from core.errors import NotFound
from tests import make

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
DETAILS = {"name": "Boxes of the Mekong", "kind": "msme", "country": "LA", "register_number": "0105-1", "website": ""}
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture
def lead() -> User:
    return make.person("Lead")


@pytest.fixture
def former() -> User:
    return make.person("Former")


@pytest.fixture
def team(lead: User, former: User) -> Organisation:
    team = make.organisation(lead=lead, website=SITE)
    Membership.objects.create(organisation=team, user=former, role=MemberRole.LEAD)
    return team


@pytest.mark.parametrize("name", ["organisation-new", "organisation-edit", "organisation-invite"])
def test_form_sent_without_a_session_comes_back_whole(client: Client, team: Organisation, lead: User, name: str) -> None:
    address = reverse(name, args=[] if name == "organisation-new" else [team.uuid])
    posted = {"email": "new@example.org", "role": "lead", "unit": "Trade"} if name == "organisation-invite" else DETAILS
    answer = client.post(address, posted)
    shown = answer.content.decode()
    assert (answer.status_code, answer["Cache-Control"]) == (403, "no-store")
    assert "Sign in again in a new window" in shown
    again = {key: value for key, value in HIDDEN.findall(shown) if key != "csrfmiddlewaretoken" and key in posted}
    assert again == posted
    client.force_login(lead)
    assert client.post(address, again).status_code == 303
    assert client.post(address).status_code == 200


def test_press_of_a_button_without_a_session_leads_to_no_dead_end(client: Client, team: Organisation, former: User) -> None:
    address = reverse("organisation-member", args=[team.uuid, former.uuid])
    assert client.post(address, {"act": "remove"}).status_code == 403
    assert client.get(address).status_code == 405
    assert client.post(address)["Location"].startswith("/accounts/login/")
    assert Membership.objects.count() == 2


def test_lead_who_was_removed_meanwhile_does_nothing_more(team: Organisation, lead: User, former: User) -> None:
    """The page had looked before; the service asks again."""
    invited = invite(organisation=team, email="new@example.org", role="contributor", unit="", by=former, site=SITE)
    Membership.objects.filter(user=former).delete()
    acts = (
        lambda: invite(organisation=team, email="x@example.org", role="lead", unit="", by=former, site=SITE),
        lambda: withdraw_invitation(invitation=invited, by=former),
        lambda: change_role(organisation=team, member=lead, role=MemberRole.CONTRIBUTOR, by=former),
        lambda: remove_member(organisation=team, member=lead, by=former),
        lambda: describe_organisation(organisation=team, by=former, fields=DETAILS | {"sector": "", "size": ""}),
        lambda: ask_verification(organisation=team, by=former),
    )
    for act in acts:
        with pytest.raises(NotFound):
            act()
    team.refresh_from_db()
    assert (team.name, team.verification, team.invitations.filter(withdrawn_at=None).count()) == ("Mekong Boxes", "unverified", 1)
