import pytest
from django.conf import settings
from django.db import connection, connections
from django.test import Client

from core.jobs.models import WorkerBeat
from defa_portal.views import health


def test_live_answers_without_a_database(client: Client) -> None:
    answer = client.get("/health/live")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok"}
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.django_db
def test_ready_tells_of_database_migrations_and_worker(client: Client) -> None:
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": True, "migrations": True, "worker_seen_seconds_ago": None}
    assert answer["Cache-Control"] == "no-store"
    WorkerBeat.beat("somebody")
    assert 0 <= client.get("/health/ready").json()["worker_seen_seconds_ago"] < 30


@pytest.mark.django_db
def test_ready_is_503_while_a_migration_is_missing(client: Client) -> None:
    health._all_applied.cache_clear()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'core'")
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json() == {"status": "not ready", "database": True, "migrations": False, "worker_seen_seconds_ago": None}
    health._all_applied.cache_clear()


@pytest.mark.django_db(transaction=True)
def test_ready_is_503_while_the_database_does_not_answer(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    connection.close()
    monkeypatch.setitem(connection.settings_dict, "NAME", "no_such_database")
    answer = client.get("/health/ready")
    assert answer.status_code == 503
    assert answer.json()["database"] is False
    connections.close_all()


def test_health_takes_no_post(client: Client) -> None:
    assert client.post("/health/live").status_code == 405
    assert settings.SECURE_REDIRECT_EXEMPT == [r"^health/"]
