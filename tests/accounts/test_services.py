import pytest
from django.contrib.auth.models import Group

from accounts import services
from accounts.models import User
from accounts.roles import Role
from core.errors import Refused

pytestmark = pytest.mark.django_db
PASSWORDS = {role.value.lower(): f"{role.value} password 1" for role in Role}


def test_ensure_demo_staff_makes_one_account_per_role_once() -> None:
    services.ensure_roles()
    for _ in range(2):
        users = services.ensure_demo_staff(passwords=PASSWORDS)
        assert [user.username for user in users] == ["editor", "moderator", "analyst", "approver", "administrator"]
    assert User.objects.count() == 5
    moderator = User.objects.get(username="moderator")
    assert moderator.check_password("Moderator password 1")
    assert moderator.is_staff
    assert not moderator.is_superuser
    assert list(moderator.groups.all()) == [Group.objects.get(name="Moderator")]


def test_ensure_demo_staff_refuses_in_production_settings(settings: pytest.FixtureRequest) -> None:
    settings.HTTPS = True  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="local runs"):
        services.ensure_demo_staff(passwords=PASSWORDS)
    assert User.objects.count() == 0


def test_ensure_demo_staff_refuses_where_real_staff_have_accounts() -> None:
    User.objects.create_user("siti", email="siti@example.org", is_staff=True)
    with pytest.raises(Refused, match="staff accounts of its own"):
        services.ensure_demo_staff(passwords=PASSWORDS)
    assert User.objects.count() == 1
