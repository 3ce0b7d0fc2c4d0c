"""Two people enter the same code in the same moment: one draft."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from core.clock import database_now
from responses.models import Invitation, Response
from responses.services.invitations import code_of, draft_by_code, invite_many
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)


def in_own_connection(work: Callable[[], int]) -> int:
    try:
        return work()
    finally:
        connection.close()


def test_one_code_entered_by_eight_at_once_begins_one_draft() -> None:
    phase = make.consultation().phases.get()
    invite_many(phase=phase, kind="invited", lines="Ports", expires_at=database_now() + timedelta(days=1), by="nok")
    code = code_of(Invitation.objects.get().uuid)

    def enter(_: int) -> int:
        return in_own_connection(lambda: draft_by_code(code_typed=code, address="192.0.2.1").pk)

    with ThreadPoolExecutor(8) as pool:
        drafts = set(pool.map(enter, range(8)))
    assert drafts == set(Response.objects.values_list("pk", flat=True))
    assert len(drafts) == 1


def test_one_list_added_by_four_officers_at_once_invites_each_once_and_tells_the_others() -> None:
    phase = make.consultation().phases.get()
    lines = "Ports, ports@example.org\nTrade, trade@example.org"

    def add(_: int) -> int:
        ends = database_now() + timedelta(days=1)
        return in_own_connection(lambda: invite_many(phase=phase, kind="invited", lines=lines, expires_at=ends, by="nok").made)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(add, range(4))) == [0, 0, 0, 2]
    assert Invitation.objects.count() == 2
