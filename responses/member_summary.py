"""Members in the texts of a response: for the check page, the receipt and the owner's page."""

from collections.abc import Sequence
from dataclasses import replace

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.language import say
from core.words import message
from responses.members import NOBODY, UNNAMED, Member, counted_words
from responses.models import RepresentedMember, Response
from responses.profile import REPRESENTING
from responses.services.members import new_codes
from responses.summary import Group, Row, Shown

TITLE = message("Members you file for")


def drafted_group(members: Sequence[Member], change: str) -> list[Group]:
    """Before sending: with the names that will be forgotten. ``change``: address of the list."""
    if not members:
        return []
    lines = (_listed(member.naming, say(member.title), member.facts) for member in members)
    rows = (Row(_("How many"), counted_words(members), change), Row(_("Who"), "\n".join(lines), change))
    return [Group(say(TITLE), rows)]


def members_group(response: Response) -> list[Group]:
    """After sending; no query for those who cannot file for others."""
    rows = list(response.members.all()) if response.capacity in REPRESENTING else []
    if not rows:
        return []
    return [Group(say(TITLE), (Row(_("How many"), str(len(rows))), Row(_("Who"), "\n".join(map(_line, rows)))))]


def shown_with_members(shown: Shown | None, members: Sequence[Member]) -> Shown | None:
    """What the check page says of the list, under any consent."""
    if shown is None or not members:
        return shown
    count = {"count": len(members)}
    number = (
        _("For how many members you file: %(count)s, and how many are of one country or kind where they are 5 or more") % count
    )
    told = tuple(_("Member: %(name)s") % {"name": member.name} for member in members if not member.is_unnamed)
    public = (*shown.public, number) if shown.public else shown.public
    hidden = shown.hidden if shown.public else (*shown.hidden, _("Number of members: %(count)s") % count)
    return replace(shown, public=public, hidden=(*hidden, *told))


def codes_section(response: Response) -> SafeString:
    """For the receipt; empty where there is no code to give."""
    if response.capacity not in REPRESENTING:
        return mark_safe("")
    codes = [(row.order + 1, row.facts, code) for row, code in new_codes(response)]
    return render_to_string("responses/_member_codes.html", {"codes": codes}) if codes else mark_safe("")


def _line(row: RepresentedMember) -> str:
    return f"{say(UNNAMED)}: {row.facts}" if row.is_unnamed else _listed(row.naming, row.name, row.facts)


def _listed(naming: str, name: str, facts: str) -> str:
    words = {"name": name, "facts": facts}
    if naming == NOBODY:
        return _("%(name)s (%(facts)s) – named to nobody") % words
    return _("%(name)s (%(facts)s) – named only to the secretariat") % words
