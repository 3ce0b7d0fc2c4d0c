"""What moderation does by the clock."""

from datetime import timedelta

import structlog

from core import audit
from core.jobs import every, task
from moderation.services.languages import show_guesses
from moderation.services.recount import recount
from moderation.services.remove import remove_left_published

log = structlog.get_logger(__name__)
MOST_NAMED = 50
AT_NIGHT = timedelta(hours=19, minutes=20)  # 02:20 in Jakarta


@task()
def remove_what_owners_took_back() -> int:
    """Out of the public record within a minute: withdrawn and replaced responses. Returns how many."""
    removed = 0
    while decisions := remove_left_published():
        removed += len(decisions)
    return removed


@task()
def show_guessed_languages() -> int:
    """Returns how many published statements got a language."""
    return show_guesses()


@task()
def recount_public_record() -> int:
    """Mends nothing: writes what differs to the log and the audit trail. Returns how many differences."""
    sentences = recount().sentences
    if sentences:
        log.error("public_record_differs", differences=len(sentences), first=sentences[:MOST_NAMED])
        audit.record(
            act="record.differs",
            actor="job",
            target="Public record",
            details={"differences": len(sentences), "first": sentences[:MOST_NAMED]},
        )
    return len(sentences)


every(timedelta(minutes=1), remove_what_owners_took_back, name="moderation.remove-what-owners-took-back")
every(timedelta(days=1), recount_public_record, name="moderation.recount", offset=AT_NIGHT)
every(timedelta(minutes=1), show_guessed_languages, name="moderation.show-guessed-languages")
