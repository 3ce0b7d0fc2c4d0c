"""The counts the public sees, moved by differences in the transaction that writes the record."""

from collections import Counter
from collections.abc import Mapping

from django.db import connection

Counts = Counter[tuple[int, str, str]]
"""``(phase id, question key, option key) -> difference``."""

_ADD = """
    INSERT INTO moderation_tally (phase_id, question, option, count)
    SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::int[]) AS d (phase_id, question, option, n)
    ORDER BY phase_id, question, option
    ON CONFLICT (phase_id, question, option) DO UPDATE SET count = moderation_tally.count + EXCLUDED.count
"""
# Never below zero: a wrong tally must not keep anything in the public record. The nightly recount reports it.
_SUBTRACT = """
    WITH d AS (
        SELECT * FROM unnest(%s::bigint[], %s::text[], %s::text[], %s::int[]) AS d (phase_id, question, option, n)
    ), locked AS (
        SELECT t.id, d.n FROM moderation_tally t JOIN d USING (phase_id, question, option)
        ORDER BY phase_id, question, option FOR UPDATE OF t
    )
    UPDATE moderation_tally t SET count = GREATEST(t.count - locked.n, 0) FROM locked WHERE t.id = locked.id
"""


def apply_counts(differences: Mapping[tuple[int, str, str], int]) -> None:
    """Keys are locked in sorted order. Call it after the record was written: that takes the row of the content version,
    so two writers of the record never hold tallies at the same time."""
    _run(_ADD, {key: n for key, n in differences.items() if n > 0})
    _run(_SUBTRACT, {key: -n for key, n in differences.items() if n < 0})


def _run(statement: str, rows: Mapping[tuple[int, str, str], int]) -> None:
    if not rows:
        return
    keys = sorted(rows)
    phases, questions, options = ([key[i] for key in keys] for i in range(3))
    with connection.cursor() as cursor:
        cursor.execute(statement, [phases, questions, options, [rows[key] for key in keys]])
