"""Servers under measurement: gunicorn with two sync workers, started and ended by process id; what they cost."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psycopg2

ROOT = Path(__file__).resolve().parent.parent
WORKERS = 2
START_WITHIN_SECONDS = 60


class BenchError(Exception):
    """Says in one line why the measurement cannot go on."""


@dataclass(frozen=True)
class Cpu:
    """Milliseconds of processor time since the process began."""

    web: float
    database: float

    def since(self, before: "Cpu") -> "Cpu":
        return Cpu(self.web - before.web, self.database - before.database)


@dataclass
class Server:
    name: str
    application: str
    environment: Mapping[str, str]
    port: int = 0
    process: "subprocess.Popen[bytes] | None" = None
    backends: dict[int, float] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """The name under which its connections stand in pg_stat_activity."""
        return f"bench-{self.name}"

    def start(self) -> None:
        self.port = free_port()
        self.process = subprocess.Popen(  # noqa: S603 - our own
            [sys.executable, "-m", "gunicorn", "-c", str(ROOT / "gunicorn.conf.py"), self.application],
            cwd=ROOT,
            env={
                **self.environment,
                "BIND": f"127.0.0.1:{self.port}",
                "WEB_CONCURRENCY": str(WORKERS),
                "PGAPPNAME": self.mark,
            },
            start_new_session=True,
        )
        end = time.monotonic() + START_WITHIN_SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > end:
                raise BenchError(f"The server “{self.name}” does not come up.")
            time.sleep(0.1)

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1):
                return len(self.workers()) == WORKERS
        except OSError:
            return False

    def stop(self) -> None:
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(15)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, 9)
            self.process.wait()

    def workers(self) -> list[int]:
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def cpu(self, database_url: str) -> Cpu:
        for pid in backends_of(self.mark, database_url):
            self.backends[pid] = cpu_ms(pid) or self.backends.get(pid, 0.0)
        return Cpu(sum(cpu_ms(pid) for pid in self.workers()), sum(self.backends.values()))

    def memory_mb(self) -> float:
        """Of the larger worker, all of it: shared pages too."""
        return max(resident_mb(pid) for pid in self.workers())


@contextmanager
def running(servers: list[Server]) -> Iterator[None]:
    try:
        for server in servers:
            server.start()
        yield
    finally:
        for server in servers:
            server.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def cpu_ms(pid: int) -> float:
    """Of all its threads; 0 for a process that has ended or that we may not see."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1_000_000
    except OSError:
        return 0.0


def resident_mb(pid: int) -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1_048_576


def backends_of(mark: str, database_url: str) -> list[int]:
    """Process ids of the server's connections; they mean something only if PostgreSQL runs on this machine."""
    connection = psycopg2.connect(database_url, application_name="bench")
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE application_name = %s", [mark])
            return [pid for (pid,) in cursor.fetchall()]
    finally:
        connection.close()
