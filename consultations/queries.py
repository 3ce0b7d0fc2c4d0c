"""What pages ask of consultations; rows or frozen dataclasses, never querysets."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from consultations.models import Consultation, FormRevision, Phase
from consultations.spec import FormSpec
from consultations.states import ConsultationState, Layout, Standing
from core.errors import NotFound
from core.models import ContentVersion
from elements.models import Element


@dataclass(frozen=True)
class Window:
    """One phase on the timeline."""

    slug: str
    title: str
    phase_title: str
    phase_number: int
    opens_at: datetime
    closes_at: datetime
    element_slugs: tuple[str, ...]
    is_example: bool
    sequence: int
    updated_at: datetime

    def standing(self, at: datetime) -> Standing:
        if at < self.opens_at:
            return Standing.UPCOMING
        return Standing.OPEN if at < self.closes_at else Standing.CLOSED


def windows() -> list[Window]:
    """Every public phase, by opening; two queries."""
    phases = (
        Phase.objects.public()
        .select_related("consultation")
        .prefetch_related("consultation__elements")
        .order_by("opens_at", "id")
    )
    return [_window(phase, phase.consultation, phase.consultation.elements.all()) for phase in phases]


@dataclass(frozen=True)
class Listed:
    """One public consultation in a list, with its phases by opening."""

    slug: str
    title: str
    summary: str
    is_example: bool
    windows: tuple[Window, ...]
    elements: tuple[tuple[str, str], ...]  # slug, name

    def matters(self, at: datetime) -> Window | None:
        """The phase that is open at this moment, else the next to open, else the last closed; None if there is no phase."""
        for standing in (Standing.OPEN, Standing.UPCOMING):
            for window in self.windows:
                if window.standing(at) == standing:
                    return window
        return self.windows[-1] if self.windows else None


def listed(*, with_elements: bool = True) -> list[Listed]:
    """Every public consultation, newest first; three queries, two without elements."""
    phases = Prefetch("phases", Phase.objects.order_by("opens_at", "id"))
    rows = Consultation.objects.public().defer("body").prefetch_related(phases).order_by("-published_at", "-id")
    found: list[Consultation] = list(rows.prefetch_related("elements") if with_elements else rows)
    return [listed_one(row, row.elements.all() if with_elements else ()) for row in found]


def listed_one(row: Consultation, elements: Iterable[Element]) -> Listed:
    elements = tuple(elements)
    return Listed(
        row.slug,
        row.title,
        row.summary,
        row.is_example,
        tuple(_window(phase, row, elements) for phase in sorted(row.phases.all(), key=lambda phase: (phase.opens_at, phase.pk))),
        tuple((element.slug, element.name) for element in elements),
    )


def revisions_of(consultation: Consultation) -> list[FormRevision]:
    """Of all its phases, newest first within a phase."""
    return list(
        FormRevision.objects.filter(phase__consultation=consultation).select_related("phase").order_by("phase", "-number")
    )


def _window(phase: Phase, consultation: Consultation, elements: Iterable[Element]) -> Window:
    return Window(
        consultation.slug,
        consultation.title,
        phase.title,
        phase.number,
        phase.opens_at,
        phase.closes_at,
        tuple(element.slug for element in elements),
        consultation.is_example,
        phase.sequence,
        phase.updated_at,
    )


def public_consultation(slug: str) -> Consultation:
    """Raises NotFound for a draft as for what does not exist."""
    found = Consultation.objects.public().filter(slug=slug).first()
    if found is None:
        raise NotFound()
    assert isinstance(found, Consultation)
    return found


@dataclass(frozen=True)
class AskedForm:
    """A form in force: everything the answering pages need to know without asking the database again."""

    consultation_slug: str
    consultation_title: str
    contact: str
    is_example: bool
    phase_id: int
    phase_number: int
    phase_title: str
    intro: str
    opens_at: datetime
    closes_at: datetime
    layout: Layout
    revision_id: int
    revision_number: int
    revision_reason: str
    spec: FormSpec

    @property
    def edition(self) -> str:
        """Phase and revision within the consultation, as pages name a form: ``1.2``."""
        return f"{self.phase_number}.{self.revision_number}"

    def standing(self, at: datetime) -> Standing:
        if at < self.opens_at:
            return Standing.UPCOMING
        return Standing.OPEN if at < self.closes_at else Standing.CLOSED


def form_in_force(slug: str, at: datetime) -> AskedForm:
    """The newest revision of the phase that matters at ``at``: the open one, else the next to open, else the last closed.

    Raises NotFound if there is no such consultation or it has no form.
    """
    phases = list(Phase.objects.public().filter(consultation__slug=slug).select_related("consultation").order_by("opens_at"))
    current = next((p for p in phases if p.opens_at <= at < p.closes_at), None) or next(
        (p for p in phases if p.opens_at > at), None
    )
    phase = current or (phases[-1] if phases else None)
    revision = phase.revisions.first() if phase else None
    if phase is None or revision is None:
        raise NotFound()
    return _asked(revision, phase, phase.consultation)


def form_of_revision(revision_id: int) -> AskedForm:
    """The form a response saw, with the window of its phase as it is now."""
    revision = FormRevision.objects.select_related("phase__consultation").filter(pk=revision_id).first()
    if revision is None:
        raise NotFound()
    return _asked(revision, revision.phase, revision.phase.consultation)


def form_of_edition(slug: str, edition: str) -> AskedForm | None:
    """The public form of a consultation that pages named so; None if there is none, or ``edition`` is no such name."""
    named = re.fullmatch(r"([0-9]{1,4})\.([0-9]{1,4})", edition)
    if named is None:
        return None
    phases = Phase.objects.public().filter(consultation__slug=slug, number=int(named[1]))
    revisions = FormRevision.objects.select_related("phase__consultation").filter(phase__in=phases, number=int(named[2]))
    revision = revisions.first()
    return _asked(revision, revision.phase, revision.phase.consultation) if revision else None


def content_version() -> UUID | None:
    return ContentVersion.objects.values_list("version", flat=True).first()


def _asked(revision: FormRevision, phase: Phase, consultation: Consultation) -> AskedForm:
    return AskedForm(
        consultation_slug=consultation.slug,
        consultation_title=consultation.title,
        contact=consultation.contact,
        is_example=consultation.is_example,
        phase_id=phase.pk,
        phase_number=phase.number,
        phase_title=phase.title,
        intro=phase.intro,
        opens_at=phase.opens_at,
        closes_at=phase.closes_at,
        layout=Layout(phase.layout),
        revision_id=revision.pk,
        revision_number=revision.number,
        revision_reason=revision.reason,
        spec=FormSpec.from_json(revision.spec),
    )


__all__ = [
    "AskedForm",
    "ConsultationState",
    "Listed",
    "Window",
    "content_version",
    "form_in_force",
    "form_of_edition",
    "form_of_revision",
    "listed",
    "listed_one",
    "public_consultation",
    "revisions_of",
    "windows",
]
