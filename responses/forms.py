"""The pages of questions that every response has, whatever the questionnaire: who answers, and what may be published."""

from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.utils.html import format_html

from consultations.fields import Options, checkboxes, countries, dropdown, line, paragraph, radios
from consultations.rendering import Block, Part, build_part
from core.per_language import per_language
from responses.profile import CAPACITIES, CONSENT_EFFECTS, SECTORS, SIZES
from responses.states import Consent

PROFILE, CLAIM, CONSENT = "about-you", "confidential-passages", "your-consent"  # hyphens: no section has such a key
PROFILE_INTRO = (
    "We ask this once. It tells the reader of your answers where they come from. What is published of it is your choice "
    "on the page “Publication”. Your e-mail address is never published."
)
REMIND = "Remind me by mail 7 days and 1 day before the closing, if I have not sent this."
MEMBERS = "members-you-file-for"
LANGUAGES = (
    ("und", "Several, or I do not know yet"),
    ("en", "English"),
    ("id", "Bahasa Indonesia"),
    ("ms", "Bahasa Melayu"),
    ("my", "မြန်မာဘာသာ – Burmese"),
    ("zh", "中文 – Chinese"),
    ("fil", "Filipino"),
    ("km", "ភាសាខ្មែរ – Khmer"),
    ("lo", "ພາສາລາວ – Lao"),
    ("pt", "Português"),
    ("ta", "தமிழ் – Tamil"),
    ("tet", "Tetun"),
    ("th", "ภาษาไทย – Thai"),
    ("vi", "Tiếng Việt"),
)


@per_language
def profile_part() -> Part:
    return build_part(
        PROFILE,
        "About you",
        PROFILE_INTRO,
        (
            Block("profile__capacity", "In which capacity do you answer?", radios("profile__capacity", CAPACITIES), needed=True),
            Block(
                "profile__organisation",
                "Name of your organisation",
                line("profile__organisation", autocomplete="organization", dir="auto"),
                help="Leave it empty if you answer for yourself.",
            ),
            Block("profile__name", "Your name", line("profile__name", autocomplete="name", dir="auto")),
            Block(
                "profile__email",
                "Your e-mail address",
                line("profile__email", autocomplete="email", inputmode="email", spellcheck="false"),
                help="For a receipt by mail, and so that the secretariat can reach you. It is never published.",
            ),
            Block(
                "profile__country",
                "Member state or country you answer from",
                countries("profile__country", autocomplete="country"),
                needed=True,
            ),
            Block("profile__sector", "Sector", dropdown("profile__sector", SECTORS), help="The one that fits best."),
            Block("profile__size", "Number of employees", dropdown("profile__size", SIZES), help="For organisations."),
            Block(
                "profile__register_number",
                "Register number of your organisation",
                line("profile__register_number", spellcheck="false"),
                help="If it has one. It helps to count your organisation once. It is never published.",
            ),
            Block(
                "profile__association_code",
                "Code of your association",
                line("profile__association_code", autocapitalize="characters", spellcheck="false"),
                help="If an association answers for you too and gave you a code. You are then counted once.",
            ),
            Block(
                "profile__represents",
                "Who does your organisation speak for?",
                paragraph("profile__represents", limit=1000),
                help="For organisations. For example how many members it has, and of which kind. "
                "Published together with the name of your organisation.",
            ),
            Block(
                "profile__formed",
                "How was this view formed?",
                paragraph("profile__formed", limit=1000),
                help="For organisations. For example: asked all members, decided by the board, written by the office.",
            ),
        ),
    )


@per_language
def consent_part() -> Part:
    return build_part(
        CONSENT,
        "Publication",
        "Consultations work best when people can read what others say. You decide what may be published. The secretariat reads "
        "every response before anything is published. You can withdraw later.",
        (
            Block("consent", "What may we publish?", radios("consent", _consents()), needed=True),
            Block(
                "consent__certify",
                "Before you send",
                checkboxes(
                    "consent__certify",
                    (("yes", "I may send these answers: they are mine, or my organisation has agreed to them."),),
                ),
                needed=True,
            ),
        ),
    )


@per_language
def reminded_profile_part() -> Part:
    """The part of a draft: with the offer to be reminded. A page that is sent at once needs none."""
    profile = profile_part()
    remind = Block(
        "profile__remind",
        "Reminders",
        checkboxes("profile__remind", (("yes", REMIND),)),
        help="They go to the address above. They hold neither your answers nor your private link.",
    )
    at = 1 + [block.key for block in profile.blocks].index("profile__email")
    return build_part(PROFILE, profile.title, PROFILE_INTRO, (*profile.blocks[:at], remind, *profile.blocks[at:]))


class ReceiptForm(forms.Form):
    """What opens one's own response. The service says whether the two belong together."""

    reference = forms.CharField(
        label="Reference",
        max_length=60,
        help_text="It looks like DEFA-7K2M-9QXT-4.",
        error_messages={"required": "Write the reference from your receipt."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )
    code = forms.CharField(
        label="Access code",
        max_length=120,
        help_text="26 letters and digits in groups, shown once when you sent your response. Spaces and hyphens do not matter.",
        error_messages={"required": "Write the access code from your receipt."},
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


def language_name(tag: str) -> str:
    return dict(LANGUAGES).get(tag, tag) if tag != "und" else "not said"


def language_of(typed: str) -> str:
    """A BCP 47 tag of the list, else “und”."""
    return typed if typed in dict(LANGUAGES) else "und"


def _consents() -> Options:
    return tuple(
        (value, format_html('<strong>{}</strong> <span class="effect">{}</span>', label, CONSENT_EFFECTS[value]))
        for value, label in Consent.choices
    )
