"""A whole response, read from what was posted: profile, consent, answers, texts, and everything that is still wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from consultations.kinds import Raw
from consultations.spec import FormSpec
from consultations.texts import AskedText
from consultations.validation import Reading, read_form
from responses.comments import Comment, read_comments
from responses.profile import CONSENT_VERSION
from responses.sections import read_consent, read_profile


@dataclass
class WholeReading:
    """``errors``: input name or question key -> sentence, in the order of the pages."""

    profile: dict[str, str]
    consent: str
    form: Reading
    errors: dict[str, str] = field(default_factory=dict)
    comments: tuple[Comment, ...] = ()

    def columns(self) -> dict[str, str]:
        """What goes into the columns of the response row."""
        columns = {name.removeprefix("profile__"): value for name, value in self.profile.items()}
        return {**columns, "consent": self.consent, "consent_version": CONSENT_VERSION}


def read_whole(spec: FormSpec, raw: Raw, texts: Sequence[AskedText] = ()) -> WholeReading:
    """``texts``: what is put up for comment beside the form."""
    profile, profile_errors = read_profile(raw)
    consent, consent_errors = read_consent(raw, profile)
    form = read_form(spec, raw)
    comments, wrong = read_comments(texts, raw) if texts else ((), {})
    return WholeReading(profile, consent, form, {**profile_errors, **form.errors, **wrong, **consent_errors}, comments)
