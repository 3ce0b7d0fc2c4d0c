"""``make run``: the whole portal on this machine, from nothing to an address in the browser, and cleanly back.

Starts the embedded PostgreSQL (unless DATABASE_URL is set), prepares data, starts web and job worker, waits until they are
ready, and stops everything on Ctrl-C, SIGTERM or when its terminal or ``make`` goes away. Data stays under ``var/``.
"""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

from core.parent import VARIABLE as STOP_WITH_PARENT
from defa_portal import embedded, local

ROOT = Path(__file__).resolve().parent.parent
READY_WITHIN_SECONDS = 60
STOP_WITHIN_SECONDS = 25
QUICK_END_SECONDS = 5  # a program that ends sooner than this, three times running, will not come up


class CannotRun(Exception):
    """Says in one line why the portal does not come up."""


@dataclass
class Program:
    """A child that is started again when it ends unasked."""

    name: str
    command: list[str]
    environment: dict[str, str]
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    quick_ends: int = field(default=0)

    def start(self) -> None:
        self.started = time.monotonic()
        # A session of its own: Ctrl-C reaches the supervisor alone, which then stops its children in order.
        self.process = subprocess.Popen(self.command, cwd=ROOT, env=self.environment, start_new_session=True)  # noqa: S603 - our own

    def keep_up(self) -> None:
        assert self.process is not None
        if self.process.poll() is None:
            return
        self.quick_ends = self.quick_ends + 1 if time.monotonic() - self.started < QUICK_END_SECONDS else 0
        if self.quick_ends >= 3:
            raise CannotRun(f"The {self.name} does not come up. What it said stands above.")
        _say(f"The {self.name} ended (code {self.process.returncode}); it is started again.")
        self.start()


class Supervisor:
    def __init__(self, port: int) -> None:
        self.port = port
        self.stopping = threading.Event()
        self.programs: list[Program] = []
        self.parent = os.getppid() if os.environ.get("MAKELEVEL") else None

    def run(self) -> None:
        signal.signal(signal.SIGINT, self.asked_to_stop)
        signal.signal(signal.SIGTERM, self.asked_to_stop)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # nohup asks us to outlive the terminal
            signal.signal(signal.SIGHUP, self.asked_to_stop)
        check_port(self.port)
        local.use_local_settings()
        environment = self.environment()
        try:
            self.prepare(environment)
            self.programs = self.start_programs(environment)
            self.wait_until_ready()
            if not self.stopping.is_set():
                self.greet()
            while not self.stopping.wait(0.5):
                self.watch()
        finally:
            self.stop_programs()

    @property
    def address(self) -> str:
        """By name: a passkey belongs to the name of a site, and 127.0.0.1 is none. Both names answer."""
        return f"http://localhost:{self.port}"

    def asked_to_stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping.set()

    def watch(self) -> None:
        if self.parent is not None and os.getppid() != self.parent:
            self.stopping.set()  # make was killed: nobody could stop us any more
            return
        for program in self.programs:
            program.keep_up()

    def environment(self) -> dict[str, str]:
        """For the children; starts the database if it is ours to start."""
        web = {
            "BIND": f"127.0.0.1:{self.port}",
            STOP_WITH_PARENT: str(os.getpid()),
            "DJANGO_SETTINGS_MODULE": "defa_portal.settings",
        }
        web["SITE_URL"] = os.environ.get("SITE_URL") or self.address
        if not embedded.is_replaced():
            _say("Starting the database under var/postgres")
            embedded.start()
        return {**os.environ, **web}

    def prepare(self, environment: dict[str, str]) -> None:
        process = subprocess.Popen([sys.executable, "manage.py", "prepare"], cwd=ROOT, env=environment, start_new_session=True)
        while process.poll() is None:
            if self.stopping.wait(0.1):
                process.terminate()
                process.wait()
                return
        if process.returncode:
            raise CannotRun("The data could not be prepared. What went wrong stands above.")

    def start_programs(self, environment: dict[str, str]) -> list[Program]:
        if self.stopping.is_set():
            return []
        programs = [
            Program("web server", [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py"], environment),
            Program("job worker", [sys.executable, "manage.py", "work"], self.worker_environment(environment)),
        ]
        for program in programs:
            program.start()
        return programs

    def worker_environment(self, environment: dict[str, str]) -> dict[str, str]:
        """With the embedded database the worker joins by itself: should we be killed, it is the one that stops the server."""
        if embedded.is_ours(environment.get("DATABASE_URL", "")):
            return {name: value for name, value in environment.items() if name != "DATABASE_URL"}
        return environment

    def wait_until_ready(self) -> None:
        end = time.monotonic() + READY_WITHIN_SECONDS
        while not self.stopping.wait(0.1):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/ready", timeout=5):
                    return
            except (urllib.error.URLError, OSError):
                if time.monotonic() > end:
                    raise CannotRun(f"The portal was not ready within {READY_WITHIN_SECONDS} s.") from None
            self.watch()

    def greet(self) -> None:
        _say(f"\nThe portal is at  {self.address}/\nThe secretariat is at  {self.address}/admin/")
        self.greet_with("demo-logins", "Demo logins of the secretariat, at /admin/")
        self.greet_with("demo-people-logins", "Demo logins of an organisation that answers, at /accounts/")
        _say("Ctrl-C stops it. Data is kept under var/.")

    def greet_with(self, name: str, words: str) -> None:
        logins = local.VAR / name
        if logins.exists():
            _say(f"{words} (for this machine, kept in var/{name}):")
            for line in logins.read_text().splitlines():
                login, password = line.split()
                _say(f"  {login:<26} {password}")

    def stop_programs(self) -> None:
        running = [program.process for program in self.programs if program.process and program.process.poll() is None]
        for process in running:
            process.terminate()
        end = time.monotonic() + STOP_WITHIN_SECONDS
        for process in running:
            try:
                process.wait(max(0.1, end - time.monotonic()))
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


def check_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise CannotRun(f"Port {port} is taken. Choose another one: make run PORT={port + 1}") from None


def read_port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise CannotRun(f"PORT must be a number from 1 to 65535, not “{text}”.")
    return int(text)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def main() -> int:
    try:
        Supervisor(read_port(os.environ.get("PORT") or "8000")).run()
    except (CannotRun, embedded.EmbeddedError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    _say("Stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
