"""A kept connection is found out when the server ended it, and costs no question while it stands."""

import time

import pytest
from django.conf import settings
from django.db import close_old_connections, connection, connections

from core.models import ContentVersion
from tests.core.threads import in_another_thread

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a server; the suite itself keeps no connection."""
    monkeypatch.setitem(connection.settings_dict, "CONN_MAX_AGE", 600)
    monkeypatch.setitem(connection.settings_dict, "CONN_HEALTH_CHECKS", True)
    connection.close()


def backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    return int(pid)


def last_asked(pid: int) -> str:
    with connections["default"].cursor() as cursor:
        cursor.execute("SELECT query FROM pg_stat_activity WHERE pid = %s", [pid])
        (query,) = cursor.fetchone()
    return str(query)


def end(pid: int) -> None:
    """The server ends that connection, as when it is restarted."""

    def ended() -> None:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])

    in_another_thread(ended)
    time.sleep(0.05)  # the last words of the server have come in


def test_engine_is_ours_for_every_way_to_name_postgresql() -> None:
    assert settings.DATABASES["default"]["ENGINE"] == "core.postgres"


def test_a_connection_that_stands_is_not_asked() -> None:
    pid = backend()
    close_old_connections()
    assert connection.is_usable()
    assert in_another_thread(lambda: last_asked(pid)) == "SELECT pg_backend_pid()"
    assert backend() == pid


def test_a_connection_the_server_ended_is_made_anew_by_the_next_request() -> None:
    pid = backend()
    end(pid)
    assert not connection.is_usable()
    close_old_connections()
    assert ContentVersion.objects.count() >= 0
    assert backend() != pid


def test_something_that_came_in_unasked_does_no_harm() -> None:
    with connection.cursor() as cursor:
        cursor.execute("LISTEN portal_test")
    pid = backend()

    def notify() -> None:
        with connections["default"].cursor() as cursor:
            cursor.execute("NOTIFY portal_test")

    in_another_thread(notify)
    assert connection.is_usable()
    close_old_connections()
    assert backend() == pid


def test_no_connection_is_not_usable() -> None:
    connection.close()
    assert not connection.is_usable()
