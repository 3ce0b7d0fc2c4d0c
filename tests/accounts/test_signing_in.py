"""Signing up and in by the pages, with and without a second factor; staff too."""

import re
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role
from core.jobs.worker import Worker
from core.models import OutgoingMail
from tests import make

pytestmark = pytest.mark.django_db
PASSWORD = "of the test cast"
SIGN_UP = {"name": "Ana", "email": "ana@example.org", "password1": "a long password of one's own"}


def with_app(user: User) -> str:
    """The secret of the authenticator app."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return str(secret)


def code_of(secret: str) -> str:
    """What the app shows now (RFC 6238, thirty seconds)."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def test_signing_up_is_confirmed_by_a_mail_that_a_job_sends(client: Client) -> None:
    assert client.post(reverse("account_signup"), SIGN_UP)["Location"] == reverse("account_email_verification_sent")
    user = User.objects.get()
    assert (str(user), user.emailaddress_set.get().verified) == ("Ana", False)  # type: ignore[attr-defined]
    assert client.get(reverse("account-home")).status_code == 302
    assert mail.outbox == []
    assert Worker().run_once() > 0
    assert [message.to for message in mail.outbox] == [["ana@example.org"]]
    link = re.search(r"http://testserver(\S+)", str(mail.outbox[0].body))
    assert link
    assert client.get(link[1]).status_code == 200
    assert not user.emailaddress_set.get().verified  # type: ignore[attr-defined]
    client.post(link[1])
    assert user.emailaddress_set.get().verified  # type: ignore[attr-defined]


def test_address_that_has_an_account_is_not_told_to_strangers(client: Client) -> None:
    make.person("Ana")
    answer = client.post(reverse("account_signup"), SIGN_UP)
    assert answer["Location"] == reverse("account_email_verification_sent")
    assert User.objects.count() == 1
    client.post(reverse("account_reset_password"), {"email": "nobody@example.org"})
    assert [one.to for one in OutgoingMail.objects.order_by("pk")] == ["ana@example.org", "nobody@example.org"]


def test_authenticator_app_is_asked_for_after_the_password(client: Client) -> None:
    secret = with_app(make.person("Ana"))
    answer = client.post(reverse("account_login"), {"login": "ana@example.org", "password": PASSWORD})
    assert answer["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("account-home")).status_code == 302
    assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 200
    client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert client.get(reverse("account-home")).status_code == 200


def test_staff_with_an_app_sign_in_at_the_admin_with_it(client: Client) -> None:
    secret = with_app(make.staff(Role.MODERATOR))
    posted = {"username": "moderator", "password": "correct horse battery", "next": "/admin/responses/response/"}
    assert client.post("/admin/login/", posted)["Location"] == reverse("mfa_authenticate")
    assert client.get("/admin/").status_code == 302
    answer = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
    assert answer["Location"] == "/admin/responses/response/"
    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize("wanted", ["https://evil.example/", "//evil.example", ""])
def test_staff_without_an_app_sign_in_as_ever_and_stay_on_the_site(client: Client, wanted: str) -> None:
    make.staff(Role.MODERATOR)
    answer = client.post("/admin/login/", {"username": "moderator", "password": "correct horse battery", "next": wanted})
    assert answer["Location"] == "/admin/"
    assert client.get("/admin/").status_code == 200
    assert Client().post("/admin/login/", {"username": "moderator", "password": "wrong"}).status_code == 200


def test_person_without_the_admin_is_not_let_into_it(client: Client) -> None:
    person = make.person("Ana")
    assert client.post("/admin/login/", {"username": person.username, "password": PASSWORD}).status_code == 200
    assert client.get("/admin/").status_code == 302


def test_every_page_of_the_second_factor_is_there(client: Client) -> None:
    person = make.person("Ana")
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert client.get(reverse("mfa_activate_totp"))["Location"].startswith(reverse("account_reauthenticate"))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    for name in ("mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "mfa_list_webauthn"):
        page = client.get(reverse(name))
        assert page.status_code == 200, name
        assert re.search(r"<script(?![^>]*\ssrc=)(?![^>]*application/json)|\sstyle=", page.content.decode()) is None
    with_app(person)
    RecoveryCodes.activate(person)
    passkey = Authenticator.objects.create(user=person, type="webauthn", data={"name": "Phone", "credential": {}})
    for name in ("mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes", "mfa_deactivate_totp"):
        assert client.get(reverse(name)).status_code == 200, name
    assert "Phone" in client.get(reverse("mfa_list_webauthn")).content.decode()
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.get(reverse(name, args=[passkey.pk])).status_code == 200, name


@pytest.mark.parametrize("hostile", ["a\0b", "\ud800lone", "x" * 5000, "‮right@example.org"])
@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_hostile_input_is_a_form_error(client: Client, name: str, hostile: str) -> None:
    body = "&".join(f"{field}={hostile}" for field in ("login", "email", "password", "password1", "name", "next"))
    posted = body.encode("utf-8", "surrogatepass")
    answer = client.post(reverse(name), posted, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in (200, 302, 429)
