"""The content version as this process knows it, at most ``PAGE_CACHE_POLL_SECONDS`` old, and what is kept while it stands."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, Generic, ParamSpec, TypeVar

from django.conf import settings
from django.db import InterfaceError, OperationalError, connection
from django.utils.translation import get_language

from core.models import ContentVersion

P = ParamSpec("P")
T = TypeVar("T")
_held: ContextVar[bool] = ContextVar("content version held", default=False)


class Watch:
    """Asks the database when the poll time has passed; keeps the last answer while the database does not reply."""

    def __init__(self) -> None:
        self.version: object = None
        self.asked = float("-inf")

    def current(self) -> object:
        if _held.get() or time.monotonic() - self.asked < settings.PAGE_CACHE_POLL_SECONDS:
            return self.version
        try:
            if not connection.in_atomic_block:  # Django does this when a request begins; at the WSGI door none has begun
                connection.close_if_unusable_or_obsolete()
            self.version = ContentVersion.objects.values_list("version", flat=True).first() or "none yet"
        except (OperationalError, InterfaceError):
            return self.version
        self.asked = time.monotonic()
        return self.version

    @contextmanager
    def held(self, *, ask: bool = True) -> Iterator[None]:
        """Ask now (unless somebody just did), and not again inside: what is read here is of one version, or is not kept."""
        if ask:
            self.current()
        token = _held.set(True)
        try:
            yield
        finally:
            _held.reset(token)


watch = Watch()


class Kept(Generic[T]):
    """Values of one kind kept in this process for as long as the content version stands, each language its own;
    at most ``limit`` of them."""

    def __init__(self, limit: int = 512) -> None:
        self.limit = limit
        self.version: object = None
        self.values: dict[Any, T] = {}

    def get(self, key: object) -> T | None:
        if (version := watch.current()) != self.version:
            self.version, self.values = version, {}
        return self.values.get((get_language(), key))

    def put(self, key: object, value: T, version: object) -> None:
        """``version``: the one seen before the value was made; a value made while content moved is not kept."""
        if version == self.version and version == watch.version and len(self.values) < self.limit:
            self.values[get_language(), key] = value


def kept(query: Callable[P, T]) -> Callable[P, T]:
    """Keep what a query about public content returns, by its arguments. What it returns must never be changed: frozen
    dataclasses and tuples. An exception is not kept."""
    store: Kept[T] = Kept()

    @wraps(query)
    def read(*args: P.args, **kwargs: P.kwargs) -> T:
        key = (args, tuple(kwargs.items()))
        found = store.get(key)
        if found is None:
            version = watch.version
            found = query(*args, **kwargs)
            store.put(key, found, version)
        return found

    return read
