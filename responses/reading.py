"""A whole response, read from what was posted: profile, consent, answers, texts, and everything that is still wrong."""

from dataclasses import dataclass, field

from consultations.kinds import Raw
from consultations.spec import FormSpec
from consultations.validation import Reading, read_form
from core.codes import hash_code
from responses.members import Member, members_in, represents
from responses.profile import CONSENT_VERSION
from responses.sections import read_consent, read_profile


@dataclass
class WholeReading:
    """``errors``: input name or question key -> sentence, in the order of the pages."""

    profile: dict[str, str]
    consent: str
    form: Reading
    errors: dict[str, str] = field(default_factory=dict)
    members: tuple[Member, ...] = ()

    def columns(self) -> dict[str, str]:
        """What goes into the columns of the response row."""
        columns = {name.removeprefix("profile__"): value for name, value in self.profile.items()}
        code = columns.pop("association_code", "")
        columns["association_code_hash"] = hash_code(code) if code else ""
        return {**columns, "consent": self.consent, "consent_version": CONSENT_VERSION}


def read_whole(spec: FormSpec, raw: Raw) -> WholeReading:
    profile, profile_errors = read_profile(raw)
    consent, consent_errors = read_consent(raw, profile)
    form = read_form(spec, raw)
    members = members_in(raw) if represents(raw) else ()
    return WholeReading(profile, consent, form, {**profile_errors, **form.errors, **consent_errors}, members)
