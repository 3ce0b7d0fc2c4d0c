"""What the pages of accounts and organisations show."""

import uuid
from dataclasses import dataclass

from allauth.mfa.models import Authenticator

from accounts.models import Invitation, Membership, Organisation, User
from accounts.states import MemberRole
from core.errors import NotFound


@dataclass(frozen=True)
class Team:
    """An organisation as one of its members sees it."""

    organisation: Organisation
    mine: Membership
    members: list[Membership]
    invitations: list[Invitation]


def memberships_of(user: User) -> list[Membership]:
    return list(Membership.objects.filter(user=user).select_related("organisation").order_by("organisation__name", "pk"))


def organisation_for(user: User, key: uuid.UUID) -> Membership:
    """The membership of ``user`` in the organisation with this key, which is loaded. Raises NotFound for everyone else."""
    membership = Membership.objects.filter(user=user, organisation__uuid=key).select_related("organisation").first()
    if membership is None:
        raise NotFound()
    return membership


def led_organisation_for(user: User, key: uuid.UUID) -> Organisation:
    """For acts of leads alone; raises NotFound for everyone else, contributors included."""
    membership = organisation_for(user, key)
    if membership.role != MemberRole.LEAD:
        raise NotFound()
    return membership.organisation


def team_of(user: User, key: uuid.UUID) -> Team:
    mine = organisation_for(user, key)
    members = list(mine.organisation.memberships.select_related("user").order_by("-role", "pk"))
    still_open = mine.organisation.invitations.filter(accepted_at=None, withdrawn_at=None)
    return Team(mine.organisation, mine, members, list(still_open.order_by("pk")) if mine.is_lead else [])


def should_be_protected(user: User, memberships: list[Membership]) -> bool:
    """Focal points and leads of verified organisations without a passkey or an authenticator app."""
    asked = any(one.is_lead and one.organisation.is_verified for one in memberships)
    return asked and not is_protected(user)


def is_protected(user: User) -> bool:
    return bool(Authenticator.objects.filter(user=user).exclude(type=Authenticator.Type.RECOVERY_CODES).exists())
