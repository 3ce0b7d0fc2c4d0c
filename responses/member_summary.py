"""Members in the texts of a response: for the check page, the receipt and the owner's page."""

from collections.abc import Sequence
from dataclasses import replace

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from responses.members import UNNAMED, Member, counted_words
from responses.models import RepresentedMember, Response
from responses.profile import REPRESENTING
from responses.services.members import new_codes
from responses.summary import Group, Row, Shown

TITLE = "Members you file for"


def drafted_group(members: Sequence[Member], change: str) -> list[Group]:
    """Before sending: with the names that will be forgotten. ``change``: address of the list."""
    if not members:
        return []
    lines = (f"{member.title} ({member.facts}) – named {member.named_to}" for member in members)
    return [Group(TITLE, (Row("How many", counted_words(members), change), Row("Who", "\n".join(lines), change)))]


def members_group(response: Response) -> list[Group]:
    """After sending; no query for those who cannot file for others."""
    rows = list(response.members.all()) if response.capacity in REPRESENTING else []
    if not rows:
        return []
    return [Group(TITLE, (Row("How many", str(len(rows))), Row("Who", "\n".join(map(_line, rows)))))]


def shown_with_members(shown: Shown | None, members: Sequence[Member]) -> Shown | None:
    """What the check page says of the list, under any consent."""
    if shown is None or not members:
        return shown
    number = f"For how many members you file: {len(members)}, and how many are of one country or kind where they are 5 or more"
    told = tuple(f"Member: {member.name}" for member in members if not member.is_unnamed)
    public = (*shown.public, number) if shown.public else shown.public
    hidden = shown.hidden if shown.public else (*shown.hidden, f"Number of members: {len(members)}")
    return replace(shown, public=public, hidden=(*hidden, *told))


def codes_section(response: Response) -> SafeString:
    """For the receipt; empty where there is no code to give."""
    if response.capacity not in REPRESENTING:
        return mark_safe("")
    codes = [(row.order + 1, row.facts, code) for row, code in new_codes(response)]
    return render_to_string("responses/_member_codes.html", {"codes": codes}) if codes else mark_safe("")


def _line(row: RepresentedMember) -> str:
    return f"{UNNAMED}: {row.facts}" if row.is_unnamed else f"{row.name} ({row.facts}) – named only to the secretariat"
