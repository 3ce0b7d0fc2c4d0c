"""What pages ask of consultations; rows or frozen dataclasses, never querysets."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Prefetch

from consultations.models import Consultation, FormRevision, Phase
from consultations.spec import FormSpec
from consultations.states import Layout, Standing
from consultations.texts import AskedText, texts_of_phase
from core.errors import NotFound
from core.localised import in_reader_language, told
from core.models import ContentVersion
from core.translated import LocalText
from core.translations import text_of
from core.version import kept
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


@told
@kept
def windows() -> tuple[Window, ...]:
    """Every public phase, by opening; one query."""
    about = Consultation.elements.through.objects.filter(consultation=OuterRef("consultation"))
    named = about.order_by("element__order").values("element__slug")
    phases = Phase.objects.public().select_related("consultation").annotate(element_slugs=ArraySubquery(named))
    return tuple(_window(phase, phase.consultation, phase.element_slugs) for phase in phases.order_by("opens_at", "id"))


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


@told
@kept
def listed(*, with_elements: bool = True) -> tuple[Listed, ...]:
    """Every public consultation, newest first; three queries, two without elements."""
    phases = Prefetch("phases", Phase.objects.filter(revisions__number=1).order_by("opens_at", "id"))
    rows = Consultation.objects.public().defer("body").prefetch_related(phases).order_by("-published_at", "-id")
    found: list[Consultation] = list(rows.prefetch_related("elements") if with_elements else rows)
    return tuple(_listed(row, row.elements.all() if with_elements else (), row.phases.all()) for row in found)


def _listed(row: Consultation, elements: Iterable[Element], phases: Iterable[Phase]) -> Listed:
    elements = tuple(elements)
    slugs = [element.slug for element in elements]
    return Listed(
        row.slug,
        text_of(row, "title", row.language),
        text_of(row, "summary", row.language),
        row.is_example,
        tuple(_window(phase, row, slugs) for phase in sorted(phases, key=lambda phase: (phase.opens_at, phase.pk))),
        tuple((element.slug, text_of(element, "name")) for element in elements),
    )


def _window(phase: Phase, consultation: Consultation, element_slugs: Iterable[str]) -> Window:
    return Window(
        consultation.slug,
        text_of(consultation, "title", consultation.language),
        text_of(phase, "title", consultation.language),
        phase.number,
        phase.opens_at,
        phase.closes_at,
        tuple(element_slugs),
        consultation.is_example,
        phase.sequence,
        phase.updated_at,
    )


@dataclass(frozen=True)
class Head:
    """What every page about a consultation says of it. ``id`` is for queries, never for pages."""

    id: int
    slug: str
    title: str
    summary: str
    body: str
    contact: str
    is_example: bool


@told
@kept
def consultation_head(slug: str) -> Head:
    """Raises NotFound for a draft as for what does not exist; one query."""
    return _head(_public(slug))


@dataclass(frozen=True)
class RevisionRow:
    phase_id: int
    phase_number: int
    phase_title: str
    number: int
    reason: str
    made_at: datetime
    spec: FormSpec


@dataclass(frozen=True)
class ConsultationPage:
    head: Head
    listed: Listed
    revisions: tuple[RevisionRow, ...]


@told
@kept
def consultation_page(slug: str) -> ConsultationPage:
    """Raises NotFound as :func:`consultation_head`; three queries."""
    row = _public(slug)
    revisions = _revisions(row.pk)
    phases = [one.phase for one in revisions if one.number == 1]  # one that is only being added is nobody's business yet
    return ConsultationPage(_head(row), _listed(row, row.elements.all(), phases), tuple(map(_revision_row, revisions)))


@told
@kept
def revisions_of(consultation_id: int) -> tuple[RevisionRow, ...]:
    """Of all its phases, newest first within a phase; one query."""
    return tuple(map(_revision_row, _revisions(consultation_id)))


def _revisions(consultation_id: int) -> list[FormRevision]:
    rows = FormRevision.objects.filter(phase__consultation=consultation_id).select_related("phase__consultation")
    return list(rows.order_by("phase", "-number"))


def _revision_row(row: FormRevision) -> RevisionRow:
    return RevisionRow(
        row.phase_id,
        row.phase.number,
        text_of(row.phase, "title", row.phase.consultation.language),
        row.number,
        LocalText(row.reason, row.phase.consultation.language),
        row.made_at,
        FormSpec.from_json(row.spec),
    )


def _public(slug: str) -> Consultation:
    found = Consultation.objects.public().filter(slug=slug).first()
    if found is None:
        raise NotFound()
    assert isinstance(found, Consultation)
    return found


def _head(row: Consultation) -> Head:
    title, summary, body = (text_of(row, name, row.language) for name in ("title", "summary", "body"))
    return Head(row.pk, row.slug, title, summary, body, row.contact, row.is_example)


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
    restricted: bool = False  # by invitation only
    texts: tuple[AskedText, ...] = ()  # put up for comment; their answers come in drafts alone

    @property
    def edition(self) -> str:
        """Phase and revision within the consultation, as pages name a form: ``1.2``."""
        return f"{self.phase_number}.{self.revision_number}"

    def standing(self, at: datetime) -> Standing:
        if at < self.opens_at:
            return Standing.UPCOMING
        return Standing.OPEN if at < self.closes_at else Standing.CLOSED


def form_in_force(slug: str, at: datetime) -> AskedForm:
    """The newest revision, in all its languages, of the phase that matters at ``at``: the open one, else the next to open, else
    the last closed.

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
    """In all its languages: the form a response saw, with the window of its phase as it is now."""
    revision = FormRevision.objects.select_related("phase__consultation").filter(pk=revision_id).first()
    if revision is None:
        raise NotFound()
    return _asked(revision, revision.phase, revision.phase.consultation)


def form_of_edition(slug: str, edition: str) -> AskedForm | None:
    """The public form of a consultation that pages named so, in the language of the reader.

    None if there is none, or ``edition`` is no such name."""
    named = re.fullmatch(r"([0-9]{1,4})\.([0-9]{1,4})", edition)
    if named is None:
        return None
    phases = Phase.objects.public().filter(consultation__slug=slug, number=int(named[1]))
    revisions = FormRevision.objects.select_related("phase__consultation").filter(phase__in=phases, number=int(named[2]))
    revision = revisions.first()
    return in_reader_language(_asked(revision, revision.phase, revision.phase.consultation)) if revision else None


def content_version() -> UUID | None:
    return ContentVersion.objects.values_list("version", flat=True).first()


def _asked(revision: FormRevision, phase: Phase, consultation: Consultation) -> AskedForm:
    texts = texts_of_phase(phase.pk)
    return AskedForm(
        consultation_slug=consultation.slug,
        consultation_title=text_of(consultation, "title", consultation.language),
        contact=consultation.contact,
        is_example=consultation.is_example,
        phase_id=phase.pk,
        phase_number=phase.number,
        phase_title=text_of(phase, "title", consultation.language),
        intro=text_of(phase, "intro", consultation.language),
        opens_at=phase.opens_at,
        closes_at=phase.closes_at,
        layout=Layout.TASK_LIST if texts else Layout(phase.layout),
        revision_id=revision.pk,
        revision_number=revision.number,
        revision_reason=LocalText(revision.reason, consultation.language),
        spec=FormSpec.from_json(revision.spec),
        restricted=phase.restricted,
        texts=texts,
    )
