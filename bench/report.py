"""Goals of performance.md judged on the medians of one run, as lines of a table."""

from collections.abc import Iterator
from dataclasses import dataclass

from bench.footprint import Footprint
from bench.pages import PUBLIC
from bench.probe import Counted
from bench.scenarios import Trial

REFERENCE_MS = {"plain bare": 0.25, "plain default": 0.36}  # the same two views on the machine the goals in ms were set on


@dataclass(frozen=True)
class Line:
    """``figure`` is what the goal speaks of; ``met`` is None where it is told for information."""

    scenario: str
    what: str
    portal: str
    limit: str
    figure: str
    goal: str
    met: bool | None

    def __str__(self) -> str:
        verdict = {True: "met", False: "NOT MET", None: ""}[self.met]
        return f"| {self.scenario} | {self.what} | {self.portal} | {self.limit} | {self.figure} | {self.goal} | {verdict} |"


HEAD = (
    "| # | What | Portal | Limit | Figure | Goal | |\n"
    "| --- | --- | --- | --- | --- | --- | --- |"
)  # fmt: skip


@dataclass(frozen=True)
class Report:
    trials: dict[str, Trial]
    counted: dict[str, Counted]
    footprint: Footprint

    @property
    def slowness(self) -> float:
        """How many times slower than the reference machine this one is at this moment, on the plainest views."""
        return sum(self.trials[name].cpu / ms for name, ms in REFERENCE_MS.items()) / len(REFERENCE_MS)

    def lines(self) -> list[Line]:
        return [*self.public(), *self.forms(), *self.answers(), *self.process()]

    def public(self) -> Iterator[Line]:
        for name in PUBLIC:
            if f"{name} warm" not in self.trials:
                yield Line("S1", name, "–", "–", f"answered {self.counted[f'{name} warm'].status}", "a page", False)
                continue
            queries = self.counted[f"{name} warm"].queries
            yield self.faster("S1", f"{name}, warm", f"{name} warm", f"{name} bare", 0.90)
            yield Line("S1", f"{name}, queries", str(queries), "", str(queries), "0", queries == 0)
            yield self.faster("S1", f"{name}, 304 beside 200", f"{name} 304", f"{name} warm", 1.0)
        for name in self.there("warm"):
            queries = self.counted[f"{name} moved"].queries
            yield self.dearer("S2", f"{name}, signed in", f"{name} session", f"{name} query", 3.0)
            yield self.dearer("S2", f"{name}, cold", f"{name} cold", f"{name} query", 3.0)
            yield Line("S2", f"{name}, queries after the content moved", str(queries), "", str(queries), "≤ 6", queries <= 6)
        for name in self.there("warm"):
            yield self.faster("S3", f"{name}, many stored beside few", f"{name} warm", f"{name} warm small", 0.97)

    def forms(self) -> Iterator[Line]:
        if "form" in self.trials:
            queries = self.counted["form"].queries
            yield self.faster("S4", "first page", "form", "form default", 0.60)
            yield Line("S4", "first page, queries", str(queries), "", str(queries), "0", queries == 0)
        else:
            yield self.missing("S4", "first page", "form")
        if "section" in self.trials:
            queries = self.counted["section"].queries
            yield self.within("S4", "section with a saved draft", "section", 1.5)
            yield Line("S4", "section, queries", str(queries), "", str(queries), "≤ 2", queries <= 2)
        else:
            yield self.missing("S4", "section", "section")

    def answers(self) -> Iterator[Line]:
        if "answer" in self.trials:
            ours, limit = self.trials["answer"], self.trials["answer limit"]
            rates = ours.median(lambda s: s.rate), limit.median(lambda s: s.rate)
            slow = ours.median(lambda s: s.p99), limit.median(lambda s: s.p99)
            share, late = rates[0] / rates[1], slow[0] / slow[1]
            yield Line(
                "S5", "whole answer, rate", f"{rates[0]:.0f}/s", f"{rates[1]:.0f}/s", f"{share:.2f} ×", "≥ 0.55", share >= 0.55
            )
            yield self.within("S5", "whole answer, CPU", "answer", 2.5, "answer limit")
            yield Line("S5", "whole answer, p99", f"{slow[0]:.0f} ms", f"{slow[1]:.0f} ms", f"{late:.2f} ×", "≤ 1.5", late <= 1.5)
        else:
            yield self.missing("S5", "whole answer", "one page form")
        if "save" in self.trials:
            statements = self.counted["save"].statements
            one = len(statements) == 1 and statements[0].lstrip().startswith("UPDATE")
            yield self.within("S7", "draft saved", "save", 1.5)
            yield Line("S7", "draft saved, queries", str(len(statements)), "", str(len(statements)), "one UPDATE", one)
        else:
            yield self.missing("S7", "draft saved", "save")

    def process(self) -> Iterator[Line]:
        check, memory = self.footprint.check, self.footprint.memory
        cpu, size = check.portal / check.limit, memory.portal / memory.limit
        yield Line("S15", "manage.py check", f"{check.portal:.2f} s", f"{check.limit:.2f} s", f"{cpu:.2f} ×", "≤ 2", cpu <= 2)
        what = f"worker after {self.footprint.requests:,} requests"
        yield Line("S15", what, f"{memory.portal:.0f} MB", f"{memory.limit:.0f} MB", f"{size:.2f} ×", "≤ 1.5", size <= 1.5)
        growth = self.footprint.growth
        yield Line("S15", "growth over the last half", f"{growth:.1f} MB", "", f"{growth:.1f} MB", "< 1 MB", growth < 1)

    def there(self, kind: str) -> list[str]:
        return [name for name in PUBLIC if f"{name} {kind}" in self.trials]

    def faster(self, scenario: str, what: str, ours: str, limit: str, goal: float) -> Line:
        mine, other = self.trials[ours], self.trials[limit]
        figure = other.cpu / mine.cpu
        return Line(scenario, what, cpu_of(mine), cpu_of(other), f"{figure:.2f} ×", f"≥ {goal:.2f}", figure >= goal)

    def dearer(self, scenario: str, what: str, ours: str, limit: str, goal: float) -> Line:
        mine, other = self.trials[ours], self.trials[limit]
        figure = mine.cpu / other.cpu
        return Line(scenario, what, cpu_of(mine), cpu_of(other), f"{figure:.2f} × the cost", f"≤ {goal:.0f}", figure <= goal)

    def within(self, scenario: str, what: str, ours: str, goal: float, limit: str = "") -> Line:
        """A goal in milliseconds, brought to the speed of the machine it was set on."""
        there = self.trials[ours].cpu / self.slowness
        beside = cpu_of(self.trials[limit]) if limit else ""
        return Line(scenario, what, cpu_of(self.trials[ours]), beside, f"{there:.2f} ms there", f"≤ {goal}", there <= goal)

    def missing(self, scenario: str, what: str, page: str) -> Line:
        return Line(scenario, what, "–", "–", f"answered {self.counted[page].status}", "a page", False)


def cpu_of(trial: Trial) -> str:
    web, database = trial.median(lambda s: s.web), trial.median(lambda s: s.database)
    return f"{web:.2f} + {database:.2f} ms" if database >= 0.005 else f"{web:.2f} ms"
