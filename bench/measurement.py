"""One measurement from an empty database to the report."""

import json
import os
import platform
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench import database, footprint
from bench.fill import Filled
from bench.pages import PUBLIC
from bench.probe import Counted
from bench.questionnaire import limit_form
from bench.report import HEAD, Report
from bench.scenarios import Sides, make_trials, measure
from bench.servers import ROOT, BenchError, Server, running


@dataclass(frozen=True)
class Size:
    """``share``: of the full number of requests per trial and round."""

    responses: int
    few: int
    rounds: int
    share: float
    requests: int


FULL = Size(responses=10_000, few=1_000, rounds=5, share=1.0, requests=10_000)
QUICK = Size(responses=2_000, few=500, rounds=3, share=0.25, requests=1_000)


def take(size: Size, database_url: str, *, keep: bool, say: Callable[[str], None]) -> Report:
    """Make the databases, fill and serve them, measure; leaves no process behind, and no database unless ``keep``."""
    with (
        database.dropped_after(database_url, database.SMALL, database.LARGE, keep=keep),
        tempfile.TemporaryDirectory() as folder,
    ):
        say("Filling two databases")
        small = database.make(database_url, database.SMALL)
        portal = portal_environment(small)
        manage(portal, "collectstatic", "--noinput", "--verbosity=0")
        manage(portal, "migrate", "--verbosity=0")
        step(portal, "fill", Path(folder, "small"), str(size.few))
        large = database.make(database_url, database.LARGE, template=database.SMALL)
        portal = {**portal, "DATABASE_URL": large}
        filled = Filled(**step(portal, "fill", Path(folder, "large"), str(size.responses)))
        say(f"{filled.responses:,} responses stored, {filled.published:,} of them published; beside it {size.few:,}")
        counted = {name: Counted(**one) for name, one in step(portal, "probe", Path(folder, "large")).items()}
        sides = make_sides(portal, small, limit_environment(portal, filled))
        with running(sides.all()):
            trials = make_trials(sides, filled, counted, size.share)
            measure(trials, size.rounds, large, say)
            paths = [path for name, path in PUBLIC.items() if counted[f"{name} warm"].status == 200] or ["/health/live"]
            kinds = [*paths, *(trial.job.paths[0] for name, trial in trials.items() if name in ("form", "section"))]
            held = footprint.take(sides.portal, sides.default, kinds, size.requests, size.rounds, sides.default.environment)
    return Report(trials, counted, held)


def portal_environment(url: str) -> dict[str, str]:
    """Production settings, but for HTTPS: the load comes over loopback. Python keeps what it compiled, as on a server, whatever
    is set on this machine."""
    return {
        **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
        "DJANGO_SETTINGS_MODULE": "defa_portal.settings",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "DATABASE_URL": url,
        "DEBUG": "false",
        "HTTPS": "false",
        "ALLOWED_HOSTS": "127.0.0.1",
        "LOG_LEVEL": "ERROR",
    }


def limit_environment(portal: Mapping[str, str], filled: Filled) -> dict[str, str]:
    return {
        **portal,
        "DJANGO_SETTINGS_MODULE": "bench.limit_settings",
        "LIMIT": "default",
        "LIMIT_FORM": json.dumps(limit_form(filled.posted)),
    }


def make_sides(portal: Mapping[str, str], small: str, limit: Mapping[str, str]) -> Sides:
    ours, bare = "defa_portal.wsgi:application", "bench.limits:application"
    return Sides(
        Server("portal", ours, portal),
        Server("portal-small", ours, {**portal, "DATABASE_URL": small}),
        Server("bare", bare, {**limit, "LIMIT": "bare"}),
        Server("default", bare, limit),
    )


def manage(environment: Mapping[str, str], *arguments: str) -> None:
    done = subprocess.run([sys.executable, "manage.py", *arguments], cwd=ROOT, env=environment, check=False)  # noqa: S603 - our own
    if done.returncode:
        raise BenchError(f"manage.py {arguments[0]} failed; what it said stands above.")


def step(environment: Mapping[str, str], name: str, file: Path, *arguments: str) -> dict[str, Any]:
    """A part of the measurement that works inside the portal, in a process of its own with these settings."""
    manage(environment, "bench", "--step", name, "--file", str(file), *(f"--responses={number}" for number in arguments))
    written: dict[str, Any] = json.loads(file.with_suffix(f".{name}").read_text())
    return written


def text_of(report: Report, size: Size) -> str:
    lines = report.lines()
    judged = [line for line in lines if line.met is not None]
    met = sum(line.met is True for line in judged)
    machine = f"{os.cpu_count()} cores, Python {platform.python_version()}, {report.slowness:.2f} × as slow as the reference"
    return "\n".join(
        [
            f"{size.responses:,} responses stored; medians of {size.rounds} interleaved rounds; CPU: web + PostgreSQL.",
            f"{machine}.",
            "",
            HEAD,
            *map(str, lines),
            "",
            f"{met} of {len(judged)} goals met.",
        ]
    )


__all__ = ["FULL", "QUICK", "Size", "take", "text_of"]
