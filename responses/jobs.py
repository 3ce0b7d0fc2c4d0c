"""What responses do by the clock."""

from datetime import timedelta

from core.jobs import every, task
from responses.services.drafts import forget_old_drafts

AT_NIGHT = timedelta(hours=19, minutes=40)  # 02:40 in Jakarta


@task()
def sweep_drafts() -> int:
    """Returns how many drafts were deleted."""
    return forget_old_drafts()


every(timedelta(days=1), sweep_drafts, name="responses.sweep-drafts", offset=AT_NIGHT)
