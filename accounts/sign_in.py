"""The sign-in form of the secretariat, with a brake on guessing."""

from typing import Any

from django.contrib.admin.forms import AdminAuthenticationForm

from core.address import address_of
from core.errors import TooMany
from core.limits import allow, give_back

WINDOW = 900  # seconds
WRONG_PER_NAME_AND_ADDRESS = 10
WRONG_PER_ADDRESS = 100  # a whole ministry may stand behind one address
SENTENCE = "Too many wrong tries to sign in. Please wait a quarter of an hour, then try again."


class SignInForm(AdminAuthenticationForm):
    """Only wrong tries count. No name is locked: whoever guesses elsewhere keeps nobody out who comes from another address.

    Raises TooMany before the password is looked at, so that more tries tell nothing.
    """

    def clean(self) -> dict[str, Any]:
        name, address = self.cleaned_data.get("username"), address_of(self.request) if self.request else ""
        if not name or not self.cleaned_data.get("password"):
            return super().clean()
        limits = {
            f"sign-in:{address}:{name.casefold()}": WRONG_PER_NAME_AND_ADDRESS,
            f"sign-in-from:{address}": WRONG_PER_ADDRESS,
        }
        if not all(allow(key, limit, WINDOW) for key, limit in limits.items()):
            raise TooMany(SENTENCE)
        cleaned = super().clean()
        for key in limits:
            give_back(key, WINDOW)
        return cleaned
