"""Django's CSRF token, drawn in one piece.

Django asks the system for its sixty-four letters one by one, which is a quarter of what a form page costs. What is drawn is the
same: a secret for the cookie, and that secret under a mask for the page.
"""

from secrets import token_bytes

from django.http import HttpRequest
from django.middleware.csrf import CSRF_ALLOWED_CHARS, CSRF_SECRET_LENGTH

_LETTERS = len(CSRF_ALLOWED_CHARS)
_FAIR = 256 - 256 % _LETTERS  # a byte beyond would favour the first letters
_TABLE = bytes(ord(CSRF_ALLOWED_CHARS[byte % _LETTERS]) for byte in range(256))
_UNFAIR = bytes(range(_FAIR, 256))
_PLACE = {letter: place for place, letter in enumerate(CSRF_ALLOWED_CHARS)}


def get_token(request: HttpRequest) -> str:
    """As :func:`django.middleware.csrf.get_token`; its middleware sets the cookie and reads the token."""
    secret = request.META.get("CSRF_COOKIE") or _drawn()
    request.META.update(CSRF_COOKIE=secret, CSRF_COOKIE_NEEDS_UPDATE=True)
    mask = _drawn()
    pairs = zip(secret, mask, strict=True)
    return mask + "".join([CSRF_ALLOWED_CHARS[(_PLACE[one] + _PLACE[other]) % _LETTERS] for one, other in pairs])


def _drawn() -> str:
    drawn = b""
    while len(drawn) < CSRF_SECRET_LENGTH:
        drawn += token_bytes(2 * CSRF_SECRET_LENGTH).translate(_TABLE, _UNFAIR)
    return drawn[:CSRF_SECRET_LENGTH].decode()
