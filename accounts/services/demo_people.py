"""People with accounts for trying the portal: a lead and a contributor of the example organisation. They are no staff."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from accounts.models import Membership, Organisation, User
from accounts.services.organisations import ask_verification, decide_verification, found_organisation, record
from accounts.services.staff import DEMO_DOMAIN
from accounts.states import MemberRole, Verification
from core import audit
from core.errors import Refused

LEAD, CONTRIBUTOR = f"lead@{DEMO_DOMAIN}", f"contributor@{DEMO_DOMAIN}"
DEMO_PEOPLE = {LEAD: "Example Lead", CONTRIBUTOR: "Example Contributor"}
EXAMPLE_ORGANISATION = "Example Weavers’ Cooperative"
DETAILS = {
    "name": EXAMPLE_ORGANISATION,
    "kind": "msme",
    "country": "LA",
    "sector": "retail",
    "size": "10-49",
    "website": "",
    "register_number": "EXAMPLE-0001",
}


@transaction.atomic
def ensure_example_organisation(*, by: str) -> tuple[Organisation, User, User]:
    """The example organisation, verified, with its lead and its contributor; made once. Nobody can sign in as them before
    :func:`open_demo_people`."""
    lead, contributor = _person(LEAD), _person(CONTRIBUTOR)
    known = Organisation.objects.filter(memberships__user=lead, name=EXAMPLE_ORGANISATION).first()
    if known is not None:
        return known, lead, contributor
    organisation = found_organisation(by=lead, fields=DETAILS)
    # Not by an invitation: no mail goes to an address that cannot exist.
    Membership.objects.create(organisation=organisation, user=contributor, role=MemberRole.CONTRIBUTOR, unit="Sales")
    record(organisation, "join", contributor.username, role=MemberRole.CONTRIBUTOR)
    ask_verification(organisation=organisation, by=lead)
    note = "An example: nothing was checked."
    decide_verification(organisation=organisation, act="verify", note=note, by=by, seen=Verification.ASKED)
    return organisation, lead, contributor


@transaction.atomic
def open_demo_people(*, passwords: dict[str, str]) -> None:
    """Give the example people these passwords. Raises Refused in production settings: nobody gets a known way into those."""
    if settings.HTTPS:
        raise Refused("Demo accounts are for local runs without HTTPS only.")
    for user in User.objects.filter(username__in=passwords):
        if not user.check_password(passwords[user.username]):
            user.set_password(passwords[user.username])
            user.save(update_fields=["password"])


def _person(address: str) -> User:
    user, created = User.objects.get_or_create(
        username=address, defaults={"email": address, "first_name": DEMO_PEOPLE[address], "password": make_password(None)}
    )
    if created:
        EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
        audit.record(act="user.add", actor="job", target=address, target_key=str(user.uuid), details={"demo": True})
    return user
