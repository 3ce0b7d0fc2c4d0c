from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from moderation.services.recount import recount


class Command(BaseCommand):
    help = "Counts the public record anew and names every difference; --repair sets wrong tallies right."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--repair", action="store_true", help="Rewrite the tallies that differ. The record is never mended.")

    def handle(self, *args: Any, **options: Any) -> None:
        found = recount(repair=options["repair"], by="check_data")
        for sentence in found.sentences:
            self.stdout.write(sentence)
        left = found.records if options["repair"] else found.sentences
        if options["repair"] and found.tallies:
            self.stdout.write(f"{len(found.tallies)} tallies set right.")
        if left:
            raise CommandError(f"{len(left)} differences. See docs/moderation.md.")
        self.stdout.write("The public record and its tallies agree.")
