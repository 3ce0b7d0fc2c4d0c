"""What a submission writes: response, statements, comments and audit entry in one SQL statement: all or nothing.

The moment and the timing come from the database's clock inside that very statement.
"""

import json
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Any

import structlog
from django.db import connection

from consultations.spec import FormSpec
from responses.comments import Comment
from responses.fingerprints import marks_of
from responses.reading import WholeReading
from responses.states import Channel, ResponseState, Standing, Timing

GRACE = timedelta(minutes=5)
_STATEMENT = """
    WITH clock AS MATERIALIZED (
        SELECT opens_at, closes_at, greatest(clock_timestamp(), transaction_timestamp()) AS now  -- also if the clock is set back
        FROM consultations_phase WHERE id = %(phase_id)s
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
        RETURNING id, key
    ){commented}
    INSERT INTO core_auditentry (act, actor, target, target_key, details, request_id)
    SELECT 'response.submit', %(actor)s, %(reference)s, %(reference)s,
        jsonb_build_object('edition', %(edition)s, 'timing', sent.timing) || %(how)s::jsonb, %(request_id)s
    FROM sent
"""
_COMMENTED = """, commented AS (
        INSERT INTO responses_paragraphcomment (statement_id, paragraph_id, position, quote, start, "end", wording)
        SELECT said.id, one.paragraph, one.position, one.quote, one.start, one."end", one.wording
        FROM said JOIN unnest(
            %(comment_keys)s::text[], %(paragraphs)s::bigint[], %(positions)s::text[], %(quotes)s::text[], %(starts)s::int[],
            %(ends)s::int[], %(wordings)s::text[]
        ) AS one (key, paragraph, position, quote, start, "end", wording) ON said.key = one.key
    )"""
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
    """A response about to be stored. ``inherited``: its timing, where an amendment has one decided already or an officer stated
    it; ``association_code_hash``: of the edition it replaces, kept unless another code is given."""

    idempotency_key: uuid.UUID
    phase_id: int
    revision_id: int
    reference: str
    access_code_hash: str
    language: str
    is_example: bool
    edition: int = 1
    inherited: str = ""
    if_late: str = Timing.LATE.value  # what it is if it comes after the minutes of grace
    entered_by: str = ""
    channel: str = Channel.WEB.value
    association_code_hash: str = ""
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
    texts, comments = reading.form.texts, reading.comments
    parameters: dict[str, Any] = {
        **columns,
        "inherited": sent.inherited,
        "grace": GRACE,
        "on_time": Timing.ON_TIME.value,
        "in_grace": Timing.GRACE.value,
        "late": sent.if_late,
        "actor": sent.entered_by or sent.actor,
        "how": json.dumps({"channel": sent.channel} if sent.entered_by else {}),
        "keys": [*texts, *(one.key for one in comments)],
        "elements": [*(spec.by_key[key.partition("__")[0]].element for key in texts), *("" for _ in comments)],
        "texts": [*texts.values(), *(one.text for one in comments)],
        **_comment_lists(comments),
        "request_id": str(structlog.contextvars.get_contextvars().get("request_id", "")),
    }
    with connection.cursor() as cursor:
        cursor.execute(_sql(template, tuple(columns), bool(comments)), parameters)
        return bool(cursor.rowcount == 1)


def _comment_lists(comments: Sequence[Comment]) -> dict[str, list[Any]]:
    return {
        "comment_keys": [one.key for one in comments],
        "paragraphs": [one.paragraph.id for one in comments],
        "positions": [one.position for one in comments],
        "quotes": [one.quote for one in comments],
        "starts": [one.place[0] if one.place else None for one in comments],
        "ends": [one.place[1] if one.place else None for one in comments],
        "wordings": [one.wording for one in comments],
    }


def _columns(sent: Sent, reading: WholeReading) -> dict[str, Any]:
    read = reading.columns()
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
        **read,
        "association_code_hash": read["association_code_hash"] or sent.association_code_hash,
        "own_marks": marks_of(sent.phase_id, read["organisation"], read["register_number"], read["country"]),
    }


@cache
def _sql(template: str, names: tuple[str, ...], with_comments: bool) -> str:
    sent = template.format(names=", ".join(names), values=", ".join(f"%({name})s" for name in names))
    return _STATEMENT.format(sent=sent, commented=_COMMENTED if with_comments else "")
