"""The questions about one paragraph of a draft text, as a part of a form."""

from django.utils.translation import gettext as _

from consultations.fields import inputs_of
from consultations.rendering import Block, Part, build_part
from consultations.spec import QuestionSpec
from consultations.texts import AskedText
from responses.comments import LONGEST_COMMENT, LONGEST_WORDING


def comment_part(text: AskedText, paragraph: str) -> Part:
    names = text.names(paragraph)
    limits = {"comment": LONGEST_COMMENT, "wording": LONGEST_WORDING}
    words = {
        "position": (_("Your position on this paragraph"), ""),
        "quote": (
            _("The words it is about"),
            _("Leave this empty if your comment is about the whole paragraph. Else copy the words from above, exactly."),
        ),
        "comment": (_("Your comment"), ""),
        "wording": (
            _("How you would write the paragraph"),
            _("If you propose another wording, change the words here. What you leave as it is counts as no proposal."),
        ),
    }
    kinds = {"position": "position", "quote": "long_text"}
    blocks = tuple(
        Block(
            names[name],
            label,
            inputs_of(QuestionSpec(names[name], kinds.get(name, "long_text"), label, max_characters=limits.get(name, 1000))),
            help=help_text,
        )
        for name, (label, help_text) in words.items()
    )
    return build_part(text.part, text.title, "", blocks)
