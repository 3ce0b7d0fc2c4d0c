"""A whole response, read from what was posted: profile, consent, answers, texts, and everything that is still wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from consultations.kinds import Raw
from consultations.spec import FormSpec
from consultations.texts import AskedText
from consultations.validation import Reading, read_form
from core.codes import hash_code
from responses.claims import CLAIM_NAMES, WORDING, Claim, may_hold_marks, read_claim, text_names, without_marks
from responses.comments import Comment, marked_comments, read_comments
from responses.filing import FILES, Filed, is_confidential, objection
from responses.members import Member, members_in, represents
from responses.profile import CONSENT_VERSION
from responses.sections import read_consent, read_profile


@dataclass
class WholeReading:
    """``errors``: input name or question key -> sentence, in the order of the pages."""

    profile: dict[str, str]
    consent: str
    form: Reading
    claim: Claim = field(default_factory=Claim)
    comments: tuple[Comment, ...] = ()
    errors: dict[str, str] = field(default_factory=dict)
    members: tuple[Member, ...] = ()

    def asks(self, name: str) -> bool:
        """Whether the part this error (an input name or question key) belongs to is still asked for."""
        if name.startswith(WORDING):
            return any(name in text.wording_names() for text in self.claim.texts)
        if name in CLAIM_NAMES:
            return self.claim.is_made
        return name in self.form.shown or name.startswith(("profile__", "consent", "text__"))

    def columns(self) -> dict[str, str]:
        """What goes into the columns of the response row."""
        columns = {name.removeprefix("profile__"): value for name, value in self.profile.items()}
        code = columns.pop("association_code", "")
        columns["association_code_hash"] = hash_code(code) if code else ""
        return {**columns, **self.claim.columns(), "consent": self.consent, "consent_version": CONSENT_VERSION}


def holds_marks(spec: FormSpec, raw: Raw, texts: Sequence[AskedText] = ()) -> bool:
    """Whether any text has a confidential passage; cheap where there is none."""
    if not may_hold_marks(raw):
        return False
    return bool(without_marks(spec, raw).marked) or any(one.spans for one in read_comments(texts, raw)[0])


def read_whole(spec: FormSpec, raw: Raw, texts: Sequence[AskedText] = (), files: Sequence[Filed] = ()) -> WholeReading:
    """``texts``: put up for comment beside the form. ``files``: those of the draft, where sending is what is asked about."""
    profile, profile_errors = read_profile(raw)
    consent, consent_errors = read_consent(raw, profile)
    unmarked = without_marks(spec, raw)
    form = read_form(spec, unmarked.raw)
    comments, wrong = read_comments(texts, raw) if texts else ((), {})
    errors = form.errors | {key: sentence for key, sentence in unmarked.errors.items() if key in form.shown}
    marked = [
        (name, question.text, unmarked.marked[name])
        for question in spec.questions()
        for name in text_names(question)
        if name in unmarked.marked and name in form.texts
    ] + marked_comments(texts, comments)
    claim, claim_errors = read_claim(raw, marked, on_files=is_confidential(files))
    file_errors = {FILES: sentence} if (sentence := objection(files)) else {}
    in_order = {question.key: errors[question.key] for question in spec.questions() if question.key in errors}
    every = {**profile_errors, **in_order, **wrong, **file_errors, **claim_errors, **consent_errors}
    members = members_in(raw) if represents(raw) else ()
    return WholeReading(profile, consent, form, claim, comments, every, members)
