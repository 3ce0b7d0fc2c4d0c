"""What a process costs before it does anything, and what it holds after it has done much."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median

from bench.load import Job, run
from bench.servers import ROOT, Server

MINIMAL = "import django; django.setup()"


@dataclass(frozen=True)
class Beside:
    portal: float
    limit: float


@dataclass(frozen=True)
class Footprint:
    """``check``: seconds of CPU; ``memory`` and ``growth``: megabytes of the larger worker after ``requests`` of all kinds."""

    check: Beside
    memory: Beside
    growth: float
    requests: int


def take(
    portal: Server, limit: Server, paths: list[str], requests: int, rounds: int, limit_environment: Mapping[str, str]
) -> Footprint:
    check = Beside(
        _often(rounds, lambda: _cpu_seconds([sys.executable, "manage.py", "check"], portal.environment)),
        _often(rounds, lambda: _cpu_seconds([sys.executable, "-c", MINIMAL], limit_environment)),
    )
    half = requests // 2
    run(Job(portal.port, "get", paths, half))
    before = portal.memory_mb()
    run(Job(portal.port, "get", paths, half))
    after = portal.memory_mb()
    run(Job(limit.port, "get", ["/bare/20000/"], half))
    return Footprint(check, Beside(after, limit.memory_mb()), after - before, requests)


def _often(rounds: int, act: Callable[[], float]) -> float:
    return median(act() for _ in range(rounds))


def _cpu_seconds(command: list[str], environment: Mapping[str, str]) -> float:
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # noqa: S603 - our own
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime
