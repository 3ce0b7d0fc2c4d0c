"""What pages ask of elements and milestones; frozen dataclasses, never querysets."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, QuerySet

from core.errors import NotFound
from core.localised import told
from core.translations import text_of
from core.version import kept
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


@told
def element_links() -> tuple[ElementLink, ...]:
    """All elements in their order, for menus and filters; one query."""
    return _links()


@kept
def _links() -> tuple[ElementLink, ...]:
    rows = Element.objects.only("slug", "name", "translations", "translated_from")
    return tuple(ElementLink(row.slug, text_of(row, "name")) for row in rows)


@told
@kept
def element_cards() -> tuple[ElementCard, ...]:
    rows = Element.objects.annotate(
        subtopic_count=Count("subtopics", distinct=True), instrument_count=Count("instruments", distinct=True)
    ).order_by("order")
    return tuple(
        ElementCard(row.slug, row.order, text_of(row, "name"), text_of(row, "summary"), row.subtopic_count, row.instrument_count)
        for row in rows
    )


@told
@kept
def element_page(slug: str) -> ElementPage:
    """Raises NotFound for an unknown slug."""
    row = Element.objects.filter(slug=slug).prefetch_related("subtopics", "sources").first()
    if row is None:
        raise NotFound("There is no element at this address.")
    links = _links()
    here = [link.slug for link in links].index(slug)
    return ElementPage(
        slug=row.slug,
        order=row.order,
        name=text_of(row, "name"),
        short_name=text_of(row, "short_name"),
        summary=text_of(row, "summary"),
        description=text_of(row, "description"),
        confirmed_scope=text_of(row, "confirmed_scope"),
        note=text_of(row, "note"),
        subtopics=tuple((text_of(topic, "text"), topic.confirmed) for topic in row.subtopics.all()),
        instruments=_instruments(Instrument.objects.filter(elements=row)),
        sources=_sources(row.sources.all()),
        milestones=_milestones(Milestone.objects.filter(elements=row), links),
        previous=links[here - 1] if here else None,
        next=links[here + 1] if here + 1 < len(links) else None,
    )


@told
@kept
def instrument_rows() -> tuple[InstrumentRow, ...]:
    """Those of DEFA as a whole, by name; two queries."""
    return _instruments(Instrument.objects.filter(elements=None))


def _instruments(rows: "QuerySet[Instrument]") -> tuple[InstrumentRow, ...]:
    return tuple(
        InstrumentRow(
            key=row.key,
            name=text_of(row, "name"),
            when=row.when,
            status=InstrumentStatus(row.status),
            note=text_of(row, "note"),
            caveat=text_of(row, "caveat"),
            confirmed=row.confirmed,
            url=row.url,
            sources=_sources(row.sources.all()),
        )
        for row in rows.prefetch_related("sources")
    )


@told
@kept
def milestone_rows() -> tuple[MilestoneRow, ...]:
    """All milestones by date; three queries, and that of :func:`element_links`."""
    return _milestones(Milestone.objects.all(), _links())


def _milestones(rows: "QuerySet[Milestone]", links: Iterable[ElementLink]) -> tuple[MilestoneRow, ...]:
    named = Element.objects.filter(milestones=OuterRef("pk")).order_by("order").values("slug")
    by_slug = {link.slug: link for link in links}
    return tuple(
        _milestone(row, tuple(by_slug[slug] for slug in row.element_slugs))
        for row in rows.select_related("superseded_by")
        .prefetch_related("sources", "conflict_sources")
        .annotate(element_slugs=ArraySubquery(named))
    )


@dataclass(frozen=True)
class Step:
    """A milestone in one line."""

    key: str
    title: str
    status: Status
    when: PreciseDate
    caveat: str


@told
@kept
def last_and_next(today: date, *, ahead: int = 2) -> tuple[Step | None, tuple[Step, ...]]:
    """The last milestone done, and the first that still lie ahead (those without a date last); one query."""
    told_in = ("translations", "translated_from")
    rows = Milestone.objects.only("key", "title", "status", "starts_on", "ends_on", "precision", "caveat", *told_in)
    steps = [Step(row.key, text_of(row, "title"), Status(row.status), row.when, text_of(row, "caveat")) for row in rows]
    done = [step for step in steps if step.status == Status.DONE and step.when.starts_on and step.when.starts_on <= today]
    coming = [step for step in steps if step.status.may_come and (step.when.last_day is None or step.when.last_day >= today)]
    return (done[-1] if done else None), tuple(coming[:ahead])


def _milestone(row: Milestone, elements: tuple[ElementLink, ...]) -> MilestoneRow:
    successor = row.superseded_by
    return MilestoneRow(
        key=row.key,
        uid=row.uid,
        title=text_of(row, "title"),
        kind=MilestoneKind(row.kind),
        status=Status(row.status),
        when=row.when,
        place=row.place,
        summary=text_of(row, "summary"),
        caveat=text_of(row, "caveat"),
        conflict=text_of(row, "conflict"),
        confirmed=row.confirmed,
        elements=elements,
        sources=_sources(row.sources.all()),
        conflict_sources=_sources(row.conflict_sources.all()),
        superseded_by=Successor(successor.key, text_of(successor, "title"), successor.when) if successor else None,
        superseded_note=text_of(row, "superseded_note"),
        last_checked=row.last_checked,
        sequence=row.sequence,
        updated_at=row.updated_at,
    )


def _sources(rows: Iterable[Source]) -> tuple[SourceRow, ...]:
    return tuple(
        SourceRow(
            row.key,
            row.title,
            row.publisher,
            row.url,
            row.date,
            SourceKind(row.kind),
            Reliability(row.reliability),
            text_of(row, "note"),
        )
        for row in rows
    )
