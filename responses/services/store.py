"""What a submission writes: response, statements and audit entry in one SQL statement, which stands or falls as a whole.

The moment and the timing come from the database's clock inside that very statement.
"""

import json
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

import structlog
from django.db import connection

from consultations.spec import FormSpec
from responses.reading import WholeReading
from responses.states import ResponseState, Standing, Timing

GRACE = timedelta(minutes=5)
_STATEMENT = """
    WITH clock AS MATERIALIZED (
        SELECT opens_at, closes_at, clock_timestamp() AS now FROM consultations_phase WHERE id = %(phase_id)s
    ), moment AS (
        SELECT opens_at, now, CASE
            WHEN %(inherited)s <> '' THEN %(inherited)s
            WHEN now < closes_at THEN %(on_time)s
            WHEN now < closes_at + %(grace)s THEN %(in_grace)s
            ELSE %(late)s
        END AS timing FROM clock
    ), sent AS ({sent}), said AS (
        INSERT INTO responses_statement (uuid, response_id, key, "order", element, language, text)
        SELECT gen_random_uuid(), sent.id, one.key, one.number - 1, one.element, %(language)s, one.text
        FROM sent, unnest(%(keys)s::text[], %(elements)s::text[], %(texts)s::text[])
            WITH ORDINALITY AS one (key, element, text, number)
    )
    INSERT INTO core_auditentry (act, actor, target, target_key, details, request_id)
    SELECT 'response.submit', %(actor)s, %(reference)s, %(reference)s,
        jsonb_build_object('edition', %(edition)s, 'timing', sent.timing), %(request_id)s
    FROM sent
"""
_INSERT = """
    INSERT INTO responses_response ({names}, draft_version, timing, submitted_at, started_at, saved_at)
    SELECT {values}, 0, timing, now, now, now FROM moment WHERE opens_at <= now
    ON CONFLICT (idempotency_key) DO NOTHING
    RETURNING id, timing
"""
_UPDATE = """
    UPDATE responses_response SET ({names}, timing, submitted_at) = ROW({values}, moment.timing, moment.now)
    FROM moment WHERE idempotency_key = %(idempotency_key)s AND state = 'draft'
    RETURNING id, moment.timing
"""


@dataclass(frozen=True)
class Sent:
    """A response about to be stored. ``inherited``: its timing, where an amendment has one decided already, else empty."""

    idempotency_key: uuid.UUID
    phase_id: int
    revision_id: int
    reference: str
    access_code_hash: str
    language: str
    is_example: bool
    edition: int = 1
    inherited: str = ""
    state: str = ResponseState.SUBMITTED.value
    standing: str = Standing.WAITING.value
    actor: str = "respondent"


def insert_sent(sent: Sent, spec: FormSpec, reading: WholeReading) -> bool:
    """Store a response that never was a draft. False, and nothing stored, if its key is taken or the phase has not opened."""
    return _execute(_INSERT, sent, spec, reading)


def update_sent(sent: Sent, spec: FormSpec, reading: WholeReading) -> bool:
    """Make a sent response of a draft. False, and nothing changed, if it is no draft any more."""
    return _execute(_UPDATE, sent, spec, reading)


def _execute(template: str, sent: Sent, spec: FormSpec, reading: WholeReading) -> bool:
    columns = _columns(sent, reading)
    texts = reading.form.texts
    parameters: dict[str, Any] = {
        **columns,
        "inherited": sent.inherited,
        "actor": sent.actor,
        "grace": GRACE,
        "on_time": Timing.ON_TIME.value,
        "in_grace": Timing.GRACE.value,
        "late": Timing.LATE.value,
        "keys": list(texts),
        "elements": [spec.by_key[key.partition("__")[0]].element for key in texts],
        "texts": list(texts.values()),
        "request_id": str(structlog.contextvars.get_contextvars().get("request_id", "")),
    }
    with connection.cursor() as cursor:
        cursor.execute(_sql(template, tuple(columns)), parameters)
        return bool(cursor.rowcount == 1)


def _columns(sent: Sent, reading: WholeReading) -> dict[str, Any]:
    return {
        "idempotency_key": sent.idempotency_key,
        "phase_id": sent.phase_id,
        "revision_id": sent.revision_id,
        "state": sent.state,
        "standing": sent.standing,
        "reference": sent.reference,
        "edition": sent.edition,
        "access_code_hash": sent.access_code_hash,
        "draft": "{}",
        "draft_changes": "{}",
        "answers": json.dumps(reading.form.values),
        "language": sent.language,
        "is_example": sent.is_example,
        **reading.columns(),
    }


@cache
def _sql(template: str, columns: Iterable[str]) -> str:
    names = tuple(columns)
    sent = template.format(names=", ".join(names), values=", ".join(f"%({name})s" for name in names))
    return _STATEMENT.format(sent=sent)
