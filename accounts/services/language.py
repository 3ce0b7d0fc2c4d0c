"""Which language a person's mails are written in."""

from accounts.models import User


def keep_language(*, user: User, language: str) -> None:
    """One UPDATE, and only of what differs. No act on anything: the audit trail has nothing to say of it."""
    User.objects.filter(pk=user.pk).exclude(language=language).update(language=language)
