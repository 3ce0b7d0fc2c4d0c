"""What pages ask of draft texts: published versions alone, as frozen dataclasses, kept while the content version stands."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from consultations.carrying import Step
from consultations.models import DraftText, Lineage, Paragraph, PhaseText, TextVersion
from consultations.states import ConsultationState, VersionState
from core.errors import NotFound
from core.localised import told
from core.translated import LocalText
from core.translations import text_of
from core.version import kept
from core.words import message

NAMES = ("position", "comment", "quote", "at", "wording")  # of the inputs about one paragraph


@dataclass(frozen=True)
class ShownParagraph:
    """``id`` is for queries, never for pages."""

    id: int
    key: str
    kind: str
    level: int
    label: str
    text: str

    @property
    def name(self) -> str:
        """How it is spoken of: its number as printed, else its place."""
        return self.label or message("Paragraph %(number)s", number=self.key.removeprefix("p"))

    @property
    def words(self) -> str:
        """The text beside the number: nothing where it is the number alone."""
        return "" if self.text == self.label else self.text


@dataclass(frozen=True)
class AskedText:
    """A version of a text as it is put up or read. ``key``: the slug as inputs and statements name it."""

    slug: str
    title: str
    language: str
    number: int
    version_title: str
    paragraphs: tuple[ShownParagraph, ...]

    @property
    def key(self) -> str:
        return f"text__{self.slug.replace('-', '_')}"

    @property
    def part(self) -> str:
        """Its name among the parts of a form; the hyphen keeps it apart from all sections."""
        return f"text-{self.slug}"

    @property
    def seen(self) -> str:
        """The input that says its page was read to the end."""
        return f"{self.key}__seen"

    @cached_property
    def by_key(self) -> dict[str, ShownParagraph]:
        return {paragraph.key: paragraph for paragraph in self.paragraphs}

    def names(self, paragraph: str) -> dict[str, str]:
        """The inputs about a paragraph, by what they hold."""
        return {name: f"{self.key}__{paragraph}__{name}" for name in NAMES}

    def statement(self, paragraph: str) -> str:
        """The key of the statement and of the position about a paragraph."""
        return f"{self.key}__{paragraph}"


@dataclass(frozen=True)
class VersionRow:
    id: int
    number: int
    title: str
    published_at: datetime


@dataclass(frozen=True)
class TextHead:
    """A text with its published versions, newest first."""

    id: int
    slug: str
    title: str
    language: str
    note: str
    is_example: bool
    consultation_slug: str
    consultation_title: str
    versions: tuple[VersionRow, ...]

    def version(self, number: int) -> VersionRow:
        """Raises NotFound."""
        for row in self.versions:
            if row.number == number:
                return row
        raise NotFound()


@kept
def texts_of_phase(phase_id: int) -> tuple[AskedText, ...]:
    """What is put up for comment in a phase, in all its languages; two queries, one if nothing is."""
    rows = PhaseText.objects.filter(phase=phase_id).select_related("version__text").prefetch_related("version__paragraphs")
    return tuple(_asked(row.version, row.version.paragraphs.all()) for row in rows)


@told
@kept
def text_head(slug: str) -> TextHead:
    """Raises NotFound for a text without a published version, or in a consultation that is not public; two queries."""
    public = DraftText.objects.exclude(consultation__state=ConsultationState.DRAFT)
    row = public.select_related("consultation").filter(slug=slug).first()
    versions = _versions(row) if row else ()
    if row is None or not versions:
        raise NotFound()
    about = row.consultation
    return TextHead(
        row.pk,
        row.slug,
        text_of(row, "title", row.language),
        row.language,
        text_of(row, "note", row.language),
        row.is_example or about.is_example,
        about.slug,
        text_of(about, "title", about.language),
        versions,
    )


@told
@kept
def text_version(version_id: int) -> AskedText:
    """A version that :func:`text_head` named; two queries."""
    version = TextVersion.objects.select_related("text").get(pk=version_id)
    return _asked(version, version.paragraphs.all())


@told
@kept
def version_intro(version_id: int) -> str:
    version = TextVersion.objects.select_related("text").get(pk=version_id)
    return text_of(version, "intro", version.text.language)


@dataclass(frozen=True)
class TextLink:
    """A text in the list of its consultation: in which phases which version is put up."""

    slug: str
    title: str
    newest: int
    phases: tuple[tuple[int, int], ...]  # number of the phase, number of the version


@told
@kept
def texts_of_consultation(consultation_id: int) -> tuple[TextLink, ...]:
    """Every text with a published version; one query."""
    published = TextVersion.objects.filter(text__consultation=consultation_id, state=VersionState.PUBLISHED)
    put_up = PhaseText.objects.filter(version=OuterRef("pk")).order_by("phase", "order", "pk").values("phase__number")
    rows = published.select_related("text").annotate(phase_numbers=ArraySubquery(put_up)).defer("intro")
    links: dict[str, TextLink] = {}
    for row in rows.order_by("text__title", "text", "-number"):
        title = text_of(row.text, "title", row.text.language)
        known = links.get(row.text.slug, TextLink(row.text.slug, title, row.number, ()))
        phases = tuple((number, row.number) for number in row.phase_numbers)
        links[row.text.slug] = TextLink(known.slug, known.title, known.newest, (*known.phases, *phases))
    return tuple(links.values())


@kept
def lineage_steps(text_id: int) -> tuple[Step, ...]:
    """All confirmed lines between published versions, in their order; one query."""
    rows = Lineage.objects.filter(version__text=text_id, version__state=VersionState.PUBLISHED).order_by("version__number", "id")
    return tuple(Step(*row) for row in rows.values_list("version__number", "older_id", "newer_id", "status"))


@kept
def paragraph_versions(text_id: int) -> dict[int, int]:
    """Every paragraph of a published version -> number of that version; one query."""
    rows = Paragraph.objects.filter(version__text=text_id, version__state=VersionState.PUBLISHED)
    return dict(rows.order_by("version__number", "order").values_list("pk", "version__number"))


def _versions(row: DraftText) -> tuple[VersionRow, ...]:
    published = row.versions.filter(state=VersionState.PUBLISHED).order_by("-number")
    rows = published.defer("intro")
    return tuple(
        VersionRow(one.pk, one.number, text_of(one, "title", row.language), one.published_at) for one in rows if one.published_at
    )


def shown_paragraph(one: Paragraph, language: str) -> ShownParagraph:
    label = LocalText(one.label, language) if one.label else ""
    return ShownParagraph(one.pk, one.key, one.kind, one.level, label, one.text)


def _asked(version: TextVersion, paragraphs: Iterable[Paragraph]) -> AskedText:
    return AskedText(
        version.text.slug,
        text_of(version.text, "title", version.text.language),
        version.text.language,
        version.number,
        text_of(version, "title", version.text.language),
        tuple(shown_paragraph(one, version.text.language) for one in paragraphs),
    )
