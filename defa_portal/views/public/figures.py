"""The figures of a consultation, from the tallies alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.safestring import SafeString

from consultations.queries import RevisionRow, consultation_head, revisions_of
from consultations.spec import FormSpec, QuestionSpec, SectionSpec
from consultations.states import Kind
from consultations.texts import AskedText, texts_of_phase
from core.pagecache import public_page, valid_until
from core.rendering import render_public
from core.words import message
from defa_portal.charts import bar_chart
from moderation import figures as counted
from moderation.models.published import WHOLE
from moderation.queries import tallies
from moderation.respondents import Respondents, respondents_of


@dataclass(frozen=True)
class ShownFigure:
    anchor: str
    figure: counted.QuestionFigure
    chart: SafeString


@dataclass(frozen=True)
class ShownPhase:
    number: int
    title: str
    published: int
    sections: tuple[tuple[str, tuple[ShownFigure, ...]], ...]
    speaks_for: Respondents | None
    is_closed: bool


@public_page
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = consultation_head(slug)
    counts = tallies(consultation.id)
    revisions = groupby(revisions_of(consultation.id), key=lambda revision: revision.phase_id)
    respondents, now = respondents_of(consultation.id), timezone.now()
    phases = [
        _phase(list(of_phase), counts.get(phase_id, {}), respondents.get(phase_id), now) for phase_id, of_phase in revisions
    ]
    published = sum(phase.published for phase in phases)
    shown = [phase for phase in phases if phase.published]
    page = render_public(request, "record/figures.html", {"consultation": consultation, "published": published, "phases": shown})
    return valid_until(page, min((one.closes_at for one in respondents.values() if one.closes_at > now), default=None))


def _phase(
    revisions: list[RevisionRow], counts: dict[tuple[str, str], int], speaks_for: Respondents | None, now: datetime
) -> ShownPhase:
    newest = revisions[0]
    sections = counted.figures([revision.spec for revision in revisions], counts)
    sections += counted.figures([_positions(text, counts) for text in _texts(newest.phase_id, counts)], counts)
    return ShownPhase(
        newest.phase_number,
        newest.phase_title,
        counts.get(WHOLE, 0),
        tuple(
            (section.title, tuple(_shown(one, f"p{newest.phase_number}-{one.key}") for one in section.figures))
            for section in sections
        ),
        speaks_for,
        speaks_for is not None and speaks_for.closes_at <= now,
    )


def _texts(phase_id: int, counts: Mapping[tuple[str, str], int]) -> tuple[AskedText, ...]:
    """The draft texts of a phase; none, and no query, if no position on a paragraph was published."""
    return texts_of_phase(phase_id) if any(question.startswith("text__") for question, _ in counts) else ()


def _positions(text: AskedText, counts: Mapping[tuple[str, str], int]) -> FormSpec:
    """The positions on the paragraphs of a text, as a section of questions: counted and suppressed as all positions are."""
    asked = tuple(
        QuestionSpec(text.statement(one.key), Kind.POSITION, one.name)
        for one in text.paragraphs
        if counts.get((text.statement(one.key), ""))
    )
    title = message("Positions on “%(title)s”, version %(number)s", title=text.title, number=text.number)
    return FormSpec((SectionSpec(text.part, title, questions=asked),) if asked else ())


def _shown(figure: counted.QuestionFigure, anchor: str) -> ShownFigure:
    return ShownFigure(anchor, figure, bar_chart(figure, anchor))
