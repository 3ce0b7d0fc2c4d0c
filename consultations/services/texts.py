"""Acts on draft texts: import a version, correct its paragraphs by hand, publish or discard it."""

import re
from collections.abc import Sequence

from django.db import transaction

from consultations.importing import Imported
from consultations.importing.pieces import LONGEST_LABEL, LONGEST_PIECE, MOST_PIECES
from consultations.models import DraftText, Lineage, Paragraph, TextVersion
from consultations.services.lineage import lineage_problems
from consultations.states import VERSION_MOVES, ParagraphKind, VersionState
from core import audit
from core.clock import database_now
from core.errors import Conflict, NotFound, Refused
from core.text import clean_text

STEP = 1000  # between two orders, so that pieces can be put between
FROZEN = "This version is published: it never changes. Import a new version instead."


@transaction.atomic
def import_version(*, text: DraftText, imported: Imported, title: str, intro: str, source: str, by: str) -> TextVersion:
    """The next version, as a draft. Raises Refused while another one is in preparation."""
    text = DraftText.objects.select_for_update().get(pk=text.pk)
    newest = text.versions.first()
    if newest is not None and newest.state == VersionState.DRAFT:
        raise Refused(f"Version {newest.number} is in preparation. Publish it, or discard it first.")
    version = TextVersion.objects.create(
        text=text,
        number=newest.number + 1 if newest else 1,
        title=clean_text(title)[:120],
        intro=clean_text(intro),
        source=clean_text(source)[:200],
    )
    Paragraph.objects.bulk_create(
        Paragraph(
            version=version,
            order=place * STEP,
            key=f"p{place}",
            kind=piece.kind,
            level=piece.level,
            label=piece.label,
            text=piece.text,
        )
        for place, piece in enumerate(imported.pieces, start=1)
    )
    details: dict[str, object] = {"paragraphs": len(imported.pieces), "source": version.source}
    audit.record(act="text.import", actor=by, target=str(version), target_key=text.slug, details=details)
    return version


@transaction.atomic
def correct_paragraph(*, paragraph: Paragraph, seen: str, kind: str, level: int, label: str, text: str, by: str) -> None:
    """Write a paragraph anew. An empty line in the text divides it: the parts follow as paragraphs of their own.

    ``seen``: its text as the officer saw it. What was said about where it came from has to be said again. Raises NotFound or
    Conflict if someone else was quicker, Refused for what cannot stand.
    """
    version, current = _editable(paragraph)
    if current.text != clean_text(seen):
        raise Conflict("The words of this paragraph were changed a moment ago. Nothing of yours was applied.")
    parts = [part for one in re.split(r"\n[ \t]*\n", clean_text(text)) if (part := one.strip())]
    if not parts:
        raise Refused("A paragraph needs words. To leave it out, remove it.")
    if max(map(len, parts)) > LONGEST_PIECE:
        raise Refused(f"At most {LONGEST_PIECE:,} characters can stand in one paragraph. An empty line divides it.")
    if version.paragraphs.count() + len(parts) - 1 > MOST_PIECES:
        raise Refused(f"At most {MOST_PIECES} paragraphs can be put up.")
    current.kind, current.level, current.label, current.text = kind, level, clean_text(label)[:LONGEST_LABEL], parts[0]
    current.save(update_fields=["kind", "level", "label", "text"])
    more_of = ParagraphKind.PARAGRAPH if kind in (ParagraphKind.HEADING, ParagraphKind.ARTICLE) else kind
    Paragraph.objects.bulk_create(
        Paragraph(version=version, order=current.order + place, key=f"x{place}", kind=more_of, level=level, text=part)
        for place, part in enumerate(parts[1:], start=1)
    )
    _settle(version, [current], act="text.correct" if len(parts) == 1 else "text.split", by=by)


@transaction.atomic
def join_paragraph(*, paragraph: Paragraph, by: str) -> Paragraph:
    """Put a paragraph at the end of the one before it, which keeps its kind and number."""
    version, current = _editable(paragraph)
    before = version.paragraphs.filter(order__lt=current.order).last()
    if before is None:
        raise Refused("This is the first paragraph: there is none before it.")
    before.text = f"{before.text} {current.text}"
    if len(before.text) > LONGEST_PIECE:
        raise Refused(f"Together they would be longer than {LONGEST_PIECE:,} characters.")
    before.save(update_fields=["text"])
    current.delete()
    _settle(version, [before], act="text.join", by=by)
    before.refresh_from_db()
    return before


@transaction.atomic
def remove_paragraph(*, paragraph: Paragraph, by: str) -> None:
    version, current = _editable(paragraph)
    if version.paragraphs.count() == 1:
        raise Refused("A version needs a paragraph.")
    current.delete()
    _settle(version, [], act="text.remove", by=by)


@transaction.atomic
def publish_version(*, version: TextVersion, by: str) -> None:
    """Show a version to everybody, for good. Raises Refused naming what its matching with the version before still lacks."""
    locked = _locked(version)
    if problems := lineage_problems(locked):
        raise Refused(" ".join(problems))
    rows = TextVersion.objects.filter(pk=locked.pk)
    VERSION_MOVES.apply("publish", rows, VersionState.DRAFT, published_at=database_now())
    audit.record(act="text.publish", actor=by, target=str(locked), target_key=locked.text.slug)
    version.refresh_from_db()


@transaction.atomic
def discard_version(*, version: TextVersion, by: str) -> None:
    """Delete a version that was never published."""
    locked = _locked(version)
    audit.record(act="text.discard", actor=by, target=str(locked), target_key=locked.text.slug)
    locked.delete()


def _locked(version: TextVersion) -> TextVersion:
    locked = TextVersion.objects.select_for_update(of=["self"]).select_related("text").filter(pk=version.pk).first()
    if locked is None:
        raise NotFound("This version was discarded.")
    if locked.state != VersionState.DRAFT:
        raise Conflict(FROZEN)
    return locked


def _editable(paragraph: Paragraph) -> tuple[TextVersion, Paragraph]:
    """The version, locked, and the paragraph as it is now: keys move when someone else divides or joins."""
    version = _locked(paragraph.version)
    current = version.paragraphs.filter(pk=paragraph.pk).first()
    if current is None:
        raise NotFound("This paragraph is not there any more. Someone else changed the version a moment ago.")
    return version, current


def _settle(version: TextVersion, touched: Sequence[Paragraph], *, act: str, by: str) -> None:
    """Keys count through the version again, and what was said of the touched paragraphs is open again."""
    Lineage.objects.filter(newer__in=touched).delete()
    rows = list(version.paragraphs.order_by("order", "pk"))
    for place, row in enumerate(rows, start=1):
        row.order, row.key = place * STEP, f"p{place}"
    Paragraph.objects.bulk_update(rows, ["order", "key"])
    audit.record(act=act, actor=by, target=str(version), target_key=version.text.slug, details={"paragraphs": len(rows)})
