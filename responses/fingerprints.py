"""What is kept of a member that is named to nobody: keyed fingerprints that compare, and tell no name without the key.

A fingerprint is HMAC-SHA256 over the normalised name, or over the normalised register number, with the country. Its key comes
from ``SECRET_KEY`` and the phase, so nobody can follow a firm from one phase to another. After the key was changed, the keys in
``SECRET_KEY_FALLBACKS`` make fingerprints too: what was kept under an old key still compares.
"""

import base64
import hashlib
import hmac
from functools import lru_cache

from django.conf import settings

from responses.normal_names import normal_name, normal_number


def marks_of(phase_id: int, name: str, number: str, country: str) -> list[str]:
    """All by which one firm can be compared with another."""
    return [*name_marks(phase_id, name, country), *number_marks(phase_id, number, country)]


def name_marks(phase_id: int, name: str, country: str) -> list[str]:
    """One under each key, the present one first; none where the name has no letter or digit."""
    return _marks(phase_id, "name", country, normal_name(name))


def number_marks(phase_id: int, number: str, country: str) -> list[str]:
    """As :func:`name_marks`; none where there is no number."""
    return _marks(phase_id, "number", country, normal_number(number))


def _marks(phase_id: int, what: str, country: str, normal: str) -> list[str]:
    if not normal:
        return []
    said = "\0".join((what, country, normal)).encode()
    keys = (_key(secret, phase_id) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))
    return [base64.urlsafe_b64encode(hmac.digest(key, said, "sha256")).decode().rstrip("=") for key in keys]


@lru_cache(maxsize=256)
def _key(secret: str, phase_id: int) -> bytes:
    return hmac.new(secret.encode(), b"defa/member-fingerprint/v1\0" + str(phase_id).encode(), hashlib.sha256).digest()
