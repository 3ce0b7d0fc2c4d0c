"""What pages ask of published comments on draft texts; frozen dataclasses. Reads nothing but the public record."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from consultations.models import Paragraph
from consultations.quotes import Range, find_quote
from consultations.redline import Piece, redline
from consultations.states import ConsultationState, PositionValue
from consultations.texts import ShownParagraph
from core.version import kept
from moderation.models import PublishedStatement
from moderation.queries import speaker
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


def comment_of(row: PublishedStatement, paragraph: Paragraph) -> tuple[PositionWords | None, Range | None, tuple[Piece, ...]]:
    """Position, place of the quote and redline of one published comment."""
    place = (row.quote_start, row.quote_end) if row.quote_start is not None and row.quote_end is not None else None
    return position_words(row.position), place, redline(paragraph.text, row.wording) if row.wording else ()


def position_words(value: str) -> PositionWords | None:
    """Word, icon and tone; None without a position."""
    if value not in PositionValue.values:
        return None
    position = PositionValue(value)
    return (str(position.label), *POSITIONS[position])


def _comment(row: PublishedStatement) -> PublishedComment:
    published, paragraph = row.published, row.paragraph
    assert paragraph is not None  # asked for by paragraph
    position, place, pieces = comment_of(row, paragraph)
    return PublishedComment(
        reference=published.reference,
        consultation_slug=published.consultation.slug,
        who=speaker(published),
        submitted_on=published.submitted_on,
        language=row.language,
        paragraph_id=paragraph.pk,
        paragraph=shown(paragraph),
        position=position,
        text=row.text,
        quote=row.quote,
        place=place,
        redline=pieces,
    )


def shown(paragraph: Paragraph) -> ShownParagraph:
    return ShownParagraph(paragraph.pk, paragraph.key, paragraph.kind, paragraph.level, paragraph.label, paragraph.text)
