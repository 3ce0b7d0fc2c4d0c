"""The forms about passkeys ask in the language of the reader, and refuse whatever is posted instead of a passkey."""

import json
from urllib.parse import urlencode

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from accounts.passkeys import AddPasskeyForm
from tests import make

pytestmark = pytest.mark.django_db
PASSWORD = "of the test cast"
ATTESTED = {"clientDataJSON": "e30", "attestationObject": "oA"}
ASSERTED = {"clientDataJSON": "e30", "authenticatorData": "AA", "signature": "AA", "userHandle": "\ud800"}
HOSTILE = (
    "9" * 5000,
    "[" * 100_000,
    "not json",
    "NaN",
    "[]",
    '"text"',
    "{}",
    json.dumps({"id": 5, "rawId": 5, "response": 5}),
    json.dumps({"id": "AA", "rawId": "BB", "response": {}}),
    json.dumps({"id": "AA", "response": ATTESTED}),
    json.dumps({"id": "AA", "rawId": "AA", "response": []}),
    json.dumps({"rawId": "AA", "response": {"clientDataJSON": "\ud800", "attestationObject": []}}),
    json.dumps({"id": "AA", "rawId": "AA", "response": ATTESTED}),
    json.dumps({"id": "AA", "rawId": "AA", "response": ASSERTED}),
    json.dumps({"id": "AA", "rawId": "AA", "response": {**ASSERTED, "userHandle": 5}}),
    json.dumps({"id": "AA", "rawId": "AA", "response": {**ASSERTED, "userHandle": "MQ"}}),
    "a\0b",
    "\ud800",
)


def posted(credential: str) -> bytes:
    return urlencode({"name": "Phone", "credential": credential.encode("utf-8", "surrogatepass")}).encode()


@pytest.mark.parametrize("credential", HOSTILE, ids=range(len(HOSTILE)))
def test_signing_in_with_what_is_no_passkey_leads_back_to_the_form(client: Client, credential: str) -> None:
    client.get(reverse("mfa_login_webauthn"), headers={"X-Requested-With": "XMLHttpRequest"})
    answer = client.post(reverse("mfa_login_webauthn"), posted(credential), "application/x-www-form-urlencoded")
    assert (answer.status_code, answer["Location"]) == (302, reverse("account_login"))


@pytest.mark.parametrize("credential", HOSTILE, ids=range(len(HOSTILE)))
def test_adding_or_confirming_with_what_is_no_passkey_is_refused(client: Client, credential: str) -> None:
    person = make.person("Ana")
    client.force_login(person)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200
    answer = client.post(reverse("mfa_add_webauthn"), posted(credential), "application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert answer.context["form"].errors
    client.get(reverse("mfa_reauthenticate_webauthn"))
    confirmed = client.post(reverse("mfa_reauthenticate_webauthn"), posted(credential), "application/x-www-form-urlencoded")
    assert confirmed.status_code in (302, 429)
    assert not Authenticator.objects.filter(user=person).exists()


def test_name_of_a_passkey_is_asked_in_the_language_of_the_page() -> None:
    with override("vi"):
        form = AddPasskeyForm(user=make.person("Ana"))
        assert str(form.fields["name"].label) == "Tên"


def test_library_takes_these_forms() -> None:
    assert AddWebAuthnView().get_form_class() is AddPasskeyForm
