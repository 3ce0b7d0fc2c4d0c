"""Acts on staff accounts and roles."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q

from accounts.models import User
from accounts.roles import GRANTS, Role
from core import audit
from core.errors import Refused

DEMO_DOMAIN = "demo.invalid"


@transaction.atomic
def ensure_roles() -> list[str]:
    """Make the groups and give them exactly what ``accounts.roles`` declares; returns the names of the groups changed."""
    changed = []
    for role, grants in GRANTS.items():
        group, created = Group.objects.get_or_create(name=role.value)
        wanted_filter = Q(pk__in=[])
        for grant in grants:
            wanted_filter |= Q(content_type__app_label=grant.app, codename__in=[*grant.codenames()])
        wanted = set(Permission.objects.filter(wanted_filter).values_list("pk", flat=True))
        if created or wanted != set(group.permissions.values_list("pk", flat=True)):
            group.permissions.set(wanted)
            changed.append(group.name)
    if changed:
        audit.record(act="roles.load", actor="job", target="Roles", details={"changed": changed})
    return changed


@transaction.atomic
def ensure_demo_staff(*, passwords: dict[str, str]) -> list[User]:
    """One account per role for trying the portal on one's own machine, named like the role, with these passwords.

    Raises Refused in production settings, and where real staff have accounts: nobody gets a known way into those.
    """
    if settings.HTTPS:
        raise Refused("Demo accounts are for local runs without HTTPS only.")
    if User.objects.filter(is_staff=True).exclude(email__endswith=f"@{DEMO_DOMAIN}").exists():
        raise Refused("This database has staff accounts of its own: no demo accounts were made.")
    users = []
    for role in Role:
        name = role.value.lower()
        user, created = User.objects.get_or_create(
            username=name,
            defaults={"email": f"{name}@{DEMO_DOMAIN}", "first_name": "Demo", "last_name": role.value, "is_staff": True},
        )
        if not user.check_password(passwords[name]):
            user.set_password(passwords[name])
            user.save(update_fields=["password"])
        user.groups.set([Group.objects.get(name=role.value)])
        if created:
            audit.record(act="user.add", actor="job", target=user.username, target_key=str(user.uuid), details={"demo": True})
        users.append(user)
    return users
