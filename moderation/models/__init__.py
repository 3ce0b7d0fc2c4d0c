from moderation.models.decision import Decision
from moderation.models.published import PublishedResponse, PublishedStatement, Tally
from moderation.models.published_file import PublishedFile

__all__ = ["Decision", "PublishedFile", "PublishedResponse", "PublishedStatement", "Tally"]
