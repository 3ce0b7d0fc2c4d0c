"""What pages ask of the public record; frozen dataclasses, never querysets. Reads nothing but what has been published."""

import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import JSONObject, Left

from consultations.kinds import Answer, type_of
from consultations.respondents import CAPACITIES, SECTORS
from consultations.spec import FormSpec, QuestionSpec
from consultations.states import ConsultationState
from core.errors import NotFound
from core.localised import told
from core.places import MEMBER_STATES
from core.translations import text_of
from core.uploads.kinds import KINDS, file_size
from core.version import kept
from core.words import message
from moderation.comments import TextComments, said_in, text_comments
from moderation.disclosure import Declared
from moderation.member_figures import MemberGroup, member_groups
from moderation.models import PublishedFile, PublishedResponse, PublishedStatement, Tally
from moderation.models.published import WHOLE
from moderation.speaking import CHANNEL, TIMING, speaker
from moderation.who import OUTSIDE, Who
from moderation.written import Text, written

PAGE = 20
FIRST_WORDS = 220


@dataclass(frozen=True)
class RecordFilter:
    """What a reader narrowed the list to; "" for all. Unknown values are dropped."""

    type: str = ""
    state: str = ""
    sector: str = ""
    element: str = ""

    @classmethod
    def read(cls, parameters: Mapping[str, str], element_slugs: set[str]) -> "RecordFilter":
        known = {
            "type": {key for key, _ in CAPACITIES},
            "state": {code for code, _ in MEMBER_STATES} | {OUTSIDE},
            "sector": {key for key, _ in SECTORS},
            "element": element_slugs,
        }
        return cls(**{name: parameters.get(name, "") for name, values in known.items() if parameters.get(name, "") in values})

    @property
    def chosen(self) -> dict[str, str]:
        return {name: value for name, value in vars(self).items() if value}

    def apply(self, rows: "QuerySet[PublishedResponse, Any]") -> "QuerySet[PublishedResponse, Any]":
        if self.type:
            rows = rows.filter(capacity=self.type)
        if self.state == OUTSIDE:
            rows = rows.exclude(country__in=[code for code, _ in MEMBER_STATES])
        elif self.state:
            rows = rows.filter(country=self.state)
        if self.sector:
            rows = rows.filter(sector=self.sector)
        return rows.filter(elements__contains=[self.element]) if self.element else rows


@dataclass(frozen=True)
class RecordRow:
    reference: str
    who: Who
    submitted_on: date
    words: str  # the first of its first statement, "" if it has none
    language: str
    elements: tuple[str, ...]  # slugs
    flag: str
    mark: str


@dataclass(frozen=True)
class RecordPage:
    """``previous`` and ``next``: the references to go on from, "" where there is nothing more."""

    rows: tuple[RecordRow, ...]
    previous: str
    next: str


@dataclass(frozen=True)
class Answered:
    question: str
    lines: tuple[str, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True)
class AnsweredSection:
    title: str
    answers: tuple[Answered, ...]


@dataclass(frozen=True)
class OfferedFile:
    """A file to fetch, with what it is and how large; or, without a name, the words that stand for a confidential one."""

    uuid: uuid.UUID
    name: str
    kind: str
    size: str
    summary: str


@dataclass(frozen=True)
class PublishedPage:
    reference: str
    consultation_slug: str
    consultation_title: str
    phase_title: str
    is_example: bool
    who: Who
    submitted_on: date
    language: str
    elements: tuple[str, ...]
    edition: int
    flag: str
    channel: str
    mark: str
    declared: tuple[tuple[str, str], ...]  # heading, text
    revision: int
    sections: tuple[AnsweredSection, ...]
    texts: tuple[TextComments, ...]
    files: tuple[OfferedFile, ...]
    members: int = 0  # for how many it was filed
    member_groups: tuple[MemberGroup, ...] = ()


@kept
def published_counts() -> Mapping[str, int]:
    """Consultation slug -> number of published responses, from the tallies."""
    whole = Tally.objects.filter(question=WHOLE[0], option=WHOLE[1])
    counted = whole.values_list("phase__consultation__slug").annotate(published=Sum("count")).order_by()
    return {slug: published for slug, published in counted if published}


@kept
def published_count(consultation_id: int) -> int:
    whole = Tally.objects.filter(phase__consultation=consultation_id, question=WHOLE[0], option=WHOLE[1])
    return whole.aggregate(published=Sum("count"))["published"] or 0


@kept
def published_by_phase(consultation_id: int) -> Mapping[int, int]:
    """Phase id -> number of published responses."""
    whole = Tally.objects.filter(phase__consultation=consultation_id, question=WHOLE[0], option=WHOLE[1])
    return dict(whole.values_list("phase_id", "count"))


@kept
def tallies(consultation_id: int) -> Mapping[int, dict[tuple[str, str], int]]:
    """Phase id -> (question, option) -> count."""
    found: dict[int, dict[tuple[str, str], int]] = defaultdict(dict)
    rows = Tally.objects.filter(phase__consultation=consultation_id).values_list("phase_id", "question", "option", "count")
    for phase_id, question, option, count in rows:
        found[phase_id][question, option] = count
    return found


