"""For how many distinct respondents a phase speaks, as the public pages ask it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from core.version import kept
from moderation.models import RespondentCount


@dataclass(frozen=True)
class Respondents:
    """For how many distinct respondents the published responses of a phase speak; told once the phase has closed."""

    respondents: int
    closes_at: datetime


@kept
def respondents_of(consultation_id: int) -> Mapping[int, Respondents]:
    """By phase id, for phases in which a published response was filed for members."""
    rows = RespondentCount.objects.filter(phase__consultation=consultation_id).select_related("phase")
    return {row.phase_id: Respondents(row.respondents, row.phase.closes_at) for row in rows}
