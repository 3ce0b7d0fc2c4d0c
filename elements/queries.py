"""What pages ask of elements and milestones; frozen dataclasses, never querysets."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef

from core.errors import NotFound
from elements.dates import PreciseDate
from elements.models import Element, Instrument, Milestone, Source
from elements.states import InstrumentStatus, MilestoneKind, Reliability, SourceKind, Status


@dataclass(frozen=True)
class ElementLink:
    slug: str
    name: str


@dataclass(frozen=True)
class ElementCard:
    slug: str
    order: int
    name: str
    summary: str
    subtopics: int
    instruments: int


@dataclass(frozen=True)
class SourceRow:
    key: str
    title: str
    publisher: str
    url: str
    date: str
    kind: SourceKind
    reliability: Reliability
    note: str


@dataclass(frozen=True)
class InstrumentRow:
    key: str
    name: str
    when: PreciseDate
    status: InstrumentStatus
    note: str
    caveat: str
    confirmed: bool
    url: str
    sources: tuple[SourceRow, ...]


@dataclass(frozen=True)
class Successor:
    key: str
    title: str
    when: PreciseDate


@dataclass(frozen=True)
class MilestoneRow:
    key: str
    uid: UUID
    title: str
    kind: MilestoneKind
    status: Status
    when: PreciseDate
    place: str  # in words, with its doubt
    summary: str
    caveat: str
    conflict: str
    confirmed: bool
    elements: tuple[ElementLink, ...]  # empty: DEFA as a whole
    sources: tuple[SourceRow, ...]
    conflict_sources: tuple[SourceRow, ...]
    superseded_by: Successor | None
    superseded_note: str
    last_checked: date
    sequence: int
    updated_at: datetime

    def is_overdue(self, today: date) -> bool:
        """Planned for a day that has passed, and nobody has said yet what happened."""
        last = self.when.last_day
        return self.status == Status.PLANNED and last is not None and last < today

    def lies_ahead(self, today: date) -> bool:
        last = self.when.last_day
        return self.status.may_come and (last is None or last >= today)


@dataclass(frozen=True)
class ElementPage:
    slug: str
    order: int
    name: str
    short_name: str
    summary: str
    description: str
    confirmed_scope: str
    note: str
    subtopics: tuple[tuple[str, bool], ...]  # text, confirmed
    instruments: tuple[InstrumentRow, ...]
    sources: tuple[SourceRow, ...]
    milestones: tuple[MilestoneRow, ...]
    previous: ElementLink | None
    next: ElementLink | None


def element_links() -> list[ElementLink]:
    """All elements in their order, for menus and filters; one query."""
    return [ElementLink(slug, name) for slug, name in Element.objects.values_list("slug", "name")]


def element_cards() -> list[ElementCard]:
    rows = Element.objects.annotate(
        subtopic_count=Count("subtopics", distinct=True), instrument_count=Count("instruments", distinct=True)
    ).order_by("order")
    return [ElementCard(row.slug, row.order, row.name, row.summary, row.subtopic_count, row.instrument_count) for row in rows]


def element_page(slug: str) -> ElementPage:
    """Raises NotFound for an unknown slug."""
    row = Element.objects.filter(slug=slug).prefetch_related("subtopics", "sources").first()
    if row is None:
        raise NotFound("There is no element at this address.")
    links = element_links()
    here = [link.slug for link in links].index(slug)
    return ElementPage(
        slug=row.slug,
        order=row.order,
        name=row.name,
        short_name=row.short_name,
        summary=row.summary,
        description=row.description,
        confirmed_scope=row.confirmed_scope,
        note=row.note,
        subtopics=tuple((topic.text, topic.confirmed) for topic in row.subtopics.all()),
        instruments=instrument_rows(row),
        sources=_sources(row.sources.all()),
        milestones=milestone_rows(links, row),
        previous=links[here - 1] if here else None,
        next=links[here + 1] if here + 1 < len(links) else None,
    )


def instrument_rows(element: Element | None = None) -> tuple[InstrumentRow, ...]:
    """Those of one element by name, or those of DEFA as a whole; two queries."""
    rows = Instrument.objects.prefetch_related("sources")
    rows = rows.filter(elements=element) if element else rows.filter(elements=None)
    return tuple(
        InstrumentRow(
            key=row.key,
            name=row.name,
            when=row.when,
            status=InstrumentStatus(row.status),
            note=row.note,
            caveat=row.caveat,
            confirmed=row.confirmed,
            url=row.url,
            sources=_sources(row.sources.all()),
        )
        for row in rows
    )


def milestone_rows(links: Sequence[ElementLink], element: Element | None = None) -> tuple[MilestoneRow, ...]:
    """All milestones by date, or only those that name this element; three queries. ``links``: of :func:`element_links`."""
    named = Element.objects.filter(milestones=OuterRef("pk")).order_by("order").values("slug")
    rows = (
        Milestone.objects.select_related("superseded_by")
        .prefetch_related("sources", "conflict_sources")
        .annotate(element_slugs=ArraySubquery(named))
    )
    if element:
        rows = rows.filter(elements=element)
    by_slug = {link.slug: link for link in links}
    return tuple(_milestone(row, tuple(by_slug[slug] for slug in row.element_slugs)) for row in rows)


@dataclass(frozen=True)
class Step:
    """A milestone in one line."""

    key: str
    title: str
    status: Status
    when: PreciseDate
    caveat: str


def last_and_next(today: date, *, ahead: int = 2) -> tuple[Step | None, list[Step]]:
    """The last milestone done, and the first that still lie ahead (those without a date last); one query."""
    rows = Milestone.objects.only("key", "title", "status", "starts_on", "ends_on", "precision", "caveat")
    steps = [Step(row.key, row.title, Status(row.status), row.when, row.caveat) for row in rows]
    done = [step for step in steps if step.status == Status.DONE and step.when.starts_on and step.when.starts_on <= today]
    coming = [step for step in steps if step.status.may_come and (step.when.last_day is None or step.when.last_day >= today)]
    return (done[-1] if done else None), coming[:ahead]


def _milestone(row: Milestone, elements: tuple[ElementLink, ...]) -> MilestoneRow:
    successor = row.superseded_by
    return MilestoneRow(
        key=row.key,
        uid=row.uid,
        title=row.title,
        kind=MilestoneKind(row.kind),
        status=Status(row.status),
        when=row.when,
        place=row.place,
        summary=row.summary,
        caveat=row.caveat,
        conflict=row.conflict,
        confirmed=row.confirmed,
        elements=elements,
        sources=_sources(row.sources.all()),
        conflict_sources=_sources(row.conflict_sources.all()),
        superseded_by=Successor(successor.key, successor.title, successor.when) if successor else None,
        superseded_note=row.superseded_note,
        last_checked=row.last_checked,
        sequence=row.sequence,
        updated_at=row.updated_at,
    )


def _sources(rows: Iterable[Source]) -> tuple[SourceRow, ...]:
    return tuple(
        SourceRow(
            row.key, row.title, row.publisher, row.url, row.date, SourceKind(row.kind), Reliability(row.reliability), row.note
        )
        for row in rows
    )
