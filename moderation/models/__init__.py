from moderation.models.decision import Decision
from moderation.models.published import PublishedResponse, PublishedStatement, Tally

__all__ = ["Decision", "PublishedResponse", "PublishedStatement", "Tally"]
