"""What an organisation brings to its response."""

from accounts.models import Organisation
from responses.languages import LANGUAGE
from responses.models import Response


def profile_of(organisation: Organisation) -> dict[str, list[str]]:
    """What a draft of this organisation begins with: input name -> values."""
    known = {
        "capacity": organisation.kind,
        "organisation": organisation.name,
        "country": organisation.country,
        "sector": organisation.sector,
        "size": organisation.size,
    }
    return {f"profile__{name}": [value] for name, value in known.items() if value}


def draft_values(response: Response) -> dict[str, list[str]]:
    """The draft as it is read: a response of an organisation carries the name that its page has, whatever was typed; that of a
    delegation its member state too; and each is written in the language it began with until its filer says otherwise."""
    draft: dict[str, list[str]] = {LANGUAGE: [response.language], **response.draft}
    if response.team is None:
        return draft
    fixed = {"profile__organisation": [response.team.name]}
    if response.team.is_delegation:
        fixed |= {"profile__country": [response.team.country], "profile__capacity": [response.team.kind]}
    return draft | fixed
