"""Roles in an organisation, and how far it has been verified."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.transitions import Transitions


class MemberRole(TextChoices):
    CONTRIBUTOR = "contributor", _("Contributor: writes with the others")
    LEAD = "lead", _("Lead: writes, invites, and sends")


class Verification(TextChoices):
    UNVERIFIED = "unverified", _("Not verified")
    ASKED = "asked", _("Verification asked for")
    VERIFIED = "verified", _("Verified")
    REFUSED = "refused", _("Verification refused")


VERIFICATION = Transitions(
    "verification",
    {
        "ask": (frozenset({Verification.UNVERIFIED, Verification.REFUSED}), Verification.ASKED),
        "verify": (frozenset({Verification.ASKED, Verification.UNVERIFIED, Verification.REFUSED}), Verification.VERIFIED),
        "refuse": (frozenset({Verification.ASKED, Verification.VERIFIED}), Verification.REFUSED),
        "rename": (frozenset(Verification), Verification.UNVERIFIED),  # what was verified was the former name
    },
)
