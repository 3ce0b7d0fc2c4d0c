"""States of a response, and what its owner chose."""

from django.db.models import TextChoices

from core.transitions import Transitions


class ResponseState(TextChoices):
    DRAFT = "draft", "Draft"
    SUBMITTED = "submitted", "Submitted"
    WITHDRAWN = "withdrawn", "Withdrawn"
    SUPERSEDED = "superseded", "Replaced by a newer version"


class Standing(TextChoices):
    """Where a submitted response stands with the secretariat. Moved by moderation, through ``responses.services.standing``."""

    NONE = "none", "Not submitted"
    WAITING = "waiting", "Waiting for moderation"
    PUBLISHED = "published", "Published"
    KEPT = "kept", "Counted, not published"
    DECLINED = "declined", "Not published by decision"
    RETURNED = "returned", "Returned to you for a change"


class Timing(TextChoices):
    ON_TIME = "on_time", "On time"
    GRACE = "grace", "In the five minutes of grace"
    LATE = "late", "Late"


class Consent(TextChoices):
    """How much may be published. The effect of each is spelled out in ``responses.profile.CONSENT_EFFECTS``."""

    NAMED = "named", "Publish with my name"
    ORGANISATION = "organisation", "Publish with the name of my organisation only"
    ANONYMOUS = "anonymous", "Publish without saying who I am"
    NOT_PUBLISHED = "not_published", "Use my answers, but do not publish them"


class ClaimState(TextChoices):
    """Whether the secretariat agrees that the marked passages and files are confidential."""

    NONE = "none", "Nothing is marked as confidential"
    CLAIMED = "claimed", "Not decided yet"
    ACCEPTED = "accepted", "Accepted"
    REFUSED = "refused", "Refused"


class Scan(TextChoices):
    """What is known about the content of a file. Only a clean one is ever handed out."""

    WAITING = "waiting", "Being checked"
    CLEAN = "clean", "Checked"
    INFECTED = "infected", "Not accepted: harmful content was found"


STATE = Transitions(
    "state",
    {
        "submit": (frozenset({ResponseState.DRAFT}), ResponseState.SUBMITTED),
        "withdraw": (frozenset({ResponseState.SUBMITTED}), ResponseState.WITHDRAWN),
        "supersede": (frozenset({ResponseState.SUBMITTED}), ResponseState.SUPERSEDED),
    },
)

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
