"""What responses do by the clock."""

from datetime import timedelta

from core.jobs import every, task
from responses.services.clearance import forget_uploads
from responses.services.drafts import forget_old_drafts
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


every(timedelta(hours=1), queue_reminder_mails, name="responses.queue-reminders")
every(timedelta(hours=1), sweep_uploads, name="responses.sweep-uploads")
every(timedelta(minutes=1), queue_receipt_mails, name="responses.queue-receipts")
every(timedelta(days=1), sweep_drafts, name="responses.sweep-drafts", offset=AT_NIGHT)
