"""Databases of a measurement, beside the one DATABASE_URL names; dropped afterwards."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from urllib.parse import urlsplit, urlunsplit

import psycopg2

SMALL, LARGE, FILES = "defa_bench_small", "defa_bench", "defa_bench_files"


def address(url: str, name: str) -> str:
    return urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def run(url: str, statement: str) -> None:
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)


def make(url: str, name: str, template: str = "template0") -> str:
    """An empty database of that name, or a copy; what had the name before is gone. Returns its address."""
    drop(url, name)
    run(url, f"CREATE DATABASE {name} TEMPLATE {template} ENCODING 'UTF8'")
    return address(url, name)


def drop(url: str, name: str) -> None:
    run(url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@contextmanager
def dropped_after(url: str, *names: str, keep: bool) -> Iterator[None]:
    try:
        yield
    finally:
        if not keep:
            for name in names:
                drop(url, name)
