"""Acts of moderation and their reasons."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Act(TextChoices):
    PUBLISH = "publish", _("Publish")
    KEEP = "keep", _("Count, do not publish")
    DECLINE = "decline", _("Decline")
    RETURN = "return", _("Return to the filer")
    UNPUBLISH = "unpublish", _("Take out of the public record")
    ACCEPT = "accept", _("Accept the confidentiality claim")
    REFUSE = "refuse", _("Refuse the confidentiality claim")
    REMOVE = "remove", _("Removed because its owner withdrew or replaced it")


class Reason(TextChoices):
    """Form, never opinion. The page /moderation-policy/ explains each."""

    ACCEPTED = "accepted", _("Within the rules")
    NOT_FOR_PUBLICATION = "not_for_publication", _("Its owner asked not to publish it")
    ABUSE = "abuse", _("Insults, hate or threats")
    PERSONAL_DATA = "personal_data", _("Personal data of others")
    SPAM = "spam", _("Advertising or spam")
    REPEATED = "repeated", _("The same answer sent again")
    OFF_TOPIC = "off_topic", _("Not about this consultation")
    ILLEGAL = "illegal", _("Links to or praise of something illegal")
    INCOMPLETE = "incomplete", _("Something is missing or unclear")
    CONFIDENTIAL = "confidential", _("The claim is well founded")
    KNOWN = "known", _("It is public already, or would normally be released")
    TOO_WIDE = "too_wide", _("More is marked than needs to be")
    NO_SUMMARY = "no_summary", _("The public version says too little to be understood")
    OWNER = "owner", _("Withdrawn or replaced by its owner")
    OTHER = "other", _("Other, see the note")


REASONS_FOR: dict[str, tuple[Reason, ...]] = {
    Act.PUBLISH: (Reason.ACCEPTED,),
    Act.KEEP: (Reason.NOT_FOR_PUBLICATION,),
    Act.DECLINE: (
        Reason.ABUSE,
        Reason.PERSONAL_DATA,
        Reason.SPAM,
        Reason.REPEATED,
        Reason.OFF_TOPIC,
        Reason.ILLEGAL,
        Reason.OTHER,
    ),
    Act.RETURN: (Reason.PERSONAL_DATA, Reason.ABUSE, Reason.OFF_TOPIC, Reason.INCOMPLETE, Reason.OTHER),
    Act.UNPUBLISH: (Reason.ABUSE, Reason.PERSONAL_DATA, Reason.ILLEGAL, Reason.REPEATED, Reason.OTHER),
    Act.ACCEPT: (Reason.CONFIDENTIAL,),
    Act.REFUSE: (Reason.KNOWN, Reason.TOO_WIDE, Reason.NO_SUMMARY, Reason.OTHER),
    Act.REMOVE: (Reason.OWNER,),
}
NOTE_NEEDED = frozenset({Act.RETURN, Act.UNPUBLISH, Act.REFUSE})
BY_OFFICERS = (Act.PUBLISH, Act.KEEP, Act.RETURN, Act.DECLINE, Act.UNPUBLISH)  # in the order in which the page offers them
ON_CLAIMS = (Act.ACCEPT, Act.REFUSE)  # decide on what the filer marked as confidential, not on the whole response
DONE: dict[str, str] = {
    Act.PUBLISH: "published",
    Act.KEEP: "counted, not published",
    Act.DECLINE: "declined",
    Act.RETURN: "returned to the filer",
    Act.UNPUBLISH: "taken out of the public record",
    Act.ACCEPT: "accepted as confidential where marked",
    Act.REFUSE: "returned to the filer, its confidentiality claim refused",
    Act.REMOVE: "removed, because its owner withdrew or replaced it",
}
"""What a decision did, to end the sentence “DEFA-… was …”."""


def note_is_needed(act: str, reason: str) -> bool:
    """“Other, see the note” says nothing without one."""
    return act in NOTE_NEEDED or reason == Reason.OTHER
