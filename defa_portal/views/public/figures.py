"""The figures of a consultation, from the tallies alone."""

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from consultations.queries import public_consultation, revisions_of
from consultations.spec import FormSpec
from core.pagecache import public_page
from defa_portal.charts import bar_chart
from moderation import figures as counted
from moderation.models.published import WHOLE
from moderation.queries import tallies


@dataclass(frozen=True)
class ShownFigure:
    anchor: str
    figure: counted.QuestionFigure
    chart: SafeString


@dataclass(frozen=True)
class ShownPhase:
    title: str
    published: int
    sections: tuple[tuple[str, tuple[ShownFigure, ...]], ...]


@public_page
def figures(request: HttpRequest, slug: str) -> HttpResponse:
    consultation = public_consultation(slug)
    counts = tallies(consultation)
    phases = []
    for phase, revisions in groupby(revisions_of(consultation), key=lambda revision: revision.phase):
        specs = [FormSpec.from_json(revision.spec) for revision in revisions]
        phases.append(_phase(phase.title, phase.number, specs, counts.get(phase.pk, {})))
    published = sum(phase.published for phase in phases)
    shown = [phase for phase in phases if phase.published]
    return render(request, "record/figures.html", {"consultation": consultation, "published": published, "phases": shown})


def _phase(title: str, number: int, specs: list[FormSpec], counts: dict[tuple[str, str], int]) -> ShownPhase:
    sections = counted.figures(specs, counts)
    return ShownPhase(
        title,
        counts.get(WHOLE, 0),
        tuple((section.title, tuple(_shown(one, f"p{number}-{one.key}") for one in section.figures)) for section in sections),
    )


def _shown(figure: counted.QuestionFigure, anchor: str) -> ShownFigure:
    return ShownFigure(anchor, figure, bar_chart(figure, anchor))
