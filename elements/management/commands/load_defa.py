import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.errors import BadInput
from elements.services.load import load_content


class Command(BaseCommand):
    help = "Load the DEFA content (elements, instruments, milestones, sources). Safe to run again; see docs/content.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--file", type=Path, default=settings.BASE_DIR / "data" / "defa.json", help="The data file.")
        parser.add_argument(
            "--overwrite", action="store_true", help="Also replace records that officers changed, and bring back deleted ones."
        )

    def handle(self, *args: Any, file: Path, overwrite: bool, verbosity: int, **options: Any) -> None:
        try:
            content = json.loads(file.read_text(encoding="utf-8"))
            report = load_content(content=content, overwrite=overwrite, by="load_defa")
        except (OSError, ValueError, KeyError) as error:
            raise CommandError(f"{file} cannot be read as DEFA content: {error!r}") from error
        except BadInput as error:
            raise CommandError(error.sentence) from error
        if verbosity:
            self.stdout.write(", ".join(f"{outcome}: {number}" for outcome, number in sorted(report.outcomes.items())))
            for name in report.kept:
                self.stdout.write(f"kept as changed or deleted here: {name}")
