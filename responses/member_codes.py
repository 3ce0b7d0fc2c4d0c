"""Codes an association hands to its members, so that a member that files itself is not counted twice."""

import hashlib
import hmac
import uuid

from django.conf import settings

from core.codes import ALPHABET

SYMBOLS = 20  # 19 random ones (95 bits) and a check symbol
_ALIASES = str.maketrans({"O": "0", "I": "1", "L": "1"})


def member_code(key: uuid.UUID) -> str:
    """The code of the member with this key: derived as an access code is, so that a receipt asked for again shows the same;
    stored only as a hash."""
    digest = hmac.new(settings.SECRET_KEY.encode(), b"defa/member-code/v1\0" + key.bytes, hashlib.sha256).digest()
    number = int.from_bytes(digest, "big") & (1 << 95) - 1
    symbols = "".join(ALPHABET[(number >> shift) & 31] for shift in range(90, -5, -5))
    symbols += _check(symbols)
    return "-".join(symbols[i : i + 5] for i in range(0, SYMBOLS, 5))


def read_member_code(typed: str) -> str | None:
    """As shown, from what a person typed; None if it cannot be a code. Says nothing of whether there is such a member."""
    symbols = "".join(c for c in typed.upper() if c.isalnum()).translate(_ALIASES)
    if len(symbols) != SYMBOLS or any(c not in ALPHABET for c in symbols) or _check(symbols[:-1]) != symbols[-1]:
        return None
    return "-".join(symbols[i : i + 5] for i in range(0, SYMBOLS, 5))


def _check(symbols: str) -> str:
    """Modulus 31 with weights, the place from 1: finds a single wrong symbol and a swap of two neighbours, unless the
    one is 0 and the other Z."""
    total = sum(place * ALPHABET.index(symbol) for place, symbol in enumerate(symbols, start=1))
    return ALPHABET[total % 31]
