"""The outbox: queued with the act, sent once, tried again later, given up with a reason, sent again by an officer."""

import socket
import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.core import mail
from django.db import transaction
from django.db.models.functions import Now
from django.test import Client

from core.errors import Refused
from core.mail import fill_in_when_sent, queue_mail
from core.mail.housekeeping import forget_sent
from core.mail.queue import PLACE, fill_ins
from core.mail.sending import MOST_ATTEMPTS, NO_LONGER_TRUE, send_again, send_due, wait_after
from core.models import AuditEntry, OutgoingMail

pytestmark = pytest.mark.django_db


def queue(**changes: str) -> None:
    words = {"to": "one@example.org", "subject": "Hello", "body": "Words", "kind": "test", "key": ""} | changes
    queue_mail(to=words["to"], subject=words["subject"], body=words["body"], kind=words["kind"], key=words["key"])


def state() -> tuple[str, int, str]:
    row = OutgoingMail.objects.get()
    return row.state, row.attempts, row.last_error


class Server:
    """A mail server on a free port that answers every recipient with one line."""

    def __init__(self, answer: bytes) -> None:
        self.answer = answer
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port = self.listening.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        with self.listening:
            connection, _ = self.listening.accept()
        with connection, connection.makefile("rb") as lines:
            connection.sendall(b"220 here\r\n")
            for line in lines:
                word = line[:4].upper()
                if word == b"QUIT":
                    connection.sendall(b"221 bye\r\n")
                    return
                connection.sendall(self.answer if word == b"RCPT" else b"250 ok\r\n")


@pytest.fixture
def smtp(settings: pytest.FixtureRequest) -> Iterator[pytest.FixtureRequest]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # type: ignore[attr-defined]
    settings.EMAIL_HOST, settings.EMAIL_USE_TLS = "127.0.0.1", False  # type: ignore[attr-defined]
    return settings  # type: ignore[return-value]


def test_mail_is_sent_once_in_plain_text_and_its_delivery_kept() -> None:
    queue(body="Grüße, ສະບາຍດີ")
    assert send_due() == 1
    assert send_due() == 0
    (one,) = mail.outbox
    assert (one.to, one.subject, one.body, one.content_subtype) == (["one@example.org"], "Hello", "Grüße, ສະບາຍດີ", "plain")
    assert state() == ("sent", 1, "")
    assert OutgoingMail.objects.get().sent_at is not None


def test_mail_of_an_act_that_is_undone_is_not_queued() -> None:
    with transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert not OutgoingMail.objects.exists()


def test_one_mail_per_kind_and_key_and_any_number_without_a_key() -> None:
    queue(key="DEFA-1")
    queue(key="DEFA-1", subject="Again")
    queue(key="DEFA-1", kind="other")
    queue()
    queue()
    assert OutgoingMail.objects.count() == 4


@pytest.mark.parametrize("to", ["", "nobody", "a@b", "one@example.org, two@example.org", "one@example.org\nBcc: two@example.org"])
def test_what_is_no_address_of_one_person_is_not_queued(to: str) -> None:
    queue(to=to)
    assert not OutgoingMail.objects.exists()


def test_subject_of_two_lines_is_no_second_header() -> None:
    queue(subject="Hello\r\nBcc: two@example.org")
    assert send_due() == 1
    assert mail.outbox[0].subject == "Hello Bcc: two@example.org"
    assert mail.outbox[0].recipients() == ["one@example.org"]


def test_without_a_mail_server_mails_wait(settings: pytest.FixtureRequest, admin_client: Client) -> None:
    settings.EMAIL_BACKEND, settings.EMAIL_HOST = "django.core.mail.backends.smtp.EmailBackend", ""  # type: ignore[attr-defined]
    queue()
    assert send_due() == 0
    assert state() == ("waiting", 0, "")
    assert "No mail server is set" in admin_client.get("/admin/core/outgoingmail/").content.decode()


def test_server_that_is_away_costs_no_mail_a_try(smtp: pytest.FixtureRequest) -> None:
    smtp.EMAIL_PORT = 1  # type: ignore[attr-defined]
    queue()
    for _ in range(MOST_ATTEMPTS + 1):
        assert send_due() == 0
    last, attempts, error = state()
    assert (last, attempts) == ("waiting", 0)
    assert error.startswith("ConnectionRefusedError: ")


def test_mail_the_server_puts_off_is_tried_again_later_and_at_last_given_up(smtp: pytest.FixtureRequest) -> None:
    queue()
    for attempt in range(1, MOST_ATTEMPTS + 1):
        smtp.EMAIL_PORT = Server(b"451 try later\r\n").port  # type: ignore[attr-defined]
        assert send_due() == 0
        last, attempts, error = state()
        assert (last, attempts) == ("failed" if attempt == MOST_ATTEMPTS else "waiting", attempt)
        assert error.startswith("SMTPRecipientsRefused: ")
        assert OutgoingMail.objects.filter(due_at__gt=Now()).exists() == (attempt < MOST_ATTEMPTS)
        OutgoingMail.objects.filter(state="waiting").update(due_at=Now() - timedelta(seconds=1))


@pytest.mark.parametrize(
    ("answer", "left"),
    [(b"550 no such person\r\n", "failed"), (b"451 try later\r\n", "waiting"), (b"250 ok\r\n", "waiting")],
)
def test_answer_of_the_server_decides(smtp: pytest.FixtureRequest, answer: bytes, left: str) -> None:
    """The last server takes the recipient and then, instead of asking for the text, says 250: no mail was handed over."""
    smtp.EMAIL_PORT = Server(answer).port  # type: ignore[attr-defined]
    queue()
    assert send_due() == 0
    assert state()[:2] == (left, 1)


def test_wait_grows_from_a_minute_to_six_hours() -> None:
    assert [wait_after(n).total_seconds() / 60 for n in (1, 2, 3, 9, 12)] == [1, 2, 4, 256, 360]


def test_text_that_is_not_stored_is_filled_in_when_sent() -> None:
    known = {"a": "the word"}
    fill_in_when_sent("test")(lambda key: known.get(key, ""))
    try:
        queue(body=f"Your code: {PLACE}.", key="a")
        queue(body=f"Your code: {PLACE}.", key="revoked")
        assert send_due() == 1
    finally:
        del fill_ins["test"]
    assert [one.body for one in mail.outbox] == ["Your code: the word."]
    assert "the word" not in OutgoingMail.objects.get(key="a").body
    assert OutgoingMail.objects.get(key="revoked").last_error == NO_LONGER_TRUE


def test_send_again_from_the_admin_is_audited_and_refused_while_waiting(admin_client: Client) -> None:
    queue(key="DEFA-1")
    row = OutgoingMail.objects.get()
    with pytest.raises(Refused):
        send_again(mail_id=row.pk, by="ann")
    send_due()
    posted = {"action": "send_selected_again", "_selected_action": [row.pk]}
    answer = admin_client.post("/admin/core/outgoingmail/", posted, follow=True)
    assert "1 mail put back into the outbox." in answer.content.decode()
    assert state() == ("waiting", 0, "")
    entry = AuditEntry.objects.get(act="mail.send_again")
    assert (entry.actor, entry.target_key) == ("admin", "DEFA-1")
    assert send_due() == 1
    assert len(mail.outbox) == 2


def test_mails_sent_long_ago_are_forgotten() -> None:
    queue()
    queue(kind="waits")
    OutgoingMail.objects.filter(kind="test").update(state="sent", sent_at=Now() - timedelta(days=401))
    assert forget_sent() == 1
    assert OutgoingMail.objects.get().kind == "waits"
