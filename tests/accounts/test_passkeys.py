"""The forms about passkeys ask in the language of the reader."""

import pytest
from allauth.mfa.webauthn.views import AddWebAuthnView
from django.utils.translation import override

from accounts.passkeys import AddPasskeyForm
from tests.make_people import person

pytestmark = pytest.mark.django_db


def test_name_of_a_passkey_is_asked_in_the_language_of_the_page() -> None:
    with override("vi"):
        form = AddPasskeyForm(user=person("Ana"))
        assert str(form.fields["name"].label) == "Tên"


def test_library_takes_these_forms() -> None:
    assert AddWebAuthnView().get_form_class() is AddPasskeyForm
