"""Who of the staff may open which response."""

import uuid

from accounts.permissions import Person, can_read_responses
from core.errors import NotFound
from responses.models import Attachment, Response
from responses.states import ResponseState, Scan

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


def file_for(response: Response, file: uuid.UUID) -> Attachment:
    """A file of a response that may be opened, once it was checked. Raises NotFound."""
    found = Attachment.objects.filter(response=response, uuid=file, scan=Scan.CLEAN).first()
    if found is None:
        raise NotFound()
    return found
