"""Filters in domain words."""

from typing import Any

from django.db import models

from responses.states import ResponseState, Standing


class ResponseQuerySet(models.QuerySet[Any]):
    def drafts(self) -> "ResponseQuerySet":
        return self.filter(state=ResponseState.DRAFT)

    def sent(self) -> "ResponseQuerySet":
        """Whatever was acknowledged, withdrawn and superseded editions too."""
        return self.exclude(state=ResponseState.DRAFT)

    def acknowledged(self) -> "ResponseQuerySet":
        """Without late changes that are kept beside the edition sent in time."""
        return self.exclude(state=ResponseState.BESIDE)

    def submitted(self) -> "ResponseQuerySet":
        return self.filter(state=ResponseState.SUBMITTED)

    def waiting(self) -> "ResponseQuerySet":
        """The moderation queue."""
        return self.submitted().filter(standing=Standing.WAITING)

    def left_published(self) -> "ResponseQuerySet":
        """Withdrawn or replaced by their owners, but still in the public record: the next run of a job removes them."""
        return self.filter(state__in=[ResponseState.WITHDRAWN, ResponseState.SUPERSEDED], standing=Standing.PUBLISHED)
