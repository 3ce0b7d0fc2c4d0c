"""Names of people, for pages and for the audit trail."""

from collections.abc import Iterable

from accounts.models import User


def actor_name(user_id: int | None) -> str:
    """As the audit trail names who acts; “respondent” for someone without an account."""
    return User.objects.values_list("username", flat=True).get(pk=user_id) if user_id else "respondent"


def names_of(user_ids: Iterable[int | None]) -> dict[int, str]:
    """Id -> name as colleagues read it; no query for nobody."""
    wanted = {pk for pk in user_ids if pk}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=wanted)} if wanted else {}
