"""Who may open which response. A key, or a reference with its access code, is what opens one; there are no accounts here yet."""

import uuid

from django.core import signing
from django.http import HttpRequest, HttpResponse

from core.codes import code_matches, read_reference
from core.errors import NotFound, TooMany
from core.limits import allow
from core.prepared import Prepared
from responses.models import Response

COOKIE = "defa_responses"
SALT = "responses.grant"
GRANT_SECONDS = 12 * 3600
MOST_GRANTS = 20
MOST_WRONG_TRIES = 200
OF_A_DRAFT = (
    "idempotency_key",
    "phase",
    "revision",
    "supersedes",
    "reference",
    "edition",
    "draft",
    "draft_version",
    "language",
    "saved_at",
    "channel",
    "received_on",
)
_DRAFT = Prepared[Response](
    lambda key: Response.objects.drafts().only(*OF_A_DRAFT).filter(idempotency_key=key)[:1], like=uuid.UUID(int=1)
)
_NEWEST_SENT = Prepared[Response](
    lambda reference: Response.objects.sent().defer("draft").filter(reference=reference).order_by("-edition")[:1],
    like="DEFA-0000-0000-0",
)
WRONG = "The reference and the access code do not belong together. Check both and try again."


def draft_for(key: uuid.UUID) -> Response:
    """The draft with this key. The key is the secret; raises NotFound once the draft was sent or thrown away."""
    draft = _DRAFT.first(key)
    if draft is None:
        raise NotFound()
    return draft


def own_response_for(request: HttpRequest, reference: str) -> Response:
    """The newest sent edition, for a browser that holds a grant for it. Raises NotFound, as for what does not exist."""
    granted = _grants(request).get(reference)
    response = _NEWEST_SENT.first(reference) if granted else None
    if response is None or response.access_code_hash[:16] != granted:
        raise NotFound()
    return response


def open_by_code(*, reference_typed: str, code_typed: str, address: str) -> Response:
    """The newest sent edition of the response these two open.

    Raises NotFound with one sentence for every kind of mismatch, TooMany after 200 wrong tries from an address in ten minutes.
    Only wrong tries count, and the right code always opens: 128 bits cannot be guessed, references are public, and a whole
    ministry, or all readers where a proxy hides them, stand behind one address.
    """
    reference = read_reference(reference_typed) or ""
    response = _NEWEST_SENT.first(reference) if reference else None
    if response is None or not code_matches(code_typed, response.access_code_hash):
        raise NotFound(WRONG) if allow(f"code-from:{address}", MOST_WRONG_TRIES, 600) else TooMany()
    return response


def grant(request: HttpRequest, answer: HttpResponse, *, reference: str, access_code_hash: str) -> None:
    """Let this browser open the response for the next twelve hours: a signed cookie, no session, nothing stored."""
    grants = {reference: access_code_hash[:16]} | {k: v for k, v in _grants(request).items() if k != reference}
    answer.set_cookie(
        COOKIE,
        signing.dumps(dict(list(grants.items())[:MOST_GRANTS]), salt=SALT, compress=True),
        max_age=GRANT_SECONDS,
        path="/",
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )


def _grants(request: HttpRequest) -> dict[str, str]:
    try:
        grants = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=GRANT_SECONDS)
    except signing.BadSignature:
        return {}
    assert isinstance(grants, dict)
    return grants
