"""Organisations: founding, inviting, leaving, being verified; each act by whom it may be done, and audited."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import Invitation, Membership, Organisation, User
from accounts.roles import Role
from accounts.services.invitations import accept, invite
from accounts.services.organisations import (
    ask_verification,
    change_role,
    decide_verification,
    describe_organisation,
    make_delegation,
    remove_member,
)
from accounts.states import MemberRole, Verification
from core.clock import database_now
from core.errors import Conflict, NotFound, Refused
from core.mail.sending import send_due
from core.models import AuditEntry, OutgoingMail
from tests import make

pytestmark = pytest.mark.django_db
SITE = "http://testserver"
DETAILS = {
    "name": "Mekong Boxes",
    "kind": "msme",
    "country": "LA",
    "sector": "logistics",
    "size": "10-49",
    "website": "",
    "register_number": "",
}


@pytest.fixture
def lead() -> User:
    return make.person("Lead")


@pytest.fixture
def team(lead: User) -> Organisation:
    return make.organisation(lead=lead)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def invited(team: Organisation, lead: User, email: str = "colleague@example.org") -> str:
    """The token, as it stands in the mail."""
    invitation = invite(organisation=team, email=email, role="contributor", unit="Trade", by=lead, site=SITE)
    found = re.search(r"/invitations/([^/]+)/", OutgoingMail.objects.get(key=str(invitation.uuid)).body)
    assert found
    return found[1]


def test_founder_is_the_lead(lead: User) -> None:
    answer = signed_in(lead).post(reverse("organisation-new"), DETAILS)
    team = Organisation.objects.get()
    assert answer["Location"] == reverse("organisation", args=[team.uuid])
    assert (team.name, team.verification) == ("Mekong Boxes", Verification.UNVERIFIED)
    assert [(one.user, one.role) for one in team.memberships.all()] == [(lead, MemberRole.LEAD)]
    assert AuditEntry.objects.get(act="organisation.add").actor == lead.username


def test_invitation_goes_out_by_job_and_its_token_is_kept_nowhere(team: Organisation, lead: User) -> None:
    token = invited(team, lead)
    assert mail.outbox == []
    queued = OutgoingMail.objects.get()
    assert (send_due(), send_due()) == (1, 0)
    assert [(one.to, token in str(one.body)) for one in mail.outbox] == [(["colleague@example.org"], True)]
    queued.refresh_from_db()
    assert queued.body == ""
    assert token not in Invitation.objects.get().token_hash


def test_joining_needs_an_account_that_confirmed_the_address(team: Organisation, lead: User) -> None:
    token, colleague, stranger = invited(team, lead), make.person("Colleague"), make.person("Stranger")
    with pytest.raises(Refused):
        accept(token=token, user=stranger)
    assert "This invitation went to" in signed_in(stranger).get(reverse("organisation-invitation", args=[token])).content.decode()
    assert "Make an account" in Client().get(reverse("organisation-invitation", args=[token])).content.decode()
    answer = signed_in(colleague).post(reverse("organisation-invitation", args=[token]))
    assert answer["Location"] == reverse("organisation", args=[team.uuid])
    joined = Membership.objects.get(user=colleague)
    assert (joined.role, joined.unit) == (MemberRole.CONTRIBUTOR, "Trade")
    with pytest.raises(NotFound):
        accept(token=token, user=colleague)


def test_invitation_that_is_over_or_replaced_opens_nothing(team: Organisation, lead: User) -> None:
    first = invited(team, lead)
    second = invited(team, lead)
    assert Client().get(reverse("organisation-invitation", args=[first])).status_code == 404
    assert Client().get(reverse("organisation-invitation", args=[second])).status_code == 200
    Invitation.objects.update(expires_at=database_now() - timedelta(seconds=1))
    assert Client().get(reverse("organisation-invitation", args=[second])).status_code == 404


def test_last_lead_cannot_leave_nor_step_down(team: Organisation, lead: User) -> None:
    colleague = make.person("Colleague")
    Membership.objects.create(organisation=team, user=colleague)
    with pytest.raises(Refused):
        remove_member(organisation=team, member=lead, by=lead)
    with pytest.raises(Refused):
        change_role(organisation=team, member=lead, role=MemberRole.CONTRIBUTOR, by=lead)
    change_role(organisation=team, member=colleague, role=MemberRole.LEAD, by=lead)
    remove_member(organisation=team, member=lead, by=lead)
    assert [one.user for one in team.memberships.all()] == [colleague]


def test_contributor_may_leave_and_do_nothing_else(team: Organisation, lead: User) -> None:
    colleague = make.person("Colleague")
    Membership.objects.create(organisation=team, user=colleague)
    client = signed_in(colleague)
    assert client.post(reverse("organisation-member", args=[team.uuid, lead.uuid]), {"act": "remove"}).status_code == 404
    own = reverse("organisation-member", args=[team.uuid, colleague.uuid])
    assert client.post(own, {"act": "lead"}).status_code == 404
    assert client.post(own, {"act": "remove"})["Location"] == reverse("account-home")
    assert client.get(reverse("organisation", args=[team.uuid])).status_code == 404


def test_verification_is_asked_for_decided_and_lost_with_the_name(team: Organisation, lead: User) -> None:
    with pytest.raises(Refused):
        ask_verification(organisation=team, by=lead)
    Organisation.objects.update(register_number="LA-1")
    ask_verification(organisation=team, by=lead)
    with pytest.raises(Refused):
        decide_verification(organisation=team, act="verify", note=" ", by="moderator", seen=Verification.ASKED)
    decide_verification(organisation=team, act="verify", note="In the register.", by="moderator", seen=Verification.ASKED)
    with pytest.raises(Refused):
        decide_verification(organisation=team, act="verify", note="Again", by="approver", seen=Verification.VERIFIED)
    with pytest.raises(Conflict):
        decide_verification(organisation=team, act="refuse", note="Late", by="approver", seen=Verification.ASKED)
    team.refresh_from_db()
    assert (team.verification, team.verification_note) == (Verification.VERIFIED, "In the register.")
    describe_organisation(
        organisation=team, by=lead, fields=DETAILS | {"register_number": "LA-1", "website": "https://x.example"}
    )
    team.refresh_from_db()
    assert team.verification == Verification.VERIFIED
    describe_organisation(organisation=team, by=lead, fields=DETAILS | {"register_number": "LA-1", "name": "Ministry of Boxes"})
    team.refresh_from_db()
    assert team.verification == Verification.UNVERIFIED


def test_officer_verifies_in_the_admin_with_a_note(team: Organisation) -> None:
    client = signed_in(make.staff(Role.MODERATOR))
    address = reverse("admin:accounts_organisation_change", args=[team.pk])
    assert client.post(address, {"decision": "verify", "note": "", "seen": "unverified"}).status_code == 200
    assert client.post(address, {"decision": "verify", "note": "Known to us.", "seen": "asked"}).status_code == 200
    assert client.post(address, {"decision": "verify", "note": "Known to us.", "seen": "unverified"}).status_code == 302
    team.refresh_from_db()
    assert team.is_verified
    assert AuditEntry.objects.get(act="organisation.verify").actor == "moderator"


def test_officer_makes_one_delegation_per_member_state_and_its_focal_point_is_invited() -> None:
    client = signed_in(make.staff(Role.MODERATOR))
    address = reverse("admin:accounts_organisation_add")
    posted = {"country": "KH", "name": "Delegation of Cambodia", "focal_point": "focal@example.org", "ministry": "Commerce"}
    assert client.post(address, posted).status_code == 302
    made = Organisation.objects.get()
    assert (made.is_delegation, made.is_verified, made.kind) == (True, True, "authority")
    invitation = made.invitations.get()
    assert (invitation.email, invitation.role, invitation.unit) == ("focal@example.org", MemberRole.LEAD, "Commerce")
    assert "has its delegation already" in client.post(address, posted).content.decode()
    with pytest.raises(Conflict):
        make_delegation(country="KH", name="Another", by="test")
    with pytest.raises(Conflict):
        make_delegation(country="FR", name="Not a member", by="test")


def test_leads_of_verified_organisations_are_asked_to_protect_their_accounts(team: Organisation, lead: User) -> None:
    page = reverse("organisation", args=[team.uuid])
    assert "Please protect your account" not in signed_in(lead).get(page).content.decode()
    Organisation.objects.update(verification=Verification.VERIFIED)
    assert "Please protect your account" in signed_in(lead).get(page).content.decode()
    Authenticator.objects.create(user=lead, type="totp", data={})
    assert "Please protect your account" not in signed_in(lead).get(page).content.decode()


@pytest.mark.parametrize("hostile", ["a\0b", "\ud800lone", "x" * 500, "‮right"])
def test_hostile_words_are_cleaned_or_a_form_error(lead: User, hostile: str) -> None:
    body = f"name={hostile}&kind=msme&country=LA&unit={hostile}&email={hostile}".encode("utf-8", "surrogatepass")
    team = make.organisation(lead=lead)
    for name, args in (("organisation-new", []), ("organisation-invite", [team.uuid])):
        answer = signed_in(lead).post(reverse(name, args=args), body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code in (200, 303)
    assert Client().get(f"/accounts/invitations/{'x' * 3000}/").status_code == 404
