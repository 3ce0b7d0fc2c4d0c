"""The page on which one member is written down, made like every other page of questions."""

from django.utils.translation import gettext as _

from consultations.fields import countries, dropdown, line, radios
from consultations.rendering import Block, Part, build_part
from core.per_language import per_language
from responses.members import NAMINGS
from responses.profile import CAPACITIES, SECTORS, SIZES, said


@per_language
def member_part() -> Part:
    return build_part(
        "one-member",
        _("A member you file for"),
        "",
        (
            Block(
                "member__naming",
                _("To whom may this member be named?"),
                radios("member__naming", said(NAMINGS)),
                help=_(
                    "“To nobody” means it: when you send, the name is turned into a fingerprint and forgotten. Nobody can read "
                    "the name from it; it only shows that no firm is counted twice. Either way the name is never published."
                ),
                needed=True,
            ),
            Block("member__name", _("Name of the member"), line("member__name", dir="auto"), needed=True),
            Block(
                "member__number",
                _("Register number"),
                line("member__number", spellcheck="false"),
                help=_(
                    "If it has one. It helps to count the member once when its name is written in two ways. It is kept or "
                    "forgotten with the name."
                ),
            ),
            Block("member__kind", _("What kind of member is it?"), dropdown("member__kind", said(CAPACITIES)), needed=True),
            Block("member__country", _("Member state or country"), countries("member__country"), needed=True),
            Block("member__sector", _("Sector"), dropdown("member__sector", said(SECTORS)), help=_("The one that fits best.")),
            Block("member__size", _("Number of employees"), dropdown("member__size", said(SIZES))),
        ),
    )
