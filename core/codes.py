"""References people can speak, and the secrets that open one's own response."""

import base64
import hashlib
import hmac
import secrets
import uuid

from django.conf import settings

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford base 32: no I, L, O, U
_CHECK = ALPHABET + "*~$=U"  # Crockford's check symbols, modulus 37
_ALIASES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def new_reference() -> str:
    """``DEFA-XXXX-XXXX-C``: 40 random bits and a check symbol. Not secret. Uniqueness is the database's to enforce."""
    while True:
        number = secrets.randbits(40)
        if _CHECK[number % 37] in ALPHABET:  # only letters and digits, so that it can be spoken and stand in an address
            break
    symbols = "".join(ALPHABET[(number >> shift) & 31] for shift in range(35, -5, -5))
    return f"DEFA-{symbols[:4]}-{symbols[4:]}-{_CHECK[number % 37]}"


def read_reference(typed: str) -> str | None:
    """The reference as stored, from what a person typed (case, spaces, hyphens, O/0 and I/1 forgiven); None if it cannot be."""
    symbols = "".join(c for c in typed.upper() if c.isalnum())
    symbols = symbols.removeprefix("DEFA").translate(_ALIASES)
    if len(symbols) != 9 or any(c not in ALPHABET for c in symbols):
        return None
    number = 0
    for symbol in symbols[:8]:
        number = number * 32 + ALPHABET.index(symbol)
    if _CHECK[number % 37] != symbols[8]:
        return None
    return f"DEFA-{symbols[:4]}-{symbols[4:8]}-{symbols[8]}"


def access_code(key: uuid.UUID) -> str:
    """The access code of the response with this idempotency key: 128 bits, 26 symbols in groups.

    Derived (HMAC-SHA256 with SECRET_KEY), so that a submission posted again after a crash between COMMIT and receipt
    shows the same code; stored only as a hash.
    """
    digest = hmac.new(settings.SECRET_KEY.encode(), b"defa/access-code/v1\0" + key.bytes, hashlib.sha256).digest()[:16]
    number = int.from_bytes(digest, "big")
    symbols = "".join(ALPHABET[(number >> shift) & 31] for shift in range(125, -5, -5))
    return "-".join(symbols[i : i + 5] for i in range(0, 26, 5))


def hash_code(code: str) -> str:
    """What is stored of an access code: SHA-256 of its symbols. 128 random bits need no salt and no stretching."""
    symbols = "".join(c for c in code.upper() if c.isalnum()).translate(_ALIASES)
    return base64.urlsafe_b64encode(hashlib.sha256(symbols.encode("ascii", "ignore")).digest()).decode().rstrip("=")


def code_matches(code: str, stored_hash: str) -> bool:
    return hmac.compare_digest(hash_code(code), stored_hash)
