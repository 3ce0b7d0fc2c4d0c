"""The content version as this process knows it: at most ``PAGE_CACHE_POLL_SECONDS`` old, so that most requests cost no query."""

import time
from typing import Any, Generic, TypeVar

from django.conf import settings
from django.db import OperationalError

from core.models import ContentVersion

T = TypeVar("T")


class Watch:
    """Asks the database when the poll time has passed; keeps the last answer while the database does not reply."""

    def __init__(self) -> None:
        self.version: object = None
        self.asked = float("-inf")

    def current(self) -> object:
        if time.monotonic() - self.asked < settings.PAGE_CACHE_POLL_SECONDS:
            return self.version
        try:
            self.version = ContentVersion.objects.values_list("version", flat=True).first() or "none yet"
        except OperationalError:
            return self.version
        self.asked = time.monotonic()
        return self.version


watch = Watch()


class Kept(Generic[T]):
    """Values of one kind kept in this process for as long as the content version stands; at most ``limit`` of them."""

    def __init__(self, limit: int = 256) -> None:
        self.limit = limit
        self.version: object = None
        self.values: dict[Any, T] = {}

    def get(self, key: object) -> T | None:
        if (version := watch.current()) != self.version:
            self.version, self.values = version, {}
        return self.values.get(key)

    def put(self, key: object, value: T, version: object) -> None:
        """``version``: the one seen before the value was made; a value made while content moved is not kept."""
        if version == self.version and version == watch.version and len(self.values) < self.limit:
            self.values[key] = value
