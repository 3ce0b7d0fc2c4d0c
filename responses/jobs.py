"""What responses do by the clock."""

from datetime import timedelta

from core.jobs import every, task
from responses.services.checking import check_waiting, sweep_loose
from responses.services.drafts import forget_old_drafts

AT_NIGHT = timedelta(hours=19, minutes=40)  # 02:40 in Jakarta


@task()
def sweep_drafts() -> int:
    """Returns how many drafts were deleted."""
    return forget_old_drafts()


@task()
def check_files() -> int:
    """Returns how many files were looked at. Tried again by the queue while the scanner does not answer."""
    return check_waiting()


@task()
def sweep_files() -> int:
    """Returns how many files were deleted for good."""
    return sweep_loose()


every(timedelta(minutes=1), check_files, name="responses.check-files")
every(timedelta(minutes=10), sweep_files, name="responses.sweep-files")
every(timedelta(days=1), sweep_drafts, name="responses.sweep-drafts", offset=AT_NIGHT)
