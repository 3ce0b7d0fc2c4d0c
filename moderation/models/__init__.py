from moderation.models.decision import Decision
from moderation.models.published import PublishedResponse, PublishedStatement, Tally
from moderation.models.published_file import PublishedFile
from moderation.models.respondents import RespondentCount

__all__ = ["Decision", "PublishedFile", "PublishedResponse", "PublishedStatement", "RespondentCount", "Tally"]
