"""What a row of the public record says of who speaks, how it came and when."""

from core.words import message
from moderation.models import PublishedResponse
from moderation.who import Who, who

TIMING = {
    "grace": message("Sent in the five minutes of grace after closing"),
    "late": message("Sent after closing"),
    "allowed": message("Sent after closing, by permission"),
}
CHANNEL = {  # from the web needs no word
    "paper": message("Received on paper"),
    "email": message("Received by e-mail"),
    "import": message("Imported"),
}


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
