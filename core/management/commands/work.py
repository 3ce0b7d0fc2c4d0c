import signal
from argparse import ArgumentParser

from django.core.management.base import BaseCommand

from core.jobs.worker import Worker
from core.parent import stop_with_parent


class Command(BaseCommand):
    help = "Job worker: runs schedules and tasks until SIGTERM, which lets the task at hand finish. Run as many as you like."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="do all that is due now, then end")
        parser.add_argument("--max-seconds", type=float, help="end after this many seconds")

    def handle(self, *, once: bool, max_seconds: float | None, **options: object) -> None:
        worker = Worker()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: worker.stop())
        stop_with_parent()
        if once:
            self.stdout.write(f"{worker.run_once()} tasks done.")
        else:
            worker.run(max_seconds=max_seconds)
