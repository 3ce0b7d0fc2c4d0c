"""The embedded server in folders of its own: odd paths, two at once, kill -9."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from defa_portal import embedded

SCRIPT = """
import os, sys, time
from urllib.parse import parse_qs, urlsplit
sys.path.insert(0, sys.argv[1])
from defa_portal import embedded
url = embedded.start()
assert embedded.is_ours(url)
import psycopg2
connection = psycopg2.connect(host=parse_qs(urlsplit(url).query)["host"][0], user="postgres", dbname="defa")
cursor = connection.cursor()
cursor.execute("CREATE TABLE IF NOT EXISTS kept (at timestamptz)")
cursor.execute("INSERT INTO kept VALUES (now())")
connection.commit()
cursor.execute(
    "SELECT current_setting('fsync'), current_setting('synchronous_commit'), current_setting('listen_addresses'),"
    " lower('É'), (SELECT count(*) FROM kept)"
)
print(*cursor.fetchone(), sep="|", flush=True)
connection.close()
time.sleep(float(sys.argv[2]))
"""


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the embedded database's code and nothing else, so that its server is one of its own."""
    folder = tmp_path / "with ' quote, space and ü"
    return put_code_into(folder)


def put_code_into(folder: Path) -> Path:
    (folder / "defa_portal").mkdir(parents=True)
    (folder / "defa_portal/__init__.py").touch()
    shutil.copy(embedded.__file__, folder / "defa_portal")
    return folder


def start(folder: Path, seconds: float = 0) -> subprocess.Popen[str]:
    environment = {name: value for name, value in os.environ.items() if "DATABASE_URL" not in name}
    return subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(folder), str(seconds)], stdout=subprocess.PIPE, text=True, env=environment, cwd=folder
    )


def said_by(process: subprocess.Popen[str]) -> str:
    output, _ = process.communicate(timeout=60)
    assert process.returncode == 0
    return output.strip()


def postmaster(folder: Path) -> int:
    return int((folder / "var/postgres/postmaster.pid").read_text().splitlines()[0])


def is_stopped(folder: Path) -> bool:
    return not (folder / "var/postgres/postmaster.pid").exists()


def test_start_makes_a_durable_server_that_stops_with_its_last_user(checkout: Path) -> None:
    assert said_by(start(checkout)) == "on|on||é|1"
    assert is_stopped(checkout)
    together = [start(checkout, 0.5), start(checkout, 1), start(checkout)]
    rows = sorted(said_by(process).split("|")[-1] for process in together)
    assert rows[-1] == "4"
    assert is_stopped(checkout)


def test_start_after_kill_of_server_and_user(checkout: Path) -> None:
    user = start(checkout, 60)
    assert user.stdout is not None
    user.stdout.readline()
    user.kill()
    user.wait()
    user.stdout.close()
    os.kill(postmaster(checkout), signal.SIGKILL)
    assert said_by(start(checkout)) == "on|on||é|2"
    assert is_stopped(checkout)


def test_start_joins_a_server_whose_last_user_was_killed(checkout: Path) -> None:
    user = start(checkout, 60)
    assert user.stdout is not None
    user.stdout.readline()
    user.kill()
    user.wait()
    user.stdout.close()
    running = postmaster(checkout)
    process = start(checkout, 0.5)
    time.sleep(0.3)
    assert postmaster(checkout) == running
    assert said_by(process) == "on|on||é|2"
    assert is_stopped(checkout)


def test_start_does_not_take_another_program_for_its_server(checkout: Path) -> None:
    assert said_by(start(checkout)) == "on|on||é|1"
    pid_file = checkout / "var/postgres/postmaster.pid"
    pid_file.write_text(f"{os.getpid()}\n{pid_file.parent}\n1\n5432\n/tmp\n\n1 1\nready\n")
    assert said_by(start(checkout)) == "on|on||é|2"


def test_start_where_the_path_is_too_long_for_a_socket(tmp_path: Path) -> None:
    folder = put_code_into(tmp_path / ("long" * 30))
    assert said_by(start(folder)) == "on|on||é|1"


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [(["manage.py", "migrate"], True), (["manage.py", "check"], False), (["manage.py"], False), (["manage.py", "work"], True)],
)
def test_wanted_by_spares_commands_without_a_database(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str], wanted: bool
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert embedded.wanted_by(arguments) is wanted
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example.org/defa")
    assert not embedded.wanted_by(arguments)
    monkeypatch.delenv("DATABASE_URL")
    monkeypatch.setenv("DATABASE_URL_FILE", "/run/secrets/database")
    assert not embedded.wanted_by(arguments)
