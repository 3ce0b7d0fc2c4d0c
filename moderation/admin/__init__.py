"""The officers' side: the queue with a page per response, and the decisions and the record to look at."""

from moderation.admin.queue import QueueAdmin
from moderation.admin.record import DecisionAdmin, PublishedResponseAdmin

__all__ = ["DecisionAdmin", "PublishedResponseAdmin", "QueueAdmin"]
