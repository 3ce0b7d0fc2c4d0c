"""Roles in an organisation, and how far it has been verified."""

from django.db.models import TextChoices

from core.transitions import Transitions


class MemberRole(TextChoices):
    CONTRIBUTOR = "contributor", "Contributor: writes with the others"
    LEAD = "lead", "Lead: writes, invites, and sends"


class Verification(TextChoices):
    UNVERIFIED = "unverified", "Not verified"
    ASKED = "asked", "Verification asked for"
    VERIFIED = "verified", "Verified"
    REFUSED = "refused", "Verification refused"


VERIFICATION = Transitions(
    "verification",
    {
        "ask": (frozenset({Verification.UNVERIFIED, Verification.REFUSED}), Verification.ASKED),
        "verify": (frozenset({Verification.ASKED, Verification.UNVERIFIED, Verification.REFUSED}), Verification.VERIFIED),
        "refuse": (frozenset({Verification.ASKED, Verification.VERIFIED}), Verification.REFUSED),
        "rename": (frozenset(Verification), Verification.UNVERIFIED),  # what was verified was the former name
    },
)
