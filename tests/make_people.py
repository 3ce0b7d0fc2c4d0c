"""Builders of people with accounts and of their organisations, for ``tests.make``."""

from typing import Any

from allauth.account.models import EmailAddress

from accounts.models import Membership, Organisation, User
from accounts.services.organisations import make_delegation
from accounts.states import MemberRole


def person(name: str) -> User:
    """Someone with an account, whose address is confirmed; the password is that of the test cast."""
    address = f"{name.lower()}@example.org"
    user = User.objects.create_user(address, email=address, password="of the test cast", first_name=name)
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    return user


def organisation(
    name: str = "Mekong Boxes", *, lead: User | None = None, contributors: tuple[User, ...] = (), **fields: Any
) -> Organisation:
    """A firm of the Lao PDR with these members."""
    described = {"kind": "msme", "country": "LA", "sector": "logistics", "size": "10-49", **fields}
    made = Organisation.objects.create(name=name, **described)
    if lead:
        Membership.objects.create(organisation=made, user=lead, role=MemberRole.LEAD)
    Membership.objects.bulk_create(Membership(organisation=made, user=user) for user in contributors)
    return made


def delegation(country: str = "LA", *, lead: User | None = None, name: str = "Delegation of the Lao PDR") -> Organisation:
    made = make_delegation(country=country, name=name, by="test")
    if lead:
        Membership.objects.create(organisation=made, user=lead, role=MemberRole.LEAD)
    return made
