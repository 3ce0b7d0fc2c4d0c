"""A role that names a model nobody has is a mistake in the table, not a wish."""

from typing import Any

from django.core.checks import CheckMessage
from django.core.checks import Warning as CheckWarning

from accounts.roles import unknown_grants


def check_roles(**options: Any) -> list[CheckMessage]:
    return [
        CheckWarning(
            f"A role grants something on {name}, which no app has.", hint="Correct accounts/roles.py.", id="accounts.W001"
        )
        for name in unknown_grants()
    ]
