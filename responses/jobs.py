"""What responses do by the clock."""

from datetime import timedelta

from core.jobs import every, task
from responses.services.drafts import forget_old_drafts
from responses.services.receipt_mail import queue_receipts

AT_NIGHT = timedelta(hours=19, minutes=40)  # 02:40 in Jakarta


@task()
def sweep_drafts() -> int:
    """Returns how many drafts were deleted."""
    return forget_old_drafts()


@task()
def queue_receipt_mails() -> int:
    """Returns how many were queued."""
    return queue_receipts()


every(timedelta(minutes=1), queue_receipt_mails, name="responses.queue-receipts")
every(timedelta(days=1), sweep_drafts, name="responses.sweep-drafts", offset=AT_NIGHT)
