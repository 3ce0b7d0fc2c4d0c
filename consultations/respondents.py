"""Who can answer; the lists stand in ``core`` because organisations are described by them too."""

from core.respondents import CAPACITIES, SECTORS, SIZES

__all__ = ["CAPACITIES", "SECTORS", "SIZES"]
