"""What a local run needs before the portal can serve; each step does nothing the second time."""

import hashlib
import secrets
from argparse import ArgumentParser
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import OperationalError, connection

from accounts import services
from accounts.roles import Role
from accounts.services.demo_people import DEMO_PEOPLE, open_demo_people
from consultations.models import Consultation
from core.errors import Refused
from core.parent import stop_with_parent
from defa_portal.local import VAR, kept_secret

DEMO_LOGINS = VAR / "demo-logins"
DEMO_PEOPLE_LOGINS = VAR / "demo-people-logins"


class Command(BaseCommand):
    help = "Local runs only (make run): migrate, static files, roles, DEFA content, example data, demo logins."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--stage", default="moderated", help="stage of the example data (see load_demo)")

    def handle(self, *, stage: str, **options: object) -> None:
        stop_with_parent()
        if settings.HTTPS:
            raise CommandError("prepare is for local runs without HTTPS. In production: migrate, collectstatic, load_roles.")
        self.say("Database schema")
        try:
            connection.ensure_connection()
        except OperationalError as error:
            raise CommandError(f"The database of DATABASE_URL does not answer: {error}") from None
        call_command("migrate", verbosity=0, interactive=False)
        self.collect_static()
        self.say("Roles and DEFA content")
        call_command("load_roles", verbosity=0, stdout=_Silent())
        call_command("load_defa", verbosity=0, stdout=_Silent())
        if not Consultation.objects.exists():
            self.say("Example consultation and responses")
            call_command("load_demo", stage=stage, seed=1, verbosity=0, stdout=_Silent())
        self.make_demo_logins()

    def say(self, step: str) -> None:
        self.stdout.write(f"  {step} …")
        self.stdout.flush()

    def collect_static(self) -> None:
        stamp = Path(settings.STATIC_ROOT) / ".collected"
        fingerprint = _static_fingerprint()
        if stamp.exists() and stamp.read_text() == fingerprint:
            return
        self.say("Static files")
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(fingerprint)

    def make_demo_logins(self) -> None:
        staff = _kept_passwords(DEMO_LOGINS, [role.value.lower() for role in Role])
        people = _kept_passwords(DEMO_PEOPLE_LOGINS, list(DEMO_PEOPLE))
        try:
            services.ensure_demo_staff(passwords=staff)
            open_demo_people(passwords=people)
        except Refused as refused:
            DEMO_LOGINS.unlink()
            DEMO_PEOPLE_LOGINS.unlink()
            self.stdout.write(f"  {refused.sentence}")


def _kept_passwords(path: Path, names: list[str]) -> dict[str, str]:
    fresh = "".join(f"{name} {secrets.token_urlsafe(9)}\n" for name in names)
    return dict(line.split() for line in kept_secret(path, fresh).splitlines())


class _Silent:
    """Takes the place of stdout for commands whose report is of no interest here."""

    def write(self, text: str) -> int:
        return len(text)

    def flush(self) -> None:
        pass


def _static_fingerprint() -> str:
    """Changes when a static file of the portal or of a library is added, removed or edited."""
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            found = Path(storage.path(name)).stat()
            digest.update(f"{name}\0{found.st_size}\0{found.st_mtime_ns}\n".encode())
    return digest.hexdigest()
