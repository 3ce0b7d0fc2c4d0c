"""Who may open which response. A key, or a reference with its access code, opens one; membership opens an organisation's."""

import uuid

from django.core import signing
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from accounts.permissions import is_lead, is_member
from core.codes import code_matches, read_reference
from core.errors import NotFound, Refused, TooMany
from core.language import say
from core.limits import allow
from core.prepared import Prepared
from core.words import message
from responses.models import Attachment, Response

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
    "draft_changes",
    "conflicts",
    "team",
    "ready",
    "language",
    "saved_at",
    "channel",
    "received_on",
)
_DRAFT = Prepared[Response](
    lambda key: (
        Response.objects.drafts()
        .only(*OF_A_DRAFT)
        .annotate(has_confidential_file=Exists(Attachment.objects.filter(response=OuterRef("pk"), confidential=True)))
        .filter(idempotency_key=key)[:1]
    ),
    like=uuid.UUID(int=1),
)
_NEWEST_SENT = Prepared[Response](
    lambda reference: (
        Response.objects.sent()
        .acknowledged()
        .defer("draft", "draft_changes", "ready")
        .annotate(has_files=Exists(Attachment.objects.filter(response=OuterRef("pk"))))
        .filter(reference=reference)
        .order_by("-edition")[:1]
    ),
    like="DEFA-0000-0000-0",
)
WRONG = message("The reference and the access code do not belong together. Check both and try again.")


def draft_for(key: uuid.UUID, by: int | None = None) -> Response:
    """The draft with this key. The key is the secret; raises NotFound once the draft was sent or thrown away.

    An organisation's draft opens for its members alone: ``by`` is the id of who is signed in.
    """
    draft = _DRAFT.first(key)
    if draft is None or (draft.team_id and not is_member(by, draft.team_id)):
        raise NotFound()
    return draft


def own_response_for(request: HttpRequest, reference: str) -> Response:
    """The newest sent edition, for a browser that holds a grant for it, or for a member of the organisation that sent it.

    Raises NotFound, as for what does not exist.
    """
    granted = _grants(request).get(reference)
    response = _NEWEST_SENT.first(reference) if granted or _person(request) else None
    if response is None or not _opens(request, response, granted):
        raise NotFound()
    return response


def own_response_to_change(request: HttpRequest, reference: str) -> Response:
    """As :func:`own_response_for`; of an organisation's response only a lead may change or withdraw it. Raises Refused."""
    response = own_response_for(request, reference)
    if response.team_id and not is_lead(_person(request), response.team_id):
        raise Refused(_("Only a lead of your organisation can change or withdraw what was sent."))
    return response


def _person(request: HttpRequest) -> int | None:
    """Id of who is signed in; costs no query for a browser without a session."""
    user = getattr(request, "user", None)
    return user.pk if user else None


def _opens(request: HttpRequest, response: Response, granted: str | None) -> bool:
    if response.team_id:
        return is_member(_person(request), response.team_id)
    return response.access_code_hash[:16] == granted


def open_by_code(*, reference_typed: str, code_typed: str, address: str) -> Response:
    """The newest sent edition of the response these two open.

    Raises NotFound with one sentence for every kind of mismatch, TooMany after 200 wrong tries from an address in ten minutes.
    Only wrong tries count, and the right code always opens: 128 bits cannot be guessed, references are public, and a whole
    ministry, or all readers where a proxy hides them, stand behind one address.
    """
    reference = read_reference(reference_typed) or ""
    response = _NEWEST_SENT.first(reference) if reference else None
    if response is None or response.team_id or not code_matches(code_typed, response.access_code_hash):
        raise NotFound(say(WRONG)) if allow(f"code-from:{address}", MOST_WRONG_TRIES, 600) else TooMany()
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
