"""What is kept in all its languages, given in the one the reader reads."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from django.utils.translation import get_language

from core.language import say
from core.translated import SOURCE, LocalText, in_language

P = ParamSpec("P")
T = TypeVar("T")
MOST_TOLD = 600


def reader_language() -> str:
    return get_language() or SOURCE


def in_reader_language(value: T) -> T:
    """A value made for this page alone."""
    made: T = in_language(value, reader_language(), say)
    return made


class Told:
    """What was told in each language, by what it was made of: made once for as long as that stands."""

    def __init__(self) -> None:
        self.made: dict[tuple[int, str], tuple[object, Any]] = {}

    def of(self, value: T) -> T:
        key = (id(value), reader_language())
        found = self.made.get(key)
        if found is None or found[0] is not value:
            if len(self.made) >= MOST_TOLD:
                self.made = {}
            found = self.made[key] = value, in_language(value, key[1], say)
        told: T = found[1]
        return told


def told(query: Callable[P, T]) -> Callable[P, T]:
    """What a query about public content returns, in the language of the reader. Stands above ``@kept``, which keeps the rows
    with all their translations, for each language apart because of the sentences in them. Never called by another query that
    is kept: it calls what stands below."""
    memory = Told()

    @wraps(query)
    def tell(*args: P.args, **kwargs: P.kwargs) -> T:
        return memory.of(query(*args, **kwargs))

    return tell


def other_language(text: object) -> str:
    """The language of an officer's text where it is not that of the page; empty otherwise."""
    return text.lang if isinstance(text, LocalText) and text.lang != reader_language() else ""
