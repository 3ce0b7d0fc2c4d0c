from argparse import ArgumentParser

from django.conf import settings
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.db import connection

from defa_portal import embedded


class Command(BaseCommand):
    help = "Throw ALL data of the embedded database away and load the example data afresh. Never touches a server of your own."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--stage", default="moderated", help="stage of the example data (see load_demo)")

    def handle(self, *, stage: str, **options: object) -> None:
        if settings.HTTPS or connection.settings_dict["NAME"] != embedded.DATABASE or not embedded.is_ours_now():
            raise CommandError("reset_demo empties the embedded database of a local run and nothing else. Unset DATABASE_URL.")
        with connection.cursor() as cursor:
            cursor.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
        connection.close()
        call_command("prepare", stage=stage)
        self.stdout.write("The example data is as new.")
