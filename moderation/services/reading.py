"""Reading confidential material leaves a mark, like writing: once per officer, response and hour. See docs/moderation.md."""

from datetime import timedelta

from django.db.models.functions import Now

from core import audit
from core.models import AuditEntry
from responses.members import SECRETARIAT
from responses.models import Response

ONCE_IN = timedelta(hours=1)


def note_read(*, response: Response, by: str, names_shown: bool = False) -> None:
    """An officer opened the page of a response. ``names_shown``: of members too, where it was filed for such."""
    details: dict[str, object] = {"edition": response.edition}
    if names_shown and (named := response.members.filter(naming=SECRETARIAT).count()):
        details["members by name"] = named
    _once(act="response.read", by=by, target=response.reference, target_key=response.reference, details=details)


def note_file_read(*, response: Response, file: str, by: str) -> None:
    """An officer fetched a file of a response."""
    details: dict[str, object] = {"edition": response.edition, "file": file}
    _once(act="response.read_file", by=by, target=response.reference, target_key=response.reference, details=details)


def note_search(*, words: str, by: str) -> None:
    """An officer searched by organisation: the result tells more than the list shows."""
    _once(act="response.search", by=by, target=words, target_key="", details={"words": words})


def _once(*, act: str, by: str, target: str, target_key: str, details: dict[str, object]) -> None:
    before = AuditEntry.objects.filter(target_key=target_key, act=act, actor=by, details=details, at__gt=Now() - ONCE_IN)
    if not before.exists():
        audit.record(act=act, actor=by, target=target, target_key=target_key, details=details)
