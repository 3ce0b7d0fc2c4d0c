"""What a person may do, in words. Views and admin pages ask these, never the names of groups."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import Membership, User
from accounts.states import MemberRole

Person = User | AnonymousUser


def is_staff(user: Person) -> bool:
    """May sign in to the admin at all."""
    return user.is_active and user.is_staff


def can_edit_content(user: Person) -> bool:
    return is_staff(user) and user.has_perm("consultations.change_consultation")


def can_read_responses(user: Person) -> bool:
    """Includes confidential passages and names: reading them is audited."""
    return is_staff(user) and user.has_perm("responses.view_response")


def can_moderate(user: Person) -> bool:
    return is_staff(user) and user.has_perm("moderation.add_decision")


def can_administer(user: Person) -> bool:
    """Accounts, roles and the audit trail."""
    return is_staff(user) and user.has_perm("accounts.change_user")


def can_change_account(user: Person, account: User) -> bool:
    """A superuser's account only by a superuser: else an Administrator could set that password and become one."""
    return can_administer(user) and (user.is_superuser or not account.is_superuser)


def is_member(user_id: int | None, organisation_id: int) -> bool:
    return user_id is not None and _open_accounts(organisation_id).filter(user=user_id).exists()


def is_lead(user_id: int | None, organisation_id: int) -> bool:
    return user_id is not None and _open_accounts(organisation_id).filter(user=user_id, role=MemberRole.LEAD).exists()


def leads_of(organisation_id: int) -> list[User]:
    rows = _open_accounts(organisation_id).filter(role=MemberRole.LEAD).select_related("user")
    return [membership.user for membership in rows]


def _open_accounts(organisation_id: int) -> QuerySet[Membership]:
    return Membership.objects.filter(organisation=organisation_id, user__is_active=True)
