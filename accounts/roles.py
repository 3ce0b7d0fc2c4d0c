"""Who of the staff may do what: one table. ``manage.py load_roles`` writes it into the groups of the admin."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.apps import apps
from django.db import models
from pghistory.models import Event

VIEW = ("view",)
KEEP = ("view", "add", "change")
ALL = ("view", "add", "change", "delete")


class Role(models.TextChoices):
    """The value is the name of the group; one person may hold several."""

    EDITOR = "Editor", "Editor: content, questionnaires, timeline"
    MODERATOR = "Moderator", "Moderator: decides what is published"
    ANALYST = "Analyst", "Analyst: reads everything, changes nothing"
    APPROVER = "Approver", "Approver: the second pair of eyes"
    ADMINISTRATOR = "Administrator", "Administrator: accounts, roles, audit trail"


@dataclass(frozen=True)
class Grant:
    """Actions on one model of an app, or on all of them (``model`` empty; history tables are then only viewed)."""

    app: str
    actions: tuple[str, ...]
    model: str = ""

    def codenames(self) -> Iterable[str]:
        """Codenames as Django stores them; a model that does not exist gives none."""
        for model in apps.get_app_config(self.app).get_models():
            name = model._meta.model_name or ""
            if self.model in ("", name):
                actions = VIEW if not self.model and issubclass(model, Event) else self.actions
                yield from (f"{action}_{name}" for action in actions)


CONTENT = (Grant("elements", ALL), Grant("consultations", ALL))
READING = (Grant("elements", VIEW), Grant("consultations", VIEW), Grant("responses", VIEW), Grant("moderation", VIEW))
DECIDING = (Grant("responses", ("view", "change"), "response"), Grant("moderation", KEEP, "decision"))
INVITING = (Grant("responses", KEEP, "invitation"),)
VERIFYING = (Grant("accounts", KEEP, "organisation"),)
GRANTS: dict[Role, tuple[Grant, ...]] = {
    Role.EDITOR: CONTENT,
    Role.MODERATOR: READING + DECIDING + INVITING + VERIFYING,
    Role.ANALYST: READING,
    Role.APPROVER: READING,
    Role.ADMINISTRATOR: CONTENT
    + READING
    + DECIDING
    + INVITING
    + VERIFYING
    + (
        Grant("accounts", KEEP, "user"),
        Grant("core", VIEW, "auditentry"),
        Grant("core", VIEW, "outgoingmail"),
        Grant("django_tasks_database", VIEW, "dbtaskresult"),
    ),
}


def unknown_grants() -> list[str]:
    """Grants that name a model no app has: ``app.model``, each once."""
    return sorted(
        {
            f"{grant.app}.{grant.model}"
            for grants in GRANTS.values()
            for grant in grants
            if grant.model and not [*grant.codenames()]
        }
    )
