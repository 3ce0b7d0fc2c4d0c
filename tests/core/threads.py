"""What another thread of the process sees: what is committed, over a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connection

T = TypeVar("T")


def in_another_thread(act: Callable[[], T]) -> T:
    """What ``act`` returns there; an exception is raised here. For tests marked ``transaction=True``."""

    def acted() -> T:
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(acted).result(timeout=30)
