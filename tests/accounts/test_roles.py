import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.core.management import call_command

from accounts import permissions, roles, services
from accounts.models import User
from accounts.roles import Grant, Role
from core.models import AuditEntry

pytestmark = pytest.mark.django_db


def person(*held: Role, staff: bool = True) -> User:
    user = User.objects.create_user(f"person{User.objects.count()}", is_staff=staff)
    user.groups.set(Group.objects.filter(name__in=held))
    return user


def test_every_grant_names_a_model_that_exists() -> None:
    assert roles.unknown_grants() == []
    assert [*Grant("core", ("view",), "nosuchthing").codenames()] == []


def test_ensure_roles_gives_exactly_what_is_declared_and_is_audited_once() -> None:
    assert services.ensure_roles() == [role.value for role in Role]
    editor = Group.objects.get(name="Editor")
    editor.permissions.add(Permission.objects.get(codename="delete_user"))
    assert services.ensure_roles() == ["Editor"]
    assert not editor.permissions.filter(codename="delete_user").exists()
    assert services.ensure_roles() == []
    assert AuditEntry.objects.filter(act="roles.load").count() == 2


def test_load_roles_says_what_it_changed(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load_roles")
    call_command("load_roles")
    assert capsys.readouterr().out == (
        "Roles changed: Editor, Moderator, Analyst, Approver, Administrator.\nRoles are as declared.\n"
    )


@pytest.mark.parametrize(
    ("role", "edits", "reads", "moderates", "administers"),
    [
        (Role.EDITOR, True, False, False, False),
        (Role.MODERATOR, False, True, True, False),
        (Role.ANALYST, False, True, False, False),
        (Role.APPROVER, False, True, False, False),
        (Role.ADMINISTRATOR, True, True, True, True),
    ],
)
def test_each_role_may_do_its_own_work(role: Role, edits: bool, reads: bool, moderates: bool, administers: bool) -> None:
    services.ensure_roles()
    holder = person(role)
    assert (
        permissions.can_edit_content(holder),
        permissions.can_read_responses(holder),
        permissions.can_moderate(holder),
        permissions.can_administer(holder),
    ) == (edits, reads, moderates, administers)


def test_nobody_may_do_anything_without_an_open_staff_account() -> None:
    services.ensure_roles()
    closed = person(*Role)
    User.objects.filter(pk=closed.pk).update(is_active=False)
    for somebody in (AnonymousUser(), person(), person(*Role, staff=False), User.objects.get(pk=closed.pk)):
        assert not permissions.can_edit_content(somebody)
        assert not permissions.can_read_responses(somebody)
        assert not permissions.can_moderate(somebody)
        assert not permissions.can_administer(somebody)
