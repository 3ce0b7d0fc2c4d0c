"""How many responses stand where: the tabs above the queue."""

from dataclasses import dataclass

from django.db import connection
from django.http import QueryDict

from moderation.admin.filters import ConsultationFilter, StandingFilter
from moderation.admin.lists import MOST_COUNTED

# One index range per standing, each read to 10,000 entries at most.
_COUNTS = """
    SELECT s.standing, (
        SELECT count(*) FROM (
            SELECT 1 FROM responses_response r
            WHERE r.state = 'submitted' AND r.standing = s.standing AND (%(slug)s = '' OR r.phase_id IN (
                SELECT p.id FROM consultations_phase p JOIN consultations_consultation c ON c.id = p.consultation_id
                WHERE c.slug = %(slug)s
            ))
            LIMIT %(most)s
        ) counted
    )
    FROM unnest(%(standings)s::text[]) AS s (standing)
"""


@dataclass(frozen=True)
class Tab:
    label: str
    count: str
    query: str
    is_current: bool


def tabs(params: QueryDict) -> list[Tab]:
    """One per standing; the counts are those of the consultation chosen, whatever else is filtered."""
    offered = StandingFilter.choices_offered()
    slug = params.get(ConsultationFilter.parameter_name or "", "")
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS, {"slug": slug, "most": MOST_COUNTED, "standings": [key for key, _ in offered]})
        counts: dict[str, int] = dict(cursor.fetchall())
    current = StandingFilter.current(params)
    return [
        Tab(label, "" if key == StandingFilter.EVERY else _words(counts[key]), _query(params, key), key == current)
        for key, label in offered
    ]


def _words(count: int) -> str:
    return f"{count:,}" + ("+" if count >= MOST_COUNTED else "")


def _query(params: QueryDict, standing: str) -> str:
    changed = params.copy()
    changed.pop("p", None)
    changed[StandingFilter.parameter_name or ""] = standing
    return changed.urlencode()
