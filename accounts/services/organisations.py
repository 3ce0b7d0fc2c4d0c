"""What people do with their organisations, and what staff decides on them. Each act is audited under its doer's user name.

Acts of leads raise NotFound for everyone else. They ask after the lock: whoever was removed while a page was open does nothing.
"""

from collections.abc import Mapping

from django.db import transaction
from django.db.utils import IntegrityError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Membership, Organisation, User
from accounts.permissions import is_lead
from accounts.states import VERIFICATION, MemberRole, Verification
from core import audit
from core.errors import Conflict, NotFound, Refused
from core.places import country_name

DESCRIBED = ("name", "kind", "country", "sector", "size", "website", "register_number")
LAST_LEAD = gettext_lazy("An organisation needs a lead. Make someone else a lead first.")
NOT_OF_A_DELEGATION = gettext_lazy("The secretariat keeps the details of a delegation. Write to it to change them.")


@transaction.atomic
def found_organisation(*, by: User, fields: Mapping[str, str]) -> Organisation:
    """A new organisation, not verified, with its founder as the lead. ``fields``: those of ``DESCRIBED``, cleaned."""
    organisation = Organisation.objects.create(**{name: fields[name] for name in DESCRIBED})
    Membership.objects.create(organisation=organisation, user=by, role=MemberRole.LEAD)
    record(organisation, "add", by.username)
    return organisation


@transaction.atomic
def describe_organisation(*, organisation: Organisation, by: User, fields: Mapping[str, str]) -> None:
    """Change what is said about it. Under another name, country or register number it has to be verified anew. Raises Refused."""
    current = locked_for(organisation, by)
    if current.is_delegation:
        raise Refused(str(NOT_OF_A_DELEGATION))
    changed = [name for name in DESCRIBED if getattr(current, name) != fields[name]]
    if not changed:
        return
    Organisation.objects.filter(pk=current.pk).update(**{name: fields[name] for name in changed})
    if {"name", "country", "kind", "register_number"} & set(changed) and current.verification != Verification.UNVERIFIED:
        VERIFICATION.apply("rename", Organisation.objects.filter(pk=current.pk), current.verification, verification_note="")
    record(current, "change", by.username, changed=changed)


@transaction.atomic
def change_role(*, organisation: Organisation, member: User, role: str, by: User) -> None:
    """Raises NotFound, or Refused for the last lead."""
    locked_for(organisation, by)
    membership = _membership(organisation, member)
    if role not in MemberRole.values or membership.role == role:
        return
    if role != MemberRole.LEAD:
        _another_lead(organisation, membership)
    Membership.objects.filter(pk=membership.pk).update(role=role)
    record(organisation, "change_role", by.username, member=member.username, role=role)


@transaction.atomic
def remove_member(*, organisation: Organisation, member: User, by: User) -> None:
    """Also how one leaves. What the member wrote stays. Raises NotFound, or Refused for the last lead."""
    locked_for(organisation, None if by == member else by)
    membership = _membership(organisation, member)
    _another_lead(organisation, membership)
    membership.delete()
    record(organisation, "remove_member", by.username, member=member.username)


@transaction.atomic
def ask_verification(*, organisation: Organisation, by: User) -> None:
    """Put it into the queue of the staff. Raises Refused or Conflict."""
    current = locked_for(organisation, by)
    if not current.website and not current.register_number:
        raise Refused(_("Give a web site or a register number first: the secretariat has to be able to check them."))
    VERIFICATION.apply("ask", Organisation.objects.filter(pk=current.pk), current.verification, verification_note="")
    record(current, "ask_verification", by.username)


@transaction.atomic
def decide_verification(*, organisation: Organisation, act: str, note: str, by: str, seen: str) -> None:
    """``act``: verify or refuse; ``seen``: the state the officer saw. Raises Refused or Conflict."""
    current = locked_for(organisation, None)
    if current.is_delegation:
        raise Refused("A delegation is verified by being made.")
    if act not in ("verify", "refuse"):
        raise Refused("Choose whether to verify or to refuse.")
    if not note.strip():
        raise Refused("Write how you checked, or why you refuse: its leads read it.")
    VERIFICATION.apply(act, Organisation.objects.filter(pk=current.pk), seen, verification_note=note.strip())
    record(current, act, by, note=note.strip())


@transaction.atomic
def make_delegation(*, country: str, name: str, by: str) -> Organisation:
    """The delegation of a member state, verified by being made by staff; its focal point is then invited. Raises Conflict."""
    try:
        with transaction.atomic():
            organisation = Organisation.objects.create(
                name=name, kind="authority", country=country, verification=Verification.VERIFIED, is_delegation=True
            )
    except IntegrityError:
        raise Conflict(f"{country_name(country)} has its delegation already, or is no member state.") from None
    record(organisation, "add_delegation", by, country=country)
    return organisation


def record(organisation: Organisation, act: str, actor: str, **details: object) -> None:
    audit.record(
        act=f"organisation.{act}", actor=actor, target=organisation.name, target_key=str(organisation.uuid), details=details
    )


def locked_for(organisation: Organisation, by: User | None) -> Organisation:
    """Acts on one organisation wait for each other: two leads cannot both leave. ``by``: who has to be its lead; None for staff,
    and for those who leave."""
    current = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if by is not None and not is_lead(by.pk, current.pk):
        raise NotFound()
    return current


def _membership(organisation: Organisation, member: User) -> Membership:
    membership = Membership.objects.filter(organisation=organisation, user=member).first()
    if membership is None:
        raise NotFound()
    return membership


def _another_lead(organisation: Organisation, membership: Membership) -> None:
    others = organisation.memberships.filter(role=MemberRole.LEAD, user__is_active=True).exclude(pk=membership.pk)
    if membership.role == MemberRole.LEAD and not others.exists():
        raise Refused(str(LAST_LEAD))
