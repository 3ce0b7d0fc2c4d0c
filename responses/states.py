"""States of a response, and what its owner chose."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from core.transitions import Transitions


class ResponseState(TextChoices):
    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Submitted")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    SUPERSEDED = "superseded", _("Replaced by a newer version")
    BESIDE = "beside", _("A change that came late, kept beside the version sent in time")


class Standing(TextChoices):
    """Where a submitted response stands with the secretariat. Moved by moderation, through ``responses.services.standing``."""

    NONE = "none", _("Not submitted")
    WAITING = "waiting", _("Waiting for moderation")
    PUBLISHED = "published", _("Published")
    KEPT = "kept", _("Counted, not published")
    DECLINED = "declined", _("Not published by decision")
    RETURNED = "returned", _("Returned to you for a change")


class Timing(TextChoices):
    ON_TIME = "on_time", _("On time")
    GRACE = "grace", _("In the five minutes of grace")
    LATE = "late", _("Late")
    ALLOWED = "allowed", _("Late, by permission")


class Channel(TextChoices):
    """How a response reached the portal. What is not from the web was entered by an officer."""

    WEB = "web", _("Through the portal")
    PAPER = "paper", _("Received on paper")
    EMAIL = "email", _("Received by e-mail")
    IMPORT = "import", _("Imported")


class InvitationKind(TextChoices):
    INVITED = "invited", "Invited by name"
    LATE = "late", "May file after the closing"
    RESTRICTED = "restricted", "May answer a phase by invitation only"


class InvitationState(TextChoices):
    ACTIVE = "active", "In force"
    REVOKED = "revoked", "Revoked"


class Consent(TextChoices):
    """How much may be published. The effect of each is spelled out in ``responses.profile.CONSENT_EFFECTS``."""

    NAMED = "named", _("Publish with my name")
    ORGANISATION = "organisation", _("Publish with the name of my organisation only")
    ANONYMOUS = "anonymous", _("Publish without saying who I am")
    NOT_PUBLISHED = "not_published", _("Use my answers, but do not publish them")


class ClaimState(TextChoices):
    """Whether the secretariat agrees that the marked passages and files are confidential."""

    NONE = "none", _("Nothing is marked as confidential")
    CLAIMED = "claimed", _("Not decided yet")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")


class Choice(TextChoices):
    """Between two texts of one answer."""

    STANDING = "standing", "Keep the first"
    KEPT = "kept", "Take the second"
    BOTH = "both", "Put both in, one below the other"


class Scan(TextChoices):
    """What is known about the content of a file. Only a clean one is ever handed out."""

    WAITING = "waiting", _("Being checked")
    CLEAN = "clean", _("Checked")
    INFECTED = "infected", _("Not accepted: harmful content was found")


STATE = Transitions(
    "state",
    {
        "submit": (frozenset({ResponseState.DRAFT}), ResponseState.SUBMITTED),
        "keep_beside": (frozenset({ResponseState.DRAFT}), ResponseState.BESIDE),
        "withdraw": (frozenset({ResponseState.SUBMITTED}), ResponseState.WITHDRAWN),
        "supersede": (frozenset({ResponseState.SUBMITTED}), ResponseState.SUPERSEDED),
        "accept": (frozenset({ResponseState.BESIDE}), ResponseState.SUBMITTED),
    },
)

INVITATION = Transitions("state", {"revoke": (frozenset({InvitationState.ACTIVE}), InvitationState.REVOKED)})

STANDING = Transitions(
    "standing",
    {
        "publish": (frozenset({Standing.WAITING, Standing.KEPT, Standing.DECLINED, Standing.RETURNED}), Standing.PUBLISHED),
        "keep": (frozenset({Standing.WAITING, Standing.DECLINED, Standing.RETURNED}), Standing.KEPT),
        "decline": (frozenset({Standing.WAITING, Standing.KEPT, Standing.RETURNED}), Standing.DECLINED),
        "return": (frozenset({Standing.WAITING}), Standing.RETURNED),
        "unpublish": (frozenset({Standing.PUBLISHED}), Standing.DECLINED),
        "remove": (frozenset({Standing.PUBLISHED}), Standing.NONE),  # withdrawn or superseded by its owner
    },
)

CLAIM = Transitions(
    "claim",
    {
        "accept": (frozenset({ClaimState.CLAIMED, ClaimState.REFUSED}), ClaimState.ACCEPTED),
        "refuse": (frozenset({ClaimState.CLAIMED, ClaimState.ACCEPTED}), ClaimState.REFUSED),
    },
)

SCAN = Transitions(
    "scan",
    {
        "clear": (frozenset({Scan.WAITING}), Scan.CLEAN),
        "infect": (frozenset({Scan.WAITING}), Scan.INFECTED),
    },
)
