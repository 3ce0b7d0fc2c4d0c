"""Reminders: only who asked, once a week and once a day before the closing, and nothing of the draft in them."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client

from consultations.models import Phase
from core.clock import database_now
from core.mail.sending import send_due
from core.models import OutgoingMail
from responses.models import Response
from responses.services.drafts import save_draft
from responses.services.reminders import queue_reminders
from tests import make
from tests.responses import pages

pytestmark = pytest.mark.django_db


def begin(client: Client, **changes: list[str]) -> Response:
    here = pages.begin(client)
    draft = Response.objects.get(idempotency_key=here.split("/")[2])
    posted = {"profile__email": ["one@example.org"], "profile__remind": ["yes"], "reasons": ["Secret words"], **changes}
    save_draft(key=draft.idempotency_key, posted=posted)
    return draft


def closes_in(days: float) -> None:
    Phase.objects.update(closes_at=database_now() + timedelta(days=days))


def kinds() -> list[str]:
    return sorted(OutgoingMail.objects.values_list("kind", flat=True))


def test_each_day_reminds_once(client: Client) -> None:
    make.consultation()
    draft = begin(client)
    for days, expected in [(8, []), (6.9, ["reminder-7"]), (5, ["reminder-7"]), (0.9, ["reminder-1", "reminder-7"])]:
        closes_in(days)
        queue_reminders()
        queue_reminders()
        assert kinds() == expected
    assert send_due() == 2
    for one in mail.outbox:
        assert one.to == ["one@example.org"]
        assert "Secret words" not in one.body
        assert str(draft.idempotency_key) not in one.body
    closes_in(-1)
    assert queue_reminders() == 0


@pytest.mark.parametrize(
    "changes",
    [
        {"profile__remind": []},
        {"profile__email": []},
        {"profile__email": ["nobody"]},
        {"profile__remind": ["no"]},
    ],
)
def test_who_did_not_ask_or_gave_no_address_is_not_reminded(client: Client, changes: dict[str, list[str]]) -> None:
    make.consultation()
    begin(client, **changes)
    closes_in(2)
    queue_reminders()
    assert kinds() == []


def test_sent_response_is_not_reminded(client: Client) -> None:
    make.consultation()
    here = pages.begin(client)
    assert client.post(here + "about-you/", {**pages.PROFILE, "profile__remind": "yes"}).status_code == 303
    assert Response.objects.get().draft["profile__remind"] == ["yes"]
    pages.send(client, here)
    closes_in(2)
    assert queue_reminders() == 0


def test_box_is_offered_in_a_draft_and_not_ticked(client: Client) -> None:
    make.consultation()
    page = client.get(pages.begin(client) + "about-you/").content.decode()
    box = page[page.index('name="profile__remind"') - 200 : page.index('name="profile__remind"') + 200]
    assert "checked" not in box


def no_longer_asked(client: Client, here: str) -> None:
    client.post(here + "about-you/", {**pages.PROFILE, "asked": "profile__remind"})


def sent_meanwhile(client: Client, here: str) -> None:
    pages.send(client, here)


def closed_meanwhile(client: Client, here: str) -> None:
    closes_in(-0.1)


def deleted(client: Client, here: str) -> None:
    client.post(f"{here}discard/", {"confirm": "yes"})
    assert Response.objects.count() == 0


@pytest.mark.parametrize("happens", [no_longer_asked, sent_meanwhile, closed_meanwhile, deleted])
def test_reminder_that_waited_for_a_mail_server_is_not_sent_when_it_is_no_longer_true(
    client: Client, happens: Callable[[Client, str], None]
) -> None:
    make.consultation()
    here = pages.begin(client)
    client.post(here + "about-you/", {**pages.PROFILE, "profile__remind": "yes"})
    closes_in(2)
    queue_reminders()
    happens(client, here)
    assert send_due() == 0
    assert list(OutgoingMail.objects.filter(kind="reminder-7").values_list("state", flat=True)) == ["failed"]
