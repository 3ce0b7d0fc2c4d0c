from elements.models.element import Element, SubTopic
from elements.models.instrument import Instrument
from elements.models.links import (
    ElementSource,
    InstrumentElement,
    InstrumentSource,
    MilestoneConflictSource,
    MilestoneElement,
    MilestoneSource,
)
from elements.models.loaded import LoadedRecord
from elements.models.milestone import Milestone
from elements.models.source import Source

__all__ = [
    "Element",
    "ElementSource",
    "Instrument",
    "InstrumentElement",
    "InstrumentSource",
    "LoadedRecord",
    "Milestone",
    "MilestoneConflictSource",
    "MilestoneElement",
    "MilestoneSource",
    "Source",
    "SubTopic",
]
