import pytest
from django.contrib.auth.models import Group
from django.test import Client

from accounts import services
from accounts.models import User
from accounts.roles import Role
from core.models import AuditEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> User:
    services.ensure_roles()
    user = User.objects.create_user("admin", password="correct horse battery", is_staff=True)
    user.groups.add(Group.objects.get(name=Role.ADMINISTRATOR))
    client.force_login(user)
    return user


def account(*, is_superuser: bool = False) -> User:
    return User.objects.create_user("mei", password="correct horse battery", is_staff=True, is_superuser=is_superuser)


def test_an_account_page_never_shows_the_hash(client: Client, administrator: User) -> None:
    user = account()
    page = client.get(f"/admin/accounts/user/{user.pk}/change/").content.decode()
    assert "Set a new password" in page
    assert user.password not in page
    assert user.password.split("$")[-1][:6] not in page
    assert "Superuser" not in page


def test_an_administrator_gives_a_role_and_it_is_audited(client: Client, administrator: User) -> None:
    user = account()
    moderator = Group.objects.get(name="Moderator")
    answer = client.post(
        f"/admin/accounts/user/{user.pk}/change/",
        {"username": "mei", "is_active": "on", "is_staff": "on", "groups": [moderator.pk], "is_superuser": "on"},
    )
    assert answer.status_code == 302
    user.refresh_from_db()
    assert list(user.groups.all()) == [moderator]
    assert not user.is_superuser
    entry = AuditEntry.objects.get(act="user.change")
    assert (entry.actor, entry.target, entry.target_key) == ("admin", "mei", str(user.uuid))


def test_an_administrator_sets_a_new_password_and_it_is_audited(client: Client, administrator: User) -> None:
    user = account()
    new = "a staple of batteries"
    answer = client.post(
        f"/admin/accounts/user/{user.pk}/password/", {"password1": new, "password2": new, "usable_password": "true"}
    )
    assert answer.status_code == 302
    user.refresh_from_db()
    assert user.check_password(new)
    assert AuditEntry.objects.get(act="user.change").actor == "admin"


def test_an_administrator_cannot_touch_a_superuser(client: Client, administrator: User) -> None:
    user = account(is_superuser=True)
    assert client.post(f"/admin/accounts/user/{user.pk}/change/", {"username": "taken over"}).status_code == 403
    new = "a staple of batteries"
    assert client.post(f"/admin/accounts/user/{user.pk}/password/", {"password1": new, "password2": new}).status_code == 403
    user.refresh_from_db()
    assert user.username == "mei"


def test_an_account_is_added_with_a_password(client: Client, administrator: User) -> None:
    new = "a staple of batteries"
    answer = client.post(
        "/admin/accounts/user/add/", {"username": "noy", "password1": new, "password2": new, "usable_password": "true"}
    )
    assert answer.status_code == 302
    assert User.objects.get(username="noy").check_password(new)


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MODERATOR, Role.ANALYST, Role.APPROVER])
def test_other_roles_do_not_reach_accounts(client: Client, administrator: User, role: Role) -> None:
    user = account()
    user.groups.add(Group.objects.get(name=role))
    client.force_login(user)
    assert client.get("/admin/accounts/user/").status_code == 403
    assert client.get(f"/admin/accounts/user/{administrator.pk}/change/").status_code == 403


def test_an_account_is_closed_and_never_deleted(client: Client, administrator: User) -> None:
    assert client.post(f"/admin/accounts/user/{account().pk}/delete/", {"post": "yes"}).status_code == 403
