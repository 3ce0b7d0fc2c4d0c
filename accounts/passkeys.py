"""Forms of passkeys as the library has them, but each input has a label, and whatever is posted in place of a passkey is a form
error.

The library reads what a browser made out of a key; what anybody can post instead (numbers of five thousand digits, brackets
without end, parts that are missing or of another shape) it meets with errors of many kinds. Named in MFA_FORMS.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn import forms as of_the_library
from django import forms
from django.utils.translation import gettext_lazy as _

UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError)


@contextmanager
def nothing_but_a_passkey() -> Iterator[None]:
    try:
        yield
    except UNREADABLE as error:
        raise get_adapter().validation_error("incorrect_code") from error


class CredentialField(forms.JSONField):
    widget = forms.HiddenInput

    def to_python(self, value: Any) -> Any:
        with nothing_but_a_passkey():
            return super().to_python(value)

    def bound_data(self, data: Any, initial: Any) -> Any:
        """A key is used once; on the page that says what was wrong its place is empty again."""
        return None


class AddPasskeyForm(of_the_library.AddWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    credential = CredentialField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")

    def clean(self) -> Any:
        with nothing_but_a_passkey():
            return super().clean()


class EditPasskeyForm(of_the_library.EditWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")


class AuthenticatePasskeyForm(of_the_library.AuthenticateWebAuthnForm):  # type: ignore[misc]  # allauth has no types
    credential = CredentialField()

    def clean_credential(self) -> Any:
        with nothing_but_a_passkey():
            return super().clean_credential()


class ReauthenticatePasskeyForm(AuthenticatePasskeyForm, of_the_library.ReauthenticateWebAuthnForm):  # type: ignore[misc]  # as above
    pass


class LoginPasskeyForm(AuthenticatePasskeyForm, of_the_library.LoginWebAuthnForm):  # type: ignore[misc]  # as above
    pass
