"""What a row of the public record says of who speaks, how it came and when."""

from moderation.models import PublishedResponse
from moderation.who import Who, who

TIMING = {
    "grace": "Sent in the five minutes of grace after closing",
    "late": "Sent after closing",
    "allowed": "Sent after closing, by permission",
}
CHANNEL = {"paper": "Received on paper", "email": "Received by e-mail", "import": "Imported"}  # from the web needs no word


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
