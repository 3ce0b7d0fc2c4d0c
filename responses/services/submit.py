"""Submission: one durable, idempotent transaction, timed by the database clock."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction

from consultations.asked import asked_form_of
from consultations.queries import AskedForm
from consultations.spec import FormSpec
from core.clock import database_now
from core.codes import access_code, hash_code, new_reference
from core.errors import Closed, Conflict, NotFound, PortalError
from core.text import clean_text
from responses.models import Response
from responses.reading import WholeReading, read_whole
from responses.services.store import Sent, insert_sent, update_sent
from responses.states import STATE, ResponseState, Standing

CODE_SHOWN_FOR = timedelta(hours=1)  # a submission posted again later than this gets its receipt, not its code


@dataclass(frozen=True)
class Receipt:
    """``code`` is empty when it is not to be shown (an amendment, a repetition long after). ``repeated``: stored before."""

    reference: str
    code: str
    access_code_hash: str
    repeated: bool


class NotReady(PortalError):
    """The response lacks something; ``errors``: input name or question key -> sentence."""

    code = "not-ready"
    status = 422
    sentence = "Some answers are missing or need a change before this can be sent."

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(errors=errors)
        self.errors = errors


def submit_draft(*, key: uuid.UUID) -> Receipt:
    """Send the draft with this key. The same key again, at the same moment or later, stores nothing and returns the same receipt.

    Raises NotFound or NotReady. A draft sent after the closing instant is kept and flagged, never refused.
    """
    with transaction.atomic(durable=True):
        response = Response.objects.select_for_update().filter(idempotency_key=key).first()
        if response is None:
            raise NotFound()
        if response.state != ResponseState.DRAFT:
            return _receipt_again(response)
        form = asked_form_of(response.revision_id)
        spec, reading = form.spec, read_whole(form.spec, response.draft, form.texts)
        if reading.errors:
            raise NotReady(reading.errors)
        return _store_draft(response, spec, reading)


def submit_one_page(*, form: AskedForm, key: uuid.UUID, posted: Mapping[str, Sequence[str]], language: str = "und") -> Receipt:
    """Send a one-page answer that never was a draft; as :func:`submit_draft` in all else. Raises Closed before opening."""
    reading = read_whole(
        form.spec, {name: [clean_text(value) for value in values] for name, values in posted.items()}, form.texts
    )
    if reading.errors:
        raise NotReady(reading.errors)
    sent = Sent(
        idempotency_key=key,
        phase_id=form.phase_id,
        revision_id=form.revision_id,
        reference=new_reference(),
        access_code_hash=hash_code(access_code(key)),
        language=language,
        is_example=form.is_example,
    )
    if insert_sent(sent, form.spec, reading):  # one statement outside a transaction: committed, durably, when it returns
        return Receipt(sent.reference, access_code(key), sent.access_code_hash, repeated=False)
    first = Response.objects.filter(idempotency_key=key).first()
    if first is None:
        raise Closed("This consultation is not open yet.")
    if first.state == ResponseState.DRAFT:
        raise Conflict("This form belongs to a draft. Open the draft with its private link and send it from there.")
    return _receipt_again(first)


def _store_draft(response: Response, spec: FormSpec, reading: WholeReading) -> Receipt:
    reference, code = response.reference, ""
    code_hash, inherited = response.access_code_hash, ""
    if response.supersedes_id is None:
        reference, code = new_reference(), access_code(response.idempotency_key)
        code_hash = hash_code(code)
    else:
        first = Response.objects.select_for_update().get(pk=response.supersedes_id)
        if first.standing == Standing.RETURNED:  # asked for by the secretariat: as timely as the edition it mends
            inherited = first.timing
        _supersede(first)
    sent = Sent(
        idempotency_key=response.idempotency_key,
        phase_id=response.phase_id,
        revision_id=response.revision_id,
        reference=reference,
        access_code_hash=code_hash,
        language=response.language,
        is_example=response.is_example,
        edition=response.edition,
        inherited=inherited,
    )
    if not update_sent(sent, spec, reading):
        raise Conflict()
    return Receipt(reference, code, code_hash, repeated=False)


def _supersede(first: Response) -> None:
    """The former edition leaves the queue now, the public record with the next run of the moderation job. Raises Conflict."""
    kept = {} if first.standing == Standing.PUBLISHED else {"standing": Standing.NONE}
    STATE.apply("supersede", Response.objects.filter(pk=first.pk), ResponseState.SUBMITTED, **kept)


def _receipt_again(response: Response) -> Receipt:
    sent = response.submitted_at
    fresh = response.edition == 1 and sent is not None and database_now() - sent < CODE_SHOWN_FOR
    code = access_code(response.idempotency_key) if fresh else ""
    return Receipt(response.reference, code, response.access_code_hash, repeated=True)
