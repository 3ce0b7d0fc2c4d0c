"""Pages of accounts in another language, and mails in the language of the person."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.forms import OrganisationForm
from accounts.models import User
from accounts.services.invitations import invite
from accounts.states import MemberRole
from core.models import OutgoingMail
from tests import make
from tests.catalogue import catalogue

pytestmark = pytest.mark.django_db
PASSWORD = "of the test cast"
SIGN_UP = {"name": "Ana", "email": "ana@example.org", "password1": "a long password of one's own"}
CONFIRM = {
    "Confirm your e-mail address": "Konfirmasikan alamat surel Anda",
    "Choose a new password": "Pilih kata sandi baru",
    "%(organisation)s invites you to answer a consultation together": "%(organisation)s mengundang Anda",
    "Open this link to join. You need an account with this e-mail address:": "Buka tautan ini:",
}


@pytest.fixture
def indonesian(client: Client) -> Client:
    """A browser that has chosen Indonesian."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "id"
    return client


def invited(address: str, by: User | None, language: str = "en") -> OutgoingMail:
    organisation = make.organisation(lead=by)
    with override(language):
        invite(organisation=organisation, email=address, role=MemberRole.LEAD, unit="", by=by, site="http://testserver")
    return OutgoingMail.objects.get(to=address)


def test_signing_up_keeps_the_language_and_mails_in_it(indonesian: Client) -> None:
    with catalogue(CONFIRM):
        indonesian.post(reverse("account_signup"), SIGN_UP)
    assert User.objects.get().language == "id"
    assert OutgoingMail.objects.get().subject == "Konfirmasikan alamat surel Anda"


def test_signing_up_in_english_mails_in_english(client: Client) -> None:
    client.post(reverse("account_signup"), SIGN_UP)
    assert User.objects.get().language == "en"
    assert OutgoingMail.objects.get().subject == "Confirm your e-mail address"


def test_signing_in_keeps_a_language_only_if_the_browser_chose_one(client: Client) -> None:
    person = make.person("Ana")
    posted = {"login": person.email, "password": PASSWORD}
    with override("th"):
        client.post(reverse("account_login"), posted)
    person.refresh_from_db()
    assert (client.get(reverse("account-home")).status_code, person.language) == (200, "en")
    other = Client()
    other.cookies[settings.LANGUAGE_COOKIE_NAME] = "id"
    with override("id"):
        other.post(reverse("account_login"), posted)
    person.refresh_from_db()
    assert (other.get(reverse("account-home")).status_code, person.language) == (200, "id")


def test_forgotten_password_is_answered_in_the_language_of_the_account(client: Client) -> None:
    person = make.person("Ana")
    User.objects.update(language="id")
    with catalogue(CONFIRM), override("en"):
        client.post(reverse("account_reset_password"), {"email": person.email})
    assert OutgoingMail.objects.get().subject == "Pilih kata sandi baru"


def test_forgotten_password_is_answered_in_the_language_this_browser_chose(indonesian: Client) -> None:
    person = make.person("Ana")
    with catalogue(CONFIRM):
        indonesian.post(reverse("account_reset_password"), {"email": person.email})
    assert OutgoingMail.objects.get().subject == "Pilih kata sandi baru"


@pytest.mark.parametrize(
    ("known", "page", "subject"),
    [
        ("", "id", "Mekong Boxes mengundang Anda"),
        ("en", "id", "Mekong Boxes invites you to answer a consultation together"),
        ("id", "en", "Mekong Boxes mengundang Anda"),
    ],
)
def test_invitation_is_in_the_language_of_who_is_invited_else_of_who_invites(known: str, page: str, subject: str) -> None:
    lead = make.person("Lead")
    if known:
        make.person("Friend")
        User.objects.filter(email="friend@example.org").update(language=known)
    with catalogue(CONFIRM):
        mail = invited("friend@example.org", lead, page)
    assert mail.subject == subject
    assert ("Buka tautan ini:" in mail.body) == subject.endswith("Anda")
    assert "http://testserver/accounts/invitations/" in mail.body


def test_invitation_by_staff_is_in_english() -> None:
    with catalogue(CONFIRM):
        assert invited("friend@example.org", None, "id").subject.endswith("invites you to answer a consultation together")


def test_form_speaks_the_language_of_the_moment_it_is_made_in() -> None:
    words = {"Name of the organisation": "Nama organisasi", "Choose one": "Pilih satu"}
    with catalogue(words):
        shown = str(OrganisationForm())
    assert all(word in shown for word in words.values())
    assert all(word not in str(OrganisationForm()) for word in words.values())


def test_roles_and_refusals_are_said_in_the_language_of_the_page(indonesian: Client) -> None:
    lead = make.person("Ana")
    organisation = make.organisation(lead=lead)
    indonesian.force_login(lead)
    words = {
        "Lead: writes, invites, and sends": "Pimpinan",
        "Not verified": "Belum diverifikasi",
        "An organisation needs a lead. Make someone else a lead first.": "Organisasi butuh pimpinan.",
    }
    with catalogue(words):
        page = indonesian.get(reverse("organisation", args=[organisation.uuid])).content.decode()
        address = reverse("organisation-member", args=[organisation.uuid, lead.uuid])
        refused = indonesian.post(address, {"act": "remove"})
    assert ("Pimpinan" in page, "Belum diverifikasi" in page) == (True, True)
    assert (refused.status_code, "Organisasi butuh pimpinan." in refused.content.decode()) == (403, True)
