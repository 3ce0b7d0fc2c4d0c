"""State changes go through one door: a table of allowed moves, applied by UPDATE … WHERE state = old."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models

from core.errors import Conflict, Refused


@dataclass(frozen=True)
class Transitions:
    """The allowed moves of one state field: ``{act: (states it may start from, state it ends in)}``."""

    field: str
    moves: Mapping[str, tuple[frozenset[str], str]]

    def may(self, act: str, state: str) -> bool:
        return state in self.moves[act][0]

    def apply(self, act: str, queryset: models.QuerySet[Any], seen: str, **updates: object) -> str:
        """Move the one row of ``queryset`` from the state the caller saw; returns the new state.

        Raises Refused if the table forbids the act from ``seen``, Conflict if the row is no longer in it.
        """
        starts, end = self.moves[act]
        if seen not in starts:
            raise Refused(f"“{act}” is not possible from “{seen}”.")
        moved = queryset.filter(**{self.field: seen}).update(**{self.field: end}, **updates)
        if moved != 1:
            raise Conflict()
        return end
