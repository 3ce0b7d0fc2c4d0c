"""The pages of questions that every response has, whatever the questionnaire: who answers, and what may be published."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.fields import Options, checkboxes, countries, dropdown, line, paragraph, radios
from consultations.rendering import Block, Part, build_part
from core.language import say
from core.per_language import per_language
from core.words import message
from responses.languages import LANGUAGE, LANGUAGES
from responses.profile import CAPACITIES, CONSENT_EFFECTS, SECTORS, SIZES, said
from responses.states import Consent

PROFILE, CLAIM, CONSENT = "about-you", "confidential-passages", "your-consent"  # hyphens: no section has such a key
PROFILE_INTRO = message(
    "We ask this once. It tells the reader of your answers where they come from. What is published of it is your choice "
    "on the page “Publication”. Your e-mail address is never published."
)
REMIND = message("Remind me by mail 7 days and 1 day before the closing, if I have not sent this.")
MEMBERS = "members-you-file-for"


@per_language
def profile_part() -> Part:
    return build_part(
        PROFILE,
        _("About you"),
        say(PROFILE_INTRO),
        (
            Block(
                "profile__capacity",
                _("In which capacity do you answer?"),
                radios("profile__capacity", said(CAPACITIES)),
                needed=True,
            ),
            Block(
                "profile__organisation",
                _("Name of your organisation"),
                line("profile__organisation", autocomplete="organization", dir="auto"),
                help=_("Leave it empty if you answer for yourself."),
            ),
            Block("profile__name", _("Your name"), line("profile__name", autocomplete="name", dir="auto")),
            Block(
                "profile__email",
                _("Your e-mail address"),
                line("profile__email", autocomplete="email", inputmode="email", spellcheck="false"),
                help=_("For a receipt by mail, and so that the secretariat can reach you. It is never published."),
            ),
            Block(
                "profile__country",
                _("Member state or country you answer from"),
                countries("profile__country", autocomplete="country"),
                needed=True,
            ),
            Block("profile__sector", _("Sector"), dropdown("profile__sector", said(SECTORS)), help=_("The one that fits best.")),
            Block(
                "profile__size", _("Number of employees"), dropdown("profile__size", said(SIZES)), help=_("For organisations.")
            ),
            Block(
                "profile__register_number",
                _("Register number of your organisation"),
                line("profile__register_number", spellcheck="false"),
                help=_("If it has one. It helps to count your organisation once. It is never published."),
            ),
            Block(
                "profile__association_code",
                _("Code of your association"),
                line("profile__association_code", autocapitalize="characters", spellcheck="false"),
                help=_("If an association answers for you too and gave you a code. You are then counted once."),
            ),
            Block(
                "profile__represents",
                _("Who does your organisation speak for?"),
                paragraph("profile__represents", limit=1000),
                help=_(
                    "For organisations. For example how many members it has, and of which kind. "
                    "Published together with the name of your organisation."
                ),
            ),
            Block(
                "profile__formed",
                _("How was this view formed?"),
                paragraph("profile__formed", limit=1000),
                help=_("For organisations. For example: asked all members, decided by the board, written by the office."),
            ),
        ),
    )


@per_language
def consent_part() -> Part:
    return build_part(
        CONSENT,
        _("Publication"),
        _(
            "Consultations work best when people can read what others say. You decide what may be published. "
            "The secretariat reads every response before anything is published. You can withdraw later."
        ),
        (
            Block("consent", _("What may we publish?"), radios("consent", _consents()), needed=True),
            Block(
                "consent__certify",
                _("Before you send"),
                checkboxes(
                    "consent__certify",
                    (("yes", _("I may send these answers: they are mine, or my organisation has agreed to them.")),),
                ),
                needed=True,
            ),
        ),
    )


@per_language
def reminded_profile_part() -> Part:
    """The part of a draft: with the offer to be reminded, and the language it is written in. A page that is sent at once needs no
    reminder, and asks for the language above all parts."""
    profile = profile_part()
    remind = Block(
        "profile__remind",
        _("Reminders"),
        checkboxes("profile__remind", (("yes", say(REMIND)),)),
        help=_("They go to the address above. They hold neither your answers nor your private link."),
    )
    language = Block(
        LANGUAGE,
        _("I will write my answers in"),
        dropdown(LANGUAGE, said(LANGUAGES)),
        help=_("So that they are shown well, and read by someone who knows the language."),
    )
    at = 1 + [block.key for block in profile.blocks].index("profile__email")
    blocks = (*profile.blocks[:at], remind, *profile.blocks[at:], language)
    return build_part(PROFILE, profile.title, say(PROFILE_INTRO), blocks)


class ReceiptForm(forms.Form):
    """What opens one's own response. The service says whether the two belong together."""

    reference = forms.CharField(
        label=gettext_lazy("Reference"),
        max_length=60,
        help_text=gettext_lazy("It looks like DEFA-7K2M-9QXT-4."),
        error_messages={"required": gettext_lazy("Write the reference from your receipt.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label=gettext_lazy("Access code"),
        max_length=120,
        help_text=gettext_lazy(
            "26 letters and digits in groups, shown once when you sent your response. Spaces and hyphens do not matter."
        ),
        error_messages={"required": gettext_lazy("Write the access code from your receipt.")},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = FormHelper()
        self.helper.form_tag = False
        self.helper.disable_csrf = True
        self.helper.form_show_errors = True
        self.helper.error_text_inline = False


def _consents() -> Options:
    return tuple(
        (value, format_html('<strong>{}</strong> <span class="effect">{}</span>', label, say(CONSENT_EFFECTS[value])))
        for value, label in Consent.choices
    )
