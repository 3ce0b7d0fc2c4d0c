import pytest
from django.db import connection

from core.clock import database_now


@pytest.mark.django_db
def test_database_now_is_aware_and_moves_inside_a_transaction() -> None:
    first = database_now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.01)")
    assert first.tzinfo is not None
    assert database_now() > first
