"""Receipts by mail after a time without a worker, and addresses that no mail can have."""

from datetime import timedelta

import pytest

from core.clock import database_now
from core.models import OutgoingMail
from responses.sections import read_profile
from responses.services import receipt_mail
from responses.services.receipt_mail import queue_receipts
from tests import make

pytestmark = pytest.mark.django_db


def test_all_that_waited_for_days_get_their_receipt_however_many_go_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipt_mail, "AT_ONCE", 1)
    phase = make.consultation(opens=timedelta(days=-9)).phases.get()
    for days in (3, 2, 8):
        make.response(phase, submitted_at=database_now() - timedelta(days=days))
    assert queue_receipts() == 2
    assert OutgoingMail.objects.count() == 2
    assert queue_receipts() == 0


def test_addresses_that_no_mail_can_have_keep_no_other_receipt_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receipt_mail, "AT_ONCE", 2)
    phase = make.consultation().phases.get()
    for address in ("ü@example.org", "a b@example.org", "one@example.org"):
        make.response(phase, email=address, submitted_at=database_now())
    assert queue_receipts() == 3
    assert list(OutgoingMail.objects.values_list("to", flat=True)) == ["one@example.org"]


@pytest.mark.parametrize(
    "address", ["ü@example.org", 'x"y@example.org', "a..b@example.org", "one@example.org\nbcc: two@example.org", "a@b", "@b.org"]
)
def test_an_address_that_no_mail_can_have_is_said_and_not_taken(address: str) -> None:
    _, errors = read_profile({"profile__email": [address]})
    assert errors["profile__email"].startswith("Write an e-mail address")


def test_an_address_under_a_name_in_another_script_is_taken() -> None:
    assert "profile__email" not in read_profile({"profile__email": ["one@ตัวอย่าง.ไทย"]})[1]
