"""Submission: one durable, idempotent transaction, timed by the database clock."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, connection, transaction

from consultations.asked import asked_form_of
from consultations.queries import AskedForm
from consultations.spec import FormSpec
from core import audit
from core.clock import database_now
from core.codes import access_code, hash_code, new_reference
from core.errors import Closed, Conflict, NotFound, PortalError
from core.text import clean_text
from responses.models import Response, Statement
from responses.reading import WholeReading, read_whole
from responses.states import STATE, ResponseState, Standing, Timing

GRACE = timedelta(minutes=5)
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
        response = Response.objects.select_for_update(of=["self"]).select_related("phase").filter(idempotency_key=key).first()
        if response is None:
            raise NotFound()
        if response.state != ResponseState.DRAFT:
            return _receipt_again(response)
        spec = asked_form_of(response.revision_id).spec
        reading = read_whole(spec, response.draft)
        if reading.errors:
            raise NotReady(reading.errors)
        return _store_draft(response, spec, reading)


def submit_one_page(*, form: AskedForm, key: uuid.UUID, posted: Mapping[str, Sequence[str]], language: str = "und") -> Receipt:
    """Send a one-page answer that never was a draft; as :func:`submit_draft` in all else. Raises Closed before opening."""
    reading = read_whole(form.spec, {name: [clean_text(value) for value in values] for name, values in posted.items()})
    if reading.errors:
        raise NotReady(reading.errors)
    try:
        with transaction.atomic(durable=True):
            opens_at, closes_at, now = _window_and_now(form.phase_id)
            if now < opens_at:
                raise Closed("This consultation is not open yet.")
            response = Response(
                idempotency_key=key,
                phase_id=form.phase_id,
                revision_id=form.revision_id,
                state=ResponseState.SUBMITTED,
                standing=Standing.WAITING,
                reference=new_reference(),
                access_code_hash=hash_code(access_code(key)),
                answers=reading.form.values,
                timing=timing(now, closes_at),
                started_at=now,
                saved_at=now,
                submitted_at=now,
                language=language,
                is_example=form.is_example,
                **reading.columns(),
            )
            response.save(force_insert=True)
            _finish(response, form.spec, reading)
    except IntegrityError as error:
        return _receipt_of_first(key, error)
    return Receipt(response.reference, access_code(key), response.access_code_hash, repeated=False)


def timing(now: datetime, closes_at: datetime) -> Timing:
    if now < closes_at:
        return Timing.ON_TIME
    return Timing.GRACE if now < closes_at + GRACE else Timing.LATE


def _store_draft(response: Response, spec: FormSpec, reading: WholeReading) -> Receipt:
    now = database_now()
    first = Response.objects.select_for_update().get(pk=response.supersedes_id) if response.supersedes_id else None
    if first is None:
        response.reference, code = new_reference(), access_code(response.idempotency_key)
        response.access_code_hash = hash_code(code)
        response.timing = timing(now, response.phase.closes_at)
    else:
        code = ""
        returned = first.standing == Standing.RETURNED  # asked for by the secretariat: as timely as the edition it mends
        response.timing = Timing(first.timing) if returned else timing(now, response.phase.closes_at)
        _supersede(first)
    STATE.apply(
        "submit",
        Response.objects.filter(pk=response.pk),
        ResponseState.DRAFT,
        standing=Standing.WAITING,
        reference=response.reference,
        access_code_hash=response.access_code_hash,
        draft={},
        answers=reading.form.values,
        submitted_at=now,
        timing=response.timing,
        **reading.columns(),
    )
    _finish(response, spec, reading)
    return Receipt(response.reference, code, response.access_code_hash, repeated=False)


def _supersede(first: Response) -> None:
    """The former edition leaves the queue now, the public record with the next run of the moderation job. Raises Conflict."""
    kept = {} if first.standing == Standing.PUBLISHED else {"standing": Standing.NONE}
    STATE.apply("supersede", Response.objects.filter(pk=first.pk), ResponseState.SUBMITTED, **kept)


def _finish(response: Response, spec: FormSpec, reading: WholeReading) -> None:
    Statement.objects.bulk_create(
        Statement(
            response=response,
            key=key,
            order=order,
            element=spec.by_key[key.partition("__")[0]].element,
            language=response.language,
            text=text,
        )
        for order, (key, text) in enumerate(reading.form.texts.items())
    )
    audit.record(
        act="response.submit",
        actor="respondent",
        target=response.reference,
        target_key=response.reference,
        details={"edition": response.edition, "timing": str(response.timing)},
    )


def _window_and_now(phase_id: int) -> tuple[datetime, datetime, datetime]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT opens_at, closes_at, clock_timestamp() FROM consultations_phase WHERE id = %s", [phase_id])
        row = cursor.fetchone()
    if row is None:
        raise NotFound()
    opens_at, closes_at, now = row
    return opens_at, closes_at, now


def _receipt_again(response: Response) -> Receipt:
    sent = response.submitted_at
    fresh = response.edition == 1 and sent is not None and database_now() - sent < CODE_SHOWN_FOR
    code = access_code(response.idempotency_key) if fresh else ""
    return Receipt(response.reference, code, response.access_code_hash, repeated=True)


def _receipt_of_first(key: uuid.UUID, error: IntegrityError) -> Receipt:
    """The other post of the same key won. Any other broken rule is not ours to hide: ``error`` goes on."""
    first = Response.objects.filter(idempotency_key=key).first()
    if first is None:
        raise error
    if first.state == ResponseState.DRAFT:
        raise Conflict("This form belongs to a draft. Open the draft with its private link and send it from there.")
    return _receipt_again(first)
