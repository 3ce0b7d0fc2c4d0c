"""The page on which one member is written down, made like every other page of questions."""

from consultations.fields import countries, dropdown, line, radios
from consultations.rendering import Block, Part, build_part
from core.per_language import per_language
from responses.members import NAMINGS
from responses.profile import CAPACITIES, SECTORS, SIZES


@per_language
def member_part() -> Part:
    return build_part(
        "one-member",
        "A member you file for",
        "",
        (
            Block(
                "member__naming",
                "To whom may this member be named?",
                radios("member__naming", NAMINGS),
                help="“To nobody” means it: when you send, the name is turned into a fingerprint and forgotten. Nobody can read "
                "the name from it; it only shows that no firm is counted twice. Either way the name is never published.",
                needed=True,
            ),
            Block("member__name", "Name of the member", line("member__name", dir="auto"), needed=True),
            Block(
                "member__number",
                "Register number",
                line("member__number", spellcheck="false"),
                help="If it has one. It helps to count the member once when its name is written in two ways. It is kept or "
                "forgotten with the name.",
            ),
            Block("member__kind", "What kind of member is it?", dropdown("member__kind", CAPACITIES), needed=True),
            Block("member__country", "Member state or country", countries("member__country"), needed=True),
            Block("member__sector", "Sector", dropdown("member__sector", SECTORS), help="The one that fits best."),
            Block("member__size", "Number of employees", dropdown("member__size", SIZES)),
        ),
    )
