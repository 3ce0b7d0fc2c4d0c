"""Where a consultation stands at a moment, in the words and with the looks every public page uses."""

from dataclasses import dataclass
from datetime import datetime, tzinfo

from consultations.queries import Listed, Window
from consultations.states import Standing
from core.words import message, message_n

_LOOK = {
    Standing.OPEN: (message("Open for answers"), "open", "good"),
    Standing.UPCOMING: (message("Opens soon"), "planned", "now"),
    Standing.CLOSED: (message("Closed"), "closed", "plain"),
}
ORDER = (Standing.OPEN, Standing.UPCOMING, Standing.CLOSED)


@dataclass(frozen=True)
class Look:
    """``word``, ``icon`` and ``tone`` as components/status_tag.html wants them; ``left`` is "" unless open."""

    standing: Standing
    word: str
    icon: str
    tone: str
    left: str

    @property
    def is_open(self) -> bool:
        return self.standing == Standing.OPEN

    @property
    def is_upcoming(self) -> bool:
        return self.standing == Standing.UPCOMING


@dataclass(frozen=True)
class Card:
    """A consultation in a list: the phase that matters now, how it looks, how much of it is published."""

    consultation: Listed
    window: Window | None
    look: Look
    published: int


def look(window: Window | None, now: datetime, zone: tzinfo) -> Look:
    standing = window.standing(now) if window else Standing.CLOSED
    left = days_left(window.closes_at, now, zone) if window and standing == Standing.OPEN else ""
    return Look(standing, *_LOOK[standing], left)


def card(listed: Listed, now: datetime, zone: tzinfo, published: int) -> Card:
    window = listed.matters(now)
    return Card(listed, window, look(window, now, zone), published)


def in_order(cards: list[Card]) -> list[Card]:
    """Open first, the one that closes first on top; then the next to open; then the closed, the last closed on top."""

    def place(one: Card) -> tuple[int, float]:
        if one.window is None:
            return len(ORDER), 0.0
        closes, opens = one.window.closes_at.timestamp(), one.window.opens_at.timestamp()
        within = {Standing.OPEN: closes, Standing.UPCOMING: opens, Standing.CLOSED: -closes}
        return ORDER.index(one.look.standing), within[one.look.standing]

    return sorted(cards, key=place)


def days_left(closes_at: datetime, now: datetime, zone: tzinfo) -> str:
    """By calendar days in the stated zone, as people count them."""
    days = (closes_at.astimezone(zone).date() - now.astimezone(zone).date()).days
    return {0: message("Closes today"), 1: message("Closes tomorrow")}.get(
        days, message_n("%(count)s day left", "%(count)s days left", days)
    )
