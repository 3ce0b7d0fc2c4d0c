"""What the outbox does by the clock."""

from datetime import timedelta

from core.jobs import every, task
from core.mail.housekeeping import forget_sent
from core.mail.sending import send_due

AT_NIGHT = timedelta(hours=19, minutes=10)  # 02:10 in Jakarta


@task()
def send_mail() -> int:
    """Returns how many were sent."""
    return send_due()


@task()
def sweep_mail() -> int:
    """Returns how many were forgotten."""
    return forget_sent()


every(timedelta(minutes=1), send_mail, name="core.send-mail")
every(timedelta(days=1), sweep_mail, name="core.sweep-mail", offset=AT_NIGHT)
