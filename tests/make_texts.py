"""Builders of draft texts, for ``tests.make``."""

from datetime import timedelta
from typing import Any

from consultations.importing import read_markdown
from consultations.models import Consultation, DraftText, Lineage, PhaseText, TextVersion
from consultations.services.lineage import propose_lineage
from consultations.services.publish import move_window, publish_consultation
from consultations.services.texts import import_version, publish_version
from core.clock import database_now

TEXT = """
## Article 1: Data

1. Each Party shall allow data to move across its borders for business.

2. Nothing here keeps a Party from protecting personal data by its own law.

## Article 2: Talks

The Parties meet once a year to look at how this chapter works in practice.
"""


def draft_text(about: Consultation, slug: str = "chapter-on-data", *, words: str = TEXT, **fields: Any) -> DraftText:
    """A text with its first version, published."""
    made = DraftText.objects.create(consultation=about, slug=slug, **({"title": "Chapter on data"} | fields))
    next_version(made, words)
    return made


def next_version(text: DraftText, words: str, *, publish: bool = True) -> TextVersion:
    """Imported, matched as the machine proposes, every line confirmed, and published."""
    version = import_version(text=text, imported=read_markdown(words), title="", intro="", source="", by="test")
    if version.number > 1:
        propose_lineage(version=version, by="test")
        if publish:
            Lineage.objects.filter(version=version).update(confirmed_by="test")
    if publish:
        publish_version(version=version, by="test")
    return version


def put_up(about: Consultation, version: TextVersion, opens: timedelta = timedelta(days=-1)) -> None:
    """In the one phase of a consultation made with ``publish=False``; then published and its window moved."""
    phase, now = about.phases.get(), database_now()
    future = {"opens_at": now + timedelta(days=1), "closes_at": now + timedelta(days=30)}
    move_window(phase=phase, by="test", reason="texts are put up before the opening", **future)
    PhaseText.objects.create(phase=phase, version=version)
    publish_consultation(consultation=about, by="test")
    move_window(phase=phase, by="test", reason="as the test needs it", **(future | {"opens_at": now + opens}))
