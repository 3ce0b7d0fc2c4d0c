"""A status is an icon, a word and a colour: those of the officers' pages."""

from dataclasses import dataclass
from functools import cache

from django.utils.html import format_html
from django.utils.safestring import SafeString

from core.templatetags.portal import icon
from moderation.admin.words import CONSENT_WORDS, STANDING_WORDS
from responses.models import Response
from responses.states import Channel, ClaimState, Consent, ResponseState, Standing, Timing


@dataclass(frozen=True)
class Tag:
    """``icon`` is a name of ``core.icons``; ``tone`` one of good, now, wait, bad, plain."""

    word: str
    icon: str
    tone: str

    @property
    def html(self) -> SafeString:
        return _html(self)


@cache  # there are a dozen, and a list shows two in every row
def _html(tag: Tag) -> SafeString:
    return format_html('<span class="tag tag-{}">{} {}</span>', tag.tone, icon(tag.icon), tag.word)


_STANDING_LOOKS: dict[str, tuple[str, str]] = {
    Standing.WAITING: ("waiting", "wait"),
    Standing.PUBLISHED: ("done", "good"),
    Standing.KEPT: ("hidden", "plain"),
    Standing.DECLINED: ("declined", "bad"),
    Standing.RETURNED: ("returned", "now"),
}
_STATE: dict[str, Tag] = {
    ResponseState.WITHDRAWN: Tag("Withdrawn by its owner", "back", "plain"),
    ResponseState.SUPERSEDED: Tag("Replaced by a newer version", "superseded", "plain"),
    ResponseState.BESIDE: Tag("A change that came late, kept beside what was sent in time", "warning", "wait"),
}
_CONSENT_LOOKS: dict[str, tuple[str, str]] = {
    Consent.NAMED: ("done", "plain"),
    Consent.ORGANISATION: ("done", "plain"),
    Consent.ANONYMOUS: ("hidden", "plain"),
    Consent.NOT_PUBLISHED: ("closed", "bad"),
}
_CLAIM: dict[str, Tag] = {
    ClaimState.CLAIMED: Tag("Confidential parts: undecided", "hidden", "wait"),
    ClaimState.ACCEPTED: Tag("Confidential parts: accepted", "hidden", "plain"),
    ClaimState.REFUSED: Tag("Confidential parts: refused", "hidden", "bad"),
}
_TIMING: dict[str, Tag] = {
    Timing.GRACE: Tag("In the minutes of grace", "open", "wait"),
    Timing.LATE: Tag("Late", "warning", "wait"),
    Timing.ALLOWED: Tag("Late, by permission", "warning", "wait"),
}

_CHANNEL: dict[str, Tag] = {
    channel.value: Tag(str(channel.label), "information", "plain") for channel in Channel if channel != Channel.WEB
}


def standing_tag(response: Response) -> Tag:
    icon_name, tone = _STANDING_LOOKS.get(response.standing, ("superseded", "plain"))
    return _STATE.get(response.state) or Tag(STANDING_WORDS.get(response.standing, "Not in the queue"), icon_name, tone)


def consent_tag(response: Response) -> Tag:
    icon_name, tone = _CONSENT_LOOKS.get(response.consent, ("unknown", "plain"))
    return Tag(CONSENT_WORDS.get(response.consent, "No consent"), icon_name, tone)


def timing_tag(response: Response) -> list[Tag]:
    """None for a response in time."""
    return [_TIMING[response.timing]] if response.timing in _TIMING else []


def channel_tag(response: Response) -> list[Tag]:
    """None for what came through the portal."""
    return [_CHANNEL[response.channel]] if response.channel in _CHANNEL else []


def claim_tag(response: Response) -> list[Tag]:
    """None where nothing is marked as confidential."""
    return [_CLAIM[response.claim]] if response.claim in _CLAIM else []
