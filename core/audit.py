"""Writing the trail of acts. Called by services, inside their transaction."""

import structlog

from core.models import AuditEntry


def record(*, act: str, actor: str, target: str, target_key: str = "", details: dict[str, object] | None = None) -> None:
    """Append one entry. ``actor`` is a user name, ``respondent`` or ``job``."""
    AuditEntry.objects.bulk_create([entry(act=act, actor=actor, target=target, target_key=target_key, details=details)])


def entry(*, act: str, actor: str, target: str, target_key: str = "", details: dict[str, object] | None = None) -> AuditEntry:
    """An unsaved entry, for acts that write many at once."""
    request_id = structlog.contextvars.get_contextvars().get("request_id", "")
    return AuditEntry(
        act=act, actor=actor, target=target[:200], target_key=target_key, details=details or {}, request_id=str(request_id)
    )
