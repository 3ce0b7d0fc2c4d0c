"""Tasks for the tests of the worker: they leave their traces in a file."""

import time
from pathlib import Path

from core.jobs import task


@task()
def note(path: str, line: str) -> str:
    with Path(path).open("a") as file:
        file.write(line + "\n")
    return line


@task()
def hang_the_first_time(path: str) -> None:
    """Hangs until killed when it runs first; ends at once when it is taken up again."""
    first = not Path(path).exists()
    with Path(path).open("a") as file:
        file.write("started\n")
    if first:
        time.sleep(120)
    with Path(path).open("a") as file:
        file.write("done\n")


@task()
def slow(path: str) -> None:
    Path(path).write_text("started\n")
    time.sleep(2.5)
    Path(path).write_text("done\n")


@task()
def refuse(why: str) -> None:
    raise ValueError(why)
