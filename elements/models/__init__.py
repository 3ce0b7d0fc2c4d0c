from elements.models.element import Element, SubTopic
from elements.models.instrument import Instrument
from elements.models.loaded import LoadedRecord
from elements.models.milestone import Milestone
from elements.models.source import Source

__all__ = ["Element", "Instrument", "LoadedRecord", "Milestone", "Source", "SubTopic"]
