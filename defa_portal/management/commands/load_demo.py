"""Example data: ``load_demo --stage open|closed|moderated --seed N``."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from consultations.models import Consultation
from defa_portal.demo.build import STAGES, build_examples
from defa_portal.demo.reset import remove_examples
from defa_portal.demo.texts import build_text
from defa_portal.demo.together import begin_together
from elements.models import Element


class Command(BaseCommand):
    help = "Load one example consultation with example responses, all labelled as examples. Earlier example data is replaced."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--stage", choices=STAGES, default="moderated")
        parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same answers")
        parser.add_argument("--responses", type=int, default=300)
        parser.add_argument("--if-empty", action="store_true", help="do nothing where there is a consultation already")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["if_empty"] and Consultation.objects.exists():
            self.stdout.write("There are consultations already: no example data loaded.")
            return
        if not Element.objects.exists():
            raise CommandError("Load the elements first: manage.py load_defa")
        if gone := remove_examples():
            self.stdout.write(f"Removed {gone} earlier example responses.")
        built = build_examples(
            stage=options["stage"], seed=options["seed"], responses=options["responses"], say=self.stdout.write
        )
        self.stdout.write(f"Loaded {built.responses} example responses, {built.drafts} drafts; {built.decided} decided.")
        comments = build_text(seed=options["seed"])
        self.stdout.write(f"Loaded an example draft text in two versions with {comments} comments.")
        team = begin_together().team
        self.stdout.write(f"{team} is the example organisation; make run gives its people passwords.")
