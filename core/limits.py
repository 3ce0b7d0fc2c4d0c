"""Rate limits: one row per key and window, counted by the database, so that any number of machines count together."""

import hashlib

from django.db import connection
from django.db.models.functions import Now

from core.models import RateCount

_COUNT = """
    INSERT INTO core_ratecount (key, window_start, expires_at, count)
    VALUES (
        %(key)s,
        to_timestamp(floor(extract(epoch FROM clock_timestamp()) / %(seconds)s) * %(seconds)s),
        clock_timestamp() + make_interval(secs => %(seconds)s),
        1
    )
    ON CONFLICT (key, window_start) DO UPDATE SET count = core_ratecount.count + 1
    RETURNING count
"""


_GIVE_BACK = """
    UPDATE core_ratecount SET count = count - 1
    WHERE key = %(key)s AND count > 0
        AND window_start = to_timestamp(floor(extract(epoch FROM clock_timestamp()) / %(seconds)s) * %(seconds)s)
"""


def allow(key: str, limit: int, seconds: int) -> bool:
    """Count one try of ``key`` and say whether it is within ``limit`` tries per window of ``seconds``.

    The key is stored as a hash: it may hold an address. Call it outside the transaction of the act, so that a refused act
    still counts. A caller that gets False raises ``core.errors.TooMany``.
    """
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"key": _digest(key, seconds), "seconds": seconds})
        (count,) = cursor.fetchone()
    return bool(count <= limit)


def give_back(key: str, seconds: int) -> None:
    """Take one try back where only wrong ones count. Counted before and given back after, many at once never pass the limit."""
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_BACK, {"key": _digest(key, seconds), "seconds": seconds})


def _digest(key: str, seconds: int) -> bytes:
    return hashlib.sha256(f"{seconds}\0{key}".encode("utf-8", "surrogatepass")).digest()


def forget_old() -> int:
    """Delete windows that are over; returns how many."""
    deleted, _ = RateCount.objects.filter(expires_at__lt=Now()).delete()
    return deleted
