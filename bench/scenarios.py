"""What is measured: trials, run interleaved in rounds, and the goals of the scenarios judged on their medians."""

import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from statistics import median

from bench.fill import Filled
from bench.load import FRESH, Job, Measured, ask, run
from bench.pages import FORM, ONE_PAGE_FORM, PUBLIC, SESSION, save_address, section_address
from bench.probe import Counted
from bench.servers import BenchError, Server

FORM_TYPE = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Sample:
    """One round of one trial. Milliseconds of processor time per unit of work, web workers and database apart."""

    web: float
    database: float
    rate: float
    p50: float
    p99: float


@dataclass
class Trial:
    """``expected``: what each answer must be; another ends the measurement, a share may be ``tolerated``."""

    name: str
    server: Server
    job: Job
    expected: str
    tolerated: float = 0.0
    samples: list[Sample] = field(default_factory=list)
    units: int = 0

    def measure(self, database_url: str) -> None:
        before = self.server.cpu(database_url)
        measured = run(self.job)
        used = self.server.cpu(database_url).since(before)
        self.check(measured)
        units = measured.units
        self.units += units
        self.samples.append(
            Sample(used.web / units, used.database / units, measured.rate, measured.percentile(0.5), measured.percentile(0.99))
        )

    def check(self, measured: Measured) -> None:
        other = Counter(measured.statuses)
        other.pop(self.expected, None)
        if other.total() > self.tolerated * measured.units:
            raise BenchError(f"{self.name}: {dict(measured.statuses)} instead of {self.expected}.")

    def median(self, value: Callable[[Sample], float]) -> float:
        return median(value(sample) for sample in self.samples)

    @property
    def cpu(self) -> float:
        return self.median(lambda sample: sample.web + sample.database)


@dataclass(frozen=True)
class Sides:
    """The servers of a measurement: the portal on both databases, Django without and with its default middleware."""

    portal: Server
    portal_small: Server
    bare: Server
    default: Server

    def all(self) -> list[Server]:
        return [self.portal, self.portal_small, self.bare, self.default]


def make_trials(sides: Sides, filled: Filled, counted: dict[str, Counted], share: float) -> dict[str, Trial]:
    """``share``: of the full number of units per round. Pages that do not answer 200 are left out."""
    trials: list[Trial] = []

    def add(name: str, server: Server, units: int, paths: Sequence[str], expected: str = "200", **job: object) -> None:
        kind = str(job.pop("kind", "get"))
        tolerated = float(str(job.pop("tolerated", 0.0)))
        made = Job(server.port, kind, paths, max(8, int(units * share)), **job)  # type: ignore[arg-type]  # the rest are its fields
        trials.append(Trial(name, server, made, expected, tolerated))

    hit = {"expected": "200 defa; hit", "tolerated": 0.01}
    for name, path in PUBLIC.items():
        if counted[f"{name} warm"].status != 200:
            continue
        size = counted[f"{name} warm"].size
        add(f"{name} warm", sides.portal, 1600, [path], **hit)  # type: ignore[arg-type]  # see add
        add(f"{name} warm small", sides.portal_small, 1600, [path], **hit)  # type: ignore[arg-type]  # see add
        add(f"{name} bare", sides.bare, 1600, [f"/bare/{size}/"])
        add(f"{name} session", sides.portal, 1600, [path], headers={"Cookie": SESSION}, **hit)  # type: ignore[arg-type]  # see add
        add(f"{name} cold", sides.portal, 150, [f"{path}?fresh={FRESH}"], "200 defa; fwd=miss")
        add(f"{name} query", sides.bare, 800, [f"/query/{size}/?slug=bench-tasks"])
        etag = ask(sides.portal.port, "GET", path).headers.get("etag", "")
        add(f"{name} 304", sides.portal, 1600, [path], "304 defa; hit", tolerated=0.01, headers={"If-None-Match": etag})
    if counted["form"].status == 200:
        add("form", sides.portal, 800, [FORM])
        add("form default", sides.default, 1200, [f"/bare/{counted['form'].size}/"])
    if counted["section"].status == 200:
        add("section", sides.portal, 500, [section_address(key, filled.section) for key in filled.drafts])
    if counted["one page form"].status == 200:
        size, fields = (
            counted["one page form"].size,
            [[name, value] for name, values in filled.posted.items() for value in values],
        )
        add("answer", sides.portal, 200, [ONE_PAGE_FORM], "200 303 200", kind="answer", fields=fields)
        add("answer limit", sides.default, 300, [f"/flow/{size}/"], "200 303 200", kind="answer", fields=fields)
    if counted["save"].status == 200:
        token = secrets.token_hex(16)
        fields = [[name, value] for name, values in filled.section_posted.items() for value in values]
        headers = {"Content-Type": FORM_TYPE, "Cookie": f"defa_csrf={token}", "X-CSRFToken": token}
        addresses = [save_address(key) for key in filled.drafts]
        add("save", sides.portal, 500, addresses, kind="post", fields=fields, headers=headers)
    add("plain bare", sides.bare, 1600, ["/bare/20000/"])
    add("plain default", sides.default, 1600, ["/bare/20000/"])
    return {trial.name: trial for trial in trials}


def measure(trials: dict[str, Trial], rounds: int, database_url: str, say: Callable[[str], None]) -> None:
    """Every trial once per round, in turning order, after one round that only warms both workers of each server."""
    for trial in trials.values():
        run(replace(trial.job, units=96))
    for number in range(rounds):
        say(f"round {number + 1} of {rounds}")
        for trial in list(trials.values())[:: 1 if number % 2 == 0 else -1]:
            trial.measure(database_url)
