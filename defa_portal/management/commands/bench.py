import json
import os
from argparse import SUPPRESS, ArgumentParser
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from bench import measurement, uploads
from bench.fill import Filled, fill
from bench.probe import probe
from bench.servers import BenchError


class Command(BaseCommand):
    help = "Measure the portal beside the bare limits, in databases of its own; see docs/performance.md."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quick", action="store_true", help="Fewer rows and rounds: under a minute and a half.")
        parser.add_argument("--responses", type=int, help="How many stored responses to measure at.")
        parser.add_argument("--few", type=int, help="How many to compare with (scenario S3).")
        parser.add_argument("--rounds", type=int, help="Interleaved rounds; medians are taken over them.")
        parser.add_argument("--keep", action="store_true", help="Keep the databases for a look.")
        parser.add_argument("--uploads", action="store_true", help="Measure instead what files of ten megabytes cost in memory.")
        parser.add_argument("--step", choices=["fill", "probe"], help=SUPPRESS)  # the parts that work inside the measured portal
        parser.add_argument("--file", type=Path, help=SUPPRESS)

    def handle(self, *args: Any, quick: bool, step: str | None, keep: bool, **options: Any) -> None:
        if step:
            self.take_step(step, options["file"], options["responses"])
            return
        if options["uploads"]:
            self.stdout.write(uploads.text_of(uploads.take(os.environ["DATABASE_URL"], self.say)))
            return
        size = measurement.QUICK if quick else measurement.FULL
        size = replace(size, **{name: options[name] for name in ("responses", "few", "rounds") if options[name]})
        try:
            report = measurement.take(size, os.environ["DATABASE_URL"], keep=keep, say=self.say)
        except BenchError as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(measurement.text_of(report, size))

    def take_step(self, step: str, file: Path, responses: int) -> None:
        if step == "fill":
            done: Any = asdict(fill(responses))
        else:
            filled = Filled(**json.loads(file.with_suffix(".fill").read_text()))
            done = {name: asdict(counted) for name, counted in probe(filled).items()}
        file.with_suffix(f".{step}").write_text(json.dumps(done))

    def say(self, sentence: str) -> None:
        self.stderr.write(sentence)
