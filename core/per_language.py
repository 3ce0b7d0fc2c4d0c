"""What is made once for each language, in this process."""

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from django.utils.translation import get_language

P = ParamSpec("P")
T = TypeVar("T")


def per_language(make: Callable[P, T]) -> Callable[P, T]:
    """As ``functools.lru_cache``, with the active language among the arguments."""

    @lru_cache(maxsize=256)
    def made(language: str | None, *args: P.args, **kwargs: P.kwargs) -> T:
        return make(*args, **kwargs)

    @wraps(make)
    def read(*args: P.args, **kwargs: P.kwargs) -> T:
        return made(get_language(), *args, **kwargs)  # type: ignore[arg-type]  # hashable, or lru_cache says so

    return read
