"""Queries that Django compiles once: for the few in the way of every respondent, where compiling costs more than asking."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar, cast

from django.db import connection, models

M = TypeVar("M", bound=models.Model)


class Prepared(Generic[M]):
    """The rows of a queryset whose SQL is compiled at the first use in this process; later uses cost one execute.

    ``build`` makes the queryset from one value, with ``only`` for the columns wanted; ``like`` is a value of that type that
    occurs in no other place of the query. What it annotates is set on the rows. No ``select_related`` or ``prefetch_related``.
    """

    def __init__(self, build: Callable[[Any], "models.QuerySet[M]"], like: Any) -> None:
        self.build, self.like = build, like
        self.sql = ""
        self.parameters: tuple[Any, ...] = ()

    def first(self, value: Any) -> M | None:
        rows = self.all(value)
        return rows[0] if rows else None

    def all(self, value: Any) -> list[M]:
        if not self.sql:
            self._compile()
        with connection.cursor() as cursor:
            cursor.execute(self.sql, [value if one == self.like else one for one in self.parameters])
            rows = cursor.fetchall()
        return [self._row(self._read(row)) for row in rows]

    def _row(self, values: tuple[Any, ...]) -> M:
        columns = len(self.names)
        row = self.model.from_db(connection.alias, self.names, values[:columns])
        for name, value in zip(self.annotated, values[columns:], strict=True):
            setattr(row, name, value)
        return row

    def _compile(self) -> None:
        query = self.build(self.like).query
        compiler = query.get_compiler(connection=connection)
        sql, self.parameters = compiler.as_sql()
        assert self.like in self.parameters
        self.model = cast(type[M], query.model)
        expressions = [expression for expression, _, _ in compiler.select]
        self.annotated = sorted(compiler.annotation_col_map, key=compiler.annotation_col_map.__getitem__)
        columns = len(expressions) - len(self.annotated)  # what is annotated stands after them
        self.names = [expression.target.attname for expression in expressions[:columns]]
        self.converters = [
            (place, converters, expression) for place, (converters, expression) in compiler.get_converters(expressions).items()
        ]
        self.sql = sql

    def _read(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        values = list(row)
        for place, converters, expression in self.converters:
            for converter in converters:
                values[place] = converter(values[place], expression, connection)
        return tuple(values)
