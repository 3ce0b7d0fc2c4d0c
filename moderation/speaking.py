"""Who speaks in a row of the public record."""

from moderation.models import PublishedResponse
from moderation.who import Who, who


def speaker(row: PublishedResponse) -> Who:
    return who(
        consent=row.consent,
        name=row.name,
        organisation=row.organisation,
        capacity=row.capacity,
        country=row.country,
        sector=row.sector,
        size=row.size,
    )
