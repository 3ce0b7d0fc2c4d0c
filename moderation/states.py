"""Acts of moderation and their reasons."""

from django.db.models import TextChoices


class Act(TextChoices):
    PUBLISH = "publish", "Publish"
    KEEP = "keep", "Count, do not publish"
    DECLINE = "decline", "Decline"
    RETURN = "return", "Return to the filer"
    UNPUBLISH = "unpublish", "Take out of the public record"
    REMOVE = "remove", "Removed because its owner withdrew or replaced it"


class Reason(TextChoices):
    """Form, never opinion. The page /moderation-policy/ explains each."""

    ACCEPTED = "accepted", "Within the rules"
    NOT_FOR_PUBLICATION = "not_for_publication", "Its owner asked not to publish it"
    ABUSE = "abuse", "Insults, hate or threats"
    PERSONAL_DATA = "personal_data", "Personal data of others"
    SPAM = "spam", "Advertising or spam"
    REPEATED = "repeated", "The same answer sent again"
    OFF_TOPIC = "off_topic", "Not about this consultation"
    ILLEGAL = "illegal", "Links to or praise of something illegal"
    INCOMPLETE = "incomplete", "Something is missing or unclear"
    OWNER = "owner", "Withdrawn or replaced by its owner"
    OTHER = "other", "Other, see the note"


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
    Act.REMOVE: (Reason.OWNER,),
}
NOTE_NEEDED = frozenset({Act.RETURN, Act.UNPUBLISH})
