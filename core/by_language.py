"""What is made of words once per process: one for each language in which it is asked for."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.utils.translation import get_language

T = TypeVar("T")


def by_language(make: Callable[[], T]) -> Callable[[], T]:
    """Keeps what ``make`` gave in each language. There are as many as the settings name."""
    kept: dict[str | None, T] = {}

    @wraps(make)
    def made() -> T:
        language = get_language()
        if language not in kept:
            kept[language] = make()
        return kept[language]

    return made
