from moderation.models.decision import Decision
from moderation.models.published import PublishedResponse, PublishedStatement, Tally
from moderation.models.respondents import RespondentCount

__all__ = ["Decision", "PublishedResponse", "PublishedStatement", "RespondentCount", "Tally"]
