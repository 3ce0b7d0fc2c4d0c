"""What pages ask of published comments on draft texts; frozen dataclasses. Reads nothing but the public record."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from consultations.kinds.choices import Position
from consultations.models import DraftText, Paragraph, TextVersion
from consultations.quotes import Range, find_quote
from consultations.redline import Piece, redline
from consultations.states import ConsultationState, PositionValue
from consultations.texts import ShownParagraph, shown_paragraph
from core.translations import text_of
from core.version import kept
from moderation.models import PublishedStatement
from moderation.speaking import speaker
from moderation.who import Who

POSITIONS = {
    PositionValue.SUPPORT: ("done", "good"),
    PositionValue.WITH_CHANGES: ("draft", "now"),
    PositionValue.OPPOSE: ("declined", "bad"),
    PositionValue.NO_VIEW: ("unknown", "plain"),
}

PositionWords = tuple[str, str, str]  # word, icon and tone


@dataclass(frozen=True)
class PublishedComment:
    """``position``: word, icon and tone, or nothing. ``quote`` stands at ``place`` in the words of the paragraph it is about."""

    reference: str
    consultation_slug: str
    who: Who
    submitted_on: date
    language: str
    paragraph_id: int
    paragraph: ShownParagraph
    position: PositionWords | None
    text: str
    quote: str
    place: Range | None
    redline: tuple[Piece, ...]

    @property
    def anchor(self) -> str:
        return f"{self.reference}-{self.paragraph.key}"

    def place_in(self, text: str) -> Range | None:
        """Where the quoted words stand in another wording of the paragraph, if they still do."""
        return find_quote(text, self.quote, self.place[0] if self.place else None)


@kept
def comment_counts(text_id: int) -> Mapping[int, int]:
    """Paragraph -> number of published comments made on it; one query."""
    rows = PublishedStatement.objects.filter(paragraph__version__text=text_id).exclude(
        published__consultation__state=ConsultationState.DRAFT
    )
    return dict(rows.order_by().values_list("paragraph").annotate(comments=Count("pk")))


@kept
def comments_on(paragraphs: tuple[int, ...]) -> tuple[PublishedComment, ...]:
    """What was published on these paragraphs, in the order of publication; one query."""
    rows = PublishedStatement.objects.filter(paragraph__in=paragraphs).exclude(
        published__consultation__state=ConsultationState.DRAFT
    )
    return tuple(
        _comment(row) for row in rows.select_related("published__consultation", "paragraph").order_by("published", "order")
    )


@dataclass(frozen=True)
class Said:
    """One comment inside a response, published or not, as its owner sent it."""

    paragraph: Paragraph
    position: str
    text: str
    language: str
    quote: str
    start: int | None
    end: int | None
    wording: str


@dataclass(frozen=True)
class ShownComment:
    paragraph: ShownParagraph
    position: PositionWords | None
    text: str
    language: str
    place: Range | None
    redline: tuple[Piece, ...]


@dataclass(frozen=True)
class TextComments:
    """What one response says of one version of a text."""

    slug: str
    title: str
    language: str
    number: int
    comments: tuple[ShownComment, ...]


def text_comments(said: Iterable[Said]) -> tuple[TextComments, ...]:
    """By version, in the order given; the paragraphs were read with version and text."""
    by_version: dict[TextVersion, list[ShownComment]] = {}
    for one in said:
        by_version.setdefault(one.paragraph.version, []).append(_shown_comment(one))
    return tuple(
        TextComments(version.text.slug, _title(version.text), version.text.language, version.number, tuple(comments))
        for version, comments in by_version.items()
    )


def _title(text: DraftText) -> str:
    return text_of(text, "title", text.language)


def said_in(row: PublishedStatement) -> Said | None:
    """None for an answer to a question."""
    if row.paragraph is None:
        return None
    return Said(row.paragraph, row.position, row.text, row.language, row.quote, row.quote_start, row.quote_end, row.wording)


def position_words(value: str) -> PositionWords | None:
    """Word, icon and tone; None without a position."""
    if value not in PositionValue.values:
        return None
    position = PositionValue(value)
    return (Position.POSITIONS_BY_KEY[position].label, *POSITIONS[position])


def _comment(row: PublishedStatement) -> PublishedComment:
    published, paragraph = row.published, row.paragraph
    assert paragraph is not None  # asked for by paragraph
    return PublishedComment(
        reference=published.reference,
        consultation_slug=published.consultation.slug,
        who=speaker(published),
        submitted_on=published.submitted_on,
        language=row.language,
        paragraph_id=paragraph.pk,
        paragraph=shown(paragraph),
        position=position_words(row.position),
        text=row.text,
        quote=row.quote,
        place=_place(row.quote_start, row.quote_end),
        redline=redline(paragraph.text, row.wording) if row.wording else (),
    )


def _shown_comment(said: Said) -> ShownComment:
    pieces = redline(said.paragraph.text, said.wording) if said.wording else ()
    place = _place(said.start, said.end)
    paragraph = shown_paragraph(said.paragraph, said.paragraph.version.text.language)
    return ShownComment(paragraph, position_words(said.position), said.text, said.language, place, pieces)


def _place(start: int | None, end: int | None) -> Range | None:
    return (start, end) if start is not None and end is not None else None


def shown(paragraph: Paragraph) -> ShownParagraph:
    return ShownParagraph(paragraph.pk, paragraph.key, paragraph.kind, paragraph.level, paragraph.label, paragraph.text)