@kept
def record_page(consultation_id: int, wanted: RecordFilter, *, after: str = "", before: str = "") -> RecordPage:
    """One page, newest first, after or before the row with this reference; an unknown reference gives the first page."""
    record = PublishedResponse.objects.filter(consultation=consultation_id)
    cursor = record.filter(reference=after or before).values_list("pk", flat=True).first() if after or before else None
    backwards = bool(cursor and not after)
    rows = _with_first_words(wanted.apply(record).order_by("pk" if backwards else "-pk"))
    if cursor:
        rows = rows.filter(pk__gt=cursor) if backwards else rows.filter(pk__lt=cursor)
    found = list(rows[: PAGE + 1])
    more, found = len(found) > PAGE, found[:PAGE]
    if backwards:
        found.reverse()
    shown = tuple(_row(row) for row in found)
    return RecordPage(
        shown,
        previous=shown[0].reference if shown and cursor and (more or not backwards) else "",
        next=shown[-1].reference if shown and (more or backwards) else "",
    )


@told
@kept
def published_response(slug: str, reference: str) -> PublishedPage:
    """Raises NotFound alike for what does not exist, is not published, or was published in another consultation."""
    row = (
        PublishedResponse.objects.select_related("consultation", "phase", "revision")
        .exclude(consultation__state=ConsultationState.DRAFT)
        .filter(consultation__slug=slug, reference=reference)
        .first()
    )
    if row is None:
        raise NotFound()
    rows = list(row.statements.select_related("paragraph__version__text"))
    statements = {statement.key: written(statement) for statement in rows if statement.paragraph is None}
    spec = FormSpec.from_json(row.revision.spec)
    sections = [
        AnsweredSection(
            section.title, tuple(one for q in section.questions if (one := _answered(q, row.answers.get(q.key), statements)))
        )
        for section in spec.sections
    ]
    return PublishedPage(
        reference=row.reference,
        consultation_slug=row.consultation.slug,
        consultation_title=text_of(row.consultation, "title", row.consultation.language),
        phase_title=text_of(row.phase, "title", row.consultation.language),
        is_example=row.is_example,
        who=speaker(row),
        submitted_on=row.submitted_on,
        language=row.language,
        elements=tuple(row.elements),
        edition=row.edition,
        flag=TIMING.get(row.timing, ""),
        channel=CHANNEL.get(row.channel, ""),
        mark=_mark(row),
        declared=Declared(row.represents, row.formed).rows,
        revision=row.revision.number,
        sections=tuple(section for section in sections if section.answers),
        texts=text_comments(said for one in rows if (said := said_in(one))),
        members=row.member_count,
        member_groups=member_groups(row.member_count, row.member_groups),
        files=tuple(_offered(one) for one in PublishedFile.objects.filter(published=row)),
    )


def published_file(slug: str, reference: str, file: uuid.UUID) -> PublishedFile:
    """Raises NotFound, for the words that stand for a confidential file too."""
    found = (
        PublishedFile.objects.exclude(stored_as="")
        .exclude(published__consultation__state=ConsultationState.DRAFT)
        .filter(published__consultation__slug=slug, published__reference=reference, uuid=file)
        .first()
    )
    if found is None:
        raise NotFound()
    return found


def _offered(row: PublishedFile) -> OfferedFile:
    kind, size = (KINDS[row.kind].label, file_size(row.size)) if row.name else ("", "")
    return OfferedFile(row.uuid, row.name, kind, size, row.summary)


def _with_first_words(rows: "QuerySet[PublishedResponse, Any]") -> "QuerySet[PublishedResponse, Any]":
    statements = PublishedStatement.objects.filter(published=OuterRef("pk")).exclude(text="").order_by("order", "pk")
    first = statements.values(first=JSONObject(text=Left("text", FIRST_WORDS + 1), language="language"))[:1]
    return rows.defer("answers").annotate(first=Subquery(first))


def _row(row: Any) -> RecordRow:
    first = row.first or {"text": "", "language": ""}
    return RecordRow(
        row.reference,
        speaker(row),
        row.submitted_on,
        _shortened(first["text"]),
        first["language"],
        tuple(row.elements),
        TIMING.get(row.timing, ""),
        _mark(row),
    )


def _mark(row: PublishedResponse) -> str:
    if row.is_national_position:
        return message("National position")
    return message("Verified organisation") if row.organisation_verified else ""


def _shortened(text: str) -> str:
    """Cut at a space where there is one near the end: Khmer, Lao, Burmese and Thai have few."""
    if len(text) <= FIRST_WORDS:
        return text
    whole, _, cut = text[:FIRST_WORDS].rpartition(" ")
    return (whole if whole and len(cut) < 30 else text[:FIRST_WORDS]).rstrip(" ,;:.-") + " …"


def _answered(question: QuestionSpec, value: object, statements: Mapping[str, Text]) -> Answered | None:
    kind = type_of(question)
    texts = {key: text for key, text in statements.items() if key.partition("__")[0] == question.key}
    if kind.is_text:
        return Answered(question.text, (), tuple(texts.values())) if texts else None
    lines = kind.display(question, Answer(value, {key: text.text for key, text in texts.items()}))
    return Answered(question.text, tuple(lines), ()) if lines else None
