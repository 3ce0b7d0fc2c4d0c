"""What responses do by the clock."""

from datetime import timedelta

from core.jobs import every, task
from responses.services.checking import check_waiting, sweep_loose
from responses.services.clearance import forget_uploads
from responses.services.drafts import forget_old_drafts
from responses.services.languages import guess_languages
from responses.services.receipt_mail import queue_receipts
from responses.services.reminders import queue_reminders

AT_NIGHT = timedelta(hours=19, minutes=40)  # 02:40 in Jakarta


@task()
def sweep_drafts() -> int:
    """Returns how many drafts were deleted."""
    return forget_old_drafts()


@task()
def queue_receipt_mails() -> int:
    """Returns how many were queued."""
    return queue_receipts()


@task()
def sweep_uploads() -> int:
    """Returns how many were deleted."""
    return forget_uploads()


@task()
def queue_reminder_mails() -> int:
    """Returns how many drafts are due to be reminded, those who were already included."""
    return queue_reminders()


@task()
def check_files() -> int:
    """Returns how many files were looked at. Tried again by the queue while the scanner does not answer."""
    return check_waiting()


@task()
def sweep_files() -> int:
    """Returns how many files were deleted for good."""
    return sweep_loose()


@task()
def guess_statement_languages() -> int:
    """Returns how many statements were looked at."""
    looked_at = 0
    while number := guess_languages():
        looked_at += number
    return looked_at


every(timedelta(minutes=1), guess_statement_languages, name="responses.guess-languages")
every(timedelta(hours=1), queue_reminder_mails, name="responses.queue-reminders")
every(timedelta(hours=1), sweep_uploads, name="responses.sweep-uploads")
every(timedelta(minutes=1), queue_receipt_mails, name="responses.queue-receipts")
every(timedelta(minutes=1), check_files, name="responses.check-files")
every(timedelta(minutes=10), sweep_files, name="responses.sweep-files")
every(timedelta(days=1), sweep_drafts, name="responses.sweep-drafts", offset=AT_NIGHT)
