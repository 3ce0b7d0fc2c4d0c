"""What a filer says about confidential passages: which they are, why, and what everyone may read instead. Imports no Django.

Everything stands in the draft like any other answer: the marks inside the texts, the rest under names of its own. A wording is
kept under a name made of its question and its passage, so that changing one text loses no wording of another.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from consultations.kinds import Raw, type_of
from consultations.kinds.base import other_key
from consultations.spec import FormSpec, QuestionSpec
from core.text import clean_text
from core.words import message
from responses.marks import Marked, Passage, Unbalanced, public_text, read_marks

REASON, WORDS, CERTIFY = "claim__reason", "claim__words", "claim__certify"
CLAIM_NAMES = (REASON, WORDS, CERTIFY)
WORDING = "claim__w_"
CERTIFICATE_VERSION = "2026-11"
REASONS = (
    ("trade_secret", message("Know-how or a trade secret")),
    ("prices", message("Prices, costs, sales or investments")),
    ("contracts", message("Contracts, customers or suppliers")),
    ("security", message("Security of systems, goods or people")),
    ("law", message("A law or a contract obliges us to keep it confidential")),
    ("other", message("Another reason")),
)
BRACKETS = message("To write two square brackets as they are, put a backslash before them: \\[[ or \\]].")
LONGEST_WORDS = 1000
LONGEST_WORDING = 1000
TELLS = 4  # a shorter passage may stand inside another word by chance


@dataclass(frozen=True)
class MarkedText:
    """A text with passages. ``name``: of its input, which is the key of its statement."""

    name: str
    question: str
    text: str
    passages: tuple[Passage, ...]

    @property
    def public(self) -> str:
        return public_text(self.text, self.passages)

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        return tuple((one.start, one.end) for one in self.passages)

    def wording_names(self) -> tuple[str, ...]:
        """The name of the input for the wording of each passage."""
        found: Counter[str] = Counter()
        names = []
        for start, end in self.spans:
            passage = self.text[start:end]
            names.append(wording_name(self.name, passage, found[passage]))
            found[passage] += 1
        return tuple(names)


@dataclass(frozen=True)
class Claim:
    reason: str = ""
    words: str = ""
    texts: tuple[MarkedText, ...] = ()
    on_files: bool = False  # some file is confidential

    @property
    def is_made(self) -> bool:
        return bool(self.texts) or self.on_files

    def columns(self) -> dict[str, str]:
        """What goes into the columns of the response row."""
        if not self.is_made:
            return {"claim": "none", "claim_reason": "", "claim_words": "", "claim_certificate": ""}
        return {
            "claim": "claimed",
            "claim_reason": self.reason,
            "claim_words": self.words,
            "claim_certificate": CERTIFICATE_VERSION,
        }


@dataclass
class Unmarked:
    """``raw`` without brackets, what was marked by input name, and what is wrong with the brackets by question key."""

    raw: Raw
    marked: dict[str, Marked] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def wording_name(name: str, passage: str, occurrence: int) -> str:
    said = f"{name}\0{passage}\0{occurrence}".encode()
    return WORDING + hashlib.sha256(said).hexdigest()[:20]


def without_marks(spec: FormSpec, raw: Raw) -> Unmarked:
    """Read the brackets of every text of the form."""
    if not may_hold_marks(raw):
        return Unmarked(raw)
    found = Unmarked({**raw})
    for question in spec.questions():
        for name in text_names(question):
            typed = clean_text((raw.get(name) or [""])[0])
            if "[[" not in typed and "]]" not in typed:
                continue
            try:
                marked = read_marks(typed, one_line=question.kind != "long_text")
            except Unbalanced as problem:
                found.errors[question.key] = unbalanced(problem)
                continue
            found.raw = {**found.raw, name: [marked.text]}
            if marked.spans:
                found.marked[name] = marked
    return found


def read_claim(raw: Raw, texts: Sequence[tuple[str, str, Marked]], *, on_files: bool = False) -> tuple[Claim, dict[str, str]]:
    """The claim and its errors by input name. ``texts``: input name, words of the question, and what was marked there."""
    read = tuple(_with_wordings(raw, name, question, marked) for name, question, marked in texts)
    claim = Claim(_one(raw, REASON), _one(raw, WORDS), read, on_files)
    if not claim.is_made:
        return Claim(), {}
    errors = _wording_errors(read)
    if claim.reason not in dict(REASONS):
        errors[REASON] = message("Choose why this is confidential.")
    if claim.reason == "other" and not claim.words:
        errors[WORDS] = message("Write the reason: you chose “Another reason”.")
    if len(claim.words) > LONGEST_WORDS:
        errors[WORDS] = _too_long(LONGEST_WORDS, claim.words)
    if not _one(raw, CERTIFY):
        errors[CERTIFY] = message("Tick the box to confirm that this would not normally be released.")
    return claim, errors


def may_hold_marks(raw: Raw) -> bool:
    """False is certain, and cheap to find out."""
    return any("[[" in value or "]]" in value for values in raw.values() for value in values)


def text_names(question: QuestionSpec) -> tuple[str, ...]:
    """The inputs of a question whose content becomes a statement."""
    if type_of(question).is_text:
        return (question.key,)
    return (other_key(question),) if question.allow_other else ()


def claim_raw(reason: str, words: str, texts: Sequence[MarkedText]) -> dict[str, list[str]]:
    """The inverse of :func:`read_claim`, for amending. The certificate is to be given anew."""
    raw = {REASON: [reason], WORDS: [words]} if reason else {}
    for text in texts:
        wordings = zip(text.wording_names(), text.passages, strict=True)
        raw |= {name: [passage.public_wording] for name, passage in wordings if passage.public_wording}
    return raw


def unbalanced(problem: Unbalanced) -> str:
    near, brackets = problem.near, BRACKETS
    if problem.missing == "]]" and near:
        return message(
            "A confidential passage near “%(near)s” is not closed: put ]] at its end. %(brackets)s", near=near, brackets=brackets
        )
    if problem.missing == "]]":
        return message("A confidential passage is not closed: put ]] at its end. %(brackets)s", brackets=brackets)
    if near:
        return message(
            "There is a ]] near “%(near)s” without its beginning: put [[ where the confidential passage begins. %(brackets)s",
            near=near,
            brackets=brackets,
        )
    return message(
        "There is a ]] without its beginning: put [[ where the confidential passage begins. %(brackets)s", brackets=brackets
    )


def _with_wordings(raw: Raw, name: str, question: str, marked: Marked) -> MarkedText:
    bare = MarkedText(name, question, marked.text, tuple(Passage(start, end) for start, end in marked.spans))
    worded = zip(bare.wording_names(), marked.spans, strict=True)
    return MarkedText(name, question, marked.text, tuple(Passage(*span, _one(raw, of)) for of, span in worded))


def _wording_errors(texts: Sequence[MarkedText]) -> dict[str, str]:
    errors = {}
    for text in texts:
        for name, passage in zip(text.wording_names(), text.passages, strict=True):
            secret = text.text[passage.start : passage.end].casefold()
            wording = passage.public_wording.casefold()
            if len(passage.public_wording) > LONGEST_WORDING:
                errors[name] = _too_long(LONGEST_WORDING, passage.public_wording)
            elif wording == secret or (len(secret) >= TELLS and secret in wording):
                errors[name] = message("This holds the confidential words themselves. Write what everyone may read instead.")
    return errors


def _one(raw: Mapping[str, Sequence[str]], name: str) -> str:
    values = raw.get(name) or ()
    return clean_text(values[0]) if values else ""


def _too_long(limit: int, text: str) -> str:
    return message("Shorten this to %(limit)s characters; it has %(count)s.", limit=limit, count=len(text))
