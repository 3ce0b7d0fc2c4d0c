"""The tables between content and content: a change to one moves the content version, raw SQL included."""

from core.public import moves_content_version
from elements.models.element import Element
from elements.models.instrument import Instrument
from elements.models.milestone import Milestone


class ElementSource(Element.sources.through):  # type: ignore[misc, name-defined]  # made by Django when it runs
    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [moves_content_version()]


class InstrumentElement(Instrument.elements.through):  # type: ignore[misc, name-defined]  # made by Django when it runs
    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [moves_content_version()]


class InstrumentSource(Instrument.sources.through):  # type: ignore[misc, name-defined]  # made by Django when it runs
    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [moves_content_version()]


class MilestoneElement(Milestone.elements.through):  # type: ignore[misc, name-defined]  # made by Django when it runs
    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [moves_content_version()]


class MilestoneSource(Milestone.sources.through):  # type: ignore[misc, name-defined]  # made by Django when it runs
    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [moves_content_version()]


class MilestoneConflictSource(Milestone.conflict_sources.through):  # type: ignore[misc, name-defined]  # made by Django when it runs
    class Meta:
        proxy = True
        default_permissions = ()
        triggers = [moves_content_version()]
