"""The moment, as the database sees it. Opening and closing are decided by this clock and no other."""

from datetime import datetime

from django.db import connection


def database_now() -> datetime:
    """The database's wall clock (``clock_timestamp()``, moves inside a transaction), aware, UTC."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (now,) = cursor.fetchone()
    assert isinstance(now, datetime)
    return now
