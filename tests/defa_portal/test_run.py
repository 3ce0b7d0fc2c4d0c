"""``make run`` in a copy of the checkout: up, stopped, up again, killed."""

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from defa_portal.run import CannotRun, check_port, read_port
from tests.codebase.test_files import ROOT, files

UP_WITHIN_SECONDS = 120


@pytest.fixture
def checkout() -> Iterator[Path]:
    """Not below ``tmp_path``: each new run of pytest closes the folder around it to others, and the server's user is one."""
    with tempfile.TemporaryDirectory(prefix="checkout-", ignore_cleanup_errors=True) as made:
        folder = Path(made)
        for name in files():
            if not name.startswith(("tests/", "docs/")):
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(ROOT / name, folder / name)
        yield folder


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        number = probe.getsockname()[1]
    assert isinstance(number, int)
    return number


@pytest.fixture
def start(checkout: Path, port: int) -> Iterator[Callable[[], "subprocess.Popen[str]"]]:
    """Start the supervisor in the copy, as ``make run`` does; whatever still runs at the end is killed."""
    ours = {"SECRET_KEY", "HTTPS", "MAKELEVEL", "PAGE_CACHE_POLL_SECONDS", "DJANGO_SETTINGS_MODULE"}
    environment = {name: value for name, value in os.environ.items() if name not in ours and "DATABASE_URL" not in name}
    started: list[subprocess.Popen[str]] = []

    def start() -> "subprocess.Popen[str]":
        with (checkout / "said").open("w") as said:
            process = subprocess.Popen(
                [sys.executable, "-m", "defa_portal.run"],
                cwd=checkout,
                env={**environment, "PORT": str(port)},
                stdout=said,
                stderr=subprocess.STDOUT,
                text=True,
            )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


def ready(port: int) -> dict[str, object] | None:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=5) as answer:
            found = json.load(answer)
            assert isinstance(found, dict)
            return found
    except OSError:
        return None


def wait_until(condition: Callable[[], object], process: "subprocess.Popen[str] | None" = None) -> None:
    end = time.monotonic() + UP_WITHIN_SECONDS
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        assert process is None or process.poll() is None, "ended before it was ready"
        time.sleep(0.1)


def worker_was_seen(port: int) -> bool:
    return (ready(port) or {}).get("worker_seen_seconds_ago") is not None


def test_run_comes_up_from_nothing_stops_cleanly_comes_up_again_and_leaves_nothing_when_killed(
    checkout: Path, port: int, start: Callable[[], "subprocess.Popen[str]"]
) -> None:
    supervisor = start()
    wait_until(lambda: worker_was_seen(port), supervisor)
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/admin/login/", timeout=30) as page:
        assert page.status == 200
    wait_until(lambda: "The portal is at" in (checkout / "said").read_text(), supervisor)
    supervisor.send_signal(signal.SIGTERM)
    assert supervisor.wait(60) == 0
    said = (checkout / "said").read_text()
    assert f"The portal is at  http://localhost:{port}/" in said
    assert said.endswith("Ctrl-C stops it. Data is kept under var/.\nStopped.\n")
    for name in ("secret-key", "demo-logins", "demo-people-logins"):
        assert stat.S_IMODE((checkout / "var" / name).stat().st_mode) == 0o600
    names = [line.split()[0] for line in (checkout / "var/demo-logins").read_text().splitlines()]
    assert names == ["editor", "moderator", "analyst", "approver", "administrator"]
    people = [line.split()[0] for line in (checkout / "var/demo-people-logins").read_text().splitlines()]
    assert people == ["lead@demo.invalid", "contributor@demo.invalid"]
    assert ready(port) is None
    assert not (checkout / "var/postgres/postmaster.pid").exists()

    supervisor = start()
    wait_until(lambda: ready(port), supervisor)
    again = (checkout / "said").read_text()
    assert "Static files" not in again
    assert "Example consultation" not in again
    wait_until(lambda: worker_was_seen(port), supervisor)
    supervisor.kill()
    wait_until(lambda: ready(port) is None)
    wait_until(lambda: not (checkout / "var/postgres/postmaster.pid").exists())


def test_a_taken_port_is_one_clear_line(port: int) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with pytest.raises(CannotRun, match=f"^Port {port} is taken. Choose another one: make run PORT={port + 1}$"):
            check_port(port)


@pytest.mark.parametrize("text", ["", "abc", "0", "65536", "-1", "80 80"])
def test_read_port_takes_only_a_port(text: str) -> None:
    with pytest.raises(CannotRun, match="PORT must be a number"):
        read_port(text)
