"""Asking people into an organisation by mail. The token stands in the mail alone."""

import hashlib
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from accounts.language import active_language
from accounts.models import Invitation, Membership, Organisation, User
from accounts.services.organisations import locked_for, record
from core.clock import database_now
from core.errors import NotFound, Refused
from core.mail import queue_mail
from core.mail.language import language_for

VALID_FOR = timedelta(days=14)
MOST_OPEN = 100
OTHER_ADDRESS = gettext_lazy(
    "This invitation is for another e-mail address. Sign in with an account that has that address, and has confirmed it."
)


@transaction.atomic
def invite(*, organisation: Organisation, email: str, role: str, unit: str, by: User | None, site: str) -> Invitation:
    """Mail an invitation; asked again for the same address, a new one in place of the old. ``by``: None for staff.

    ``site``: scheme and host of the link. Raises Refused, or NotFound if ``by`` is no lead (any more).
    """
    locked_for(organisation, by)
    address = email.lower()
    if Membership.objects.filter(organisation=organisation, user__email__iexact=address).exists():
        raise Refused(_("This person is a member already."))
    still_open = organisation.invitations.filter(accepted_at=None, withdrawn_at=None)
    if still_open.exclude(email=address).count() >= MOST_OPEN:
        raise Refused(_("Too many invitations are open. Withdraw some first."))
    now, token = database_now(), secrets.token_urlsafe(32)
    still_open.filter(email=address).update(withdrawn_at=now)
    invitation = Invitation.objects.create(
        organisation=organisation,
        email=address,
        role=role,
        unit=unit,
        token_hash=hash_token(token),
        invited_by=by,
        expires_at=now + VALID_FOR,
    )
    link = f"{site}{reverse('organisation-invitation', args=[token])}"
    with override(_language(address, by)):
        subject, body = _words(organisation, invitation, link, by)
    queue_mail(to=address, subject=subject, body=body, kind="accounts.invitation", key=str(invitation.uuid), opens_something=True)
    record(organisation, "invite", by.username if by else "staff", invitation=str(invitation.uuid), role=role)
    return invitation


@transaction.atomic
def withdraw_invitation(*, invitation: Invitation, by: User) -> None:
    """Raises NotFound once it was accepted or withdrawn, and if ``by`` is no lead (any more)."""
    locked_for(invitation.organisation, by)
    rows = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, withdrawn_at=None)
    if not rows.update(withdrawn_at=database_now()):
        raise NotFound()
    record(invitation.organisation, "withdraw_invitation", by.username, invitation=str(invitation.uuid))


@transaction.atomic
def accept(*, token: str, user: User) -> Membership:
    """Join. Raises NotFound (unknown, over, used) or Refused (``user`` has not confirmed the address that was invited)."""
    found = open_invitation(token)
    organisation = Organisation.objects.select_for_update().get(pk=found.organisation_id)  # first, as in invite: no deadlock
    invitation = Invitation.objects.select_for_update().filter(pk=found.pk, accepted_at=None, withdrawn_at=None).first()
    if invitation is None:
        raise NotFound()
    if not has_confirmed(user, invitation.email):
        raise Refused(str(OTHER_ADDRESS))
    membership, _made = Membership.objects.get_or_create(
        organisation=organisation, user=user, defaults={"role": invitation.role, "unit": invitation.unit}
    )
    Invitation.objects.filter(pk=invitation.pk).update(accepted_at=database_now())
    record(organisation, "join", user.username, invitation=str(invitation.uuid), role=membership.role)
    return membership


def open_invitation(token: str) -> Invitation:
    """Raises NotFound for one that is unknown, used, withdrawn or over."""
    invitation = Invitation.objects.select_related("organisation", "invited_by").filter(token_hash=hash_token(token)).first()
    if invitation is None or invitation.accepted_at or invitation.withdrawn_at or invitation.expires_at <= database_now():
        raise NotFound(_("This invitation was used or withdrawn, or it is too old. Ask for a new one."))
    return invitation


def has_confirmed(user: User, email: str) -> bool:
    return bool(EmailAddress.objects.filter(user=user, email__iexact=email, verified=True).exists())


def hash_token(token: str) -> str:
    """256 random bits need no salt and no stretching."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def _language(address: str, by: User | None) -> str:
    """Of the invited person where the address has an account, else of the page on which a colleague invites; staff: English."""
    known = User.objects.filter(email__iexact=address).order_by("pk").first()
    if known is not None:
        return language_for(known.language)
    return active_language() if by else settings.LANGUAGE_CODE


def _words(organisation: Organisation, invitation: Invitation, link: str, by: User | None) -> tuple[str, str]:
    """Subject and text in the active language."""
    words = {"organisation": organisation, "invitation": invitation, "link": link, "site_name": settings.SITE_NAME, "by": by}
    subject = _("%(organisation)s invites you to answer a consultation together") % {"organisation": organisation.name}
    return subject, render_to_string("accounts/mail/invitation.txt", words)
