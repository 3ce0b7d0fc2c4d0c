"""Who of the staff may open which response."""

from accounts.permissions import Person, can_read_responses
from core.errors import NotFound
from responses.models import Response
from responses.states import ResponseState

LARGEST_ID = 2**63 - 1


def response_for(user: Person, number: str) -> Response:
    """A sent response, earlier editions and withdrawn ones included, with its phase and consultation. Drafts are nobody's but
    their owner's. Raises NotFound."""
    known = number.isascii() and number.isdigit() and len(number) < 20 and int(number) <= LARGEST_ID
    if not known or not can_read_responses(user):
        raise NotFound()
    sent = Response.objects.exclude(state=ResponseState.DRAFT).select_related("phase__consultation", "revision").defer("draft")
    found = sent.filter(pk=int(number)).first()
    if found is None:
        raise NotFound()
    assert isinstance(found, Response)
    return found
