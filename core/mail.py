"""Mail goes out by job: queued in the transaction of the act it tells of, so nobody waits and nothing untrue is told."""

from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models.functions import Now

from core.jobs import task
from core.models import OutgoingMail
from core.text import clean_text


def queue_mail(*, to: str, subject: str, body: str, kind: str, key: str) -> None:
    """Queue a plain-text mail. The same ``kind`` and ``key`` again queue nothing."""
    one_line = " ".join(clean_text(subject).split())[:200]
    with transaction.atomic():
        mail, is_new = OutgoingMail.objects.get_or_create(
            kind=kind, key=key, defaults={"to": to, "subject": one_line, "body": body}
        )
        if is_new:
            send_mail.enqueue(mail.pk)


@task()
def send_mail(mail_id: int) -> bool:
    """Hand one mail to the mail server; False if another run did already. A failure is tried again by the queue."""
    with transaction.atomic():
        mail = OutgoingMail.objects.select_for_update().filter(pk=mail_id, sent_at=None).first()
        if mail is None:
            return False
        EmailMessage(subject=mail.subject, body=mail.body, to=[mail.to]).send()
        OutgoingMail.objects.filter(pk=mail.pk).update(sent_at=Now(), body="")  # links in it open things: not kept
    return True
