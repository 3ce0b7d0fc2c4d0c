"""Filters in domain words. The moment is an argument."""

from datetime import datetime
from typing import Any

from django.db import models

from consultations.states import ConsultationState


class ConsultationQuerySet(models.QuerySet[Any]):
    def public(self) -> "ConsultationQuerySet":
        return self.exclude(state=ConsultationState.DRAFT)

    def about(self, element_slug: str) -> "ConsultationQuerySet":
        return self.filter(elements__slug=element_slug)


class PhaseQuerySet(models.QuerySet[Any]):
    def public(self) -> "PhaseQuerySet":
        """Phases with a form that has been given to the public; one being added to a published consultation is not."""
        return self.exclude(consultation__state=ConsultationState.DRAFT).filter(revisions__number=1)

    def asked_within(self, consultation_id: int, opens_at: datetime, closes_at: datetime) -> "PhaseQuerySet":
        """Phases of a consultation that have a public form and are open at some moment of this window."""
        asked = self.filter(consultation=consultation_id, revisions__number=1)
        return asked.filter(opens_at__lt=closes_at, closes_at__gt=opens_at)

    def open(self, at: datetime) -> "PhaseQuerySet":
        return self.public().filter(opens_at__lte=at, closes_at__gt=at)

    def upcoming(self, at: datetime) -> "PhaseQuerySet":
        return self.public().filter(opens_at__gt=at)
