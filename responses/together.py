"""Who of an organisation did what in each part of its draft: who edited last, and who holds it for ready."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from accounts.people import names_of
from consultations.kinds import type_of
from consultations.queries import AskedForm
from responses.claims import CLAIM_NAMES, WORDING
from responses.filing import FILES
from responses.forms import CLAIM, CONSENT, MEMBERS, PROFILE
from responses.languages import LANGUAGE
from responses.members import IN_DRAFT
from responses.merging import Change
from responses.models import Response
from responses.sections import CONSENT_NAMES, PROFILE_NAMES

OF_A_DRAFT = ("profile__remind", LANGUAGE)  # on the page about oneself, and in no response
ROWS = {IN_DRAFT: MEMBERS, FILES: FILES}  # noted under these names: what stands in rows, or in a list of our own


@dataclass(frozen=True)
class Done:
    """``who`` is empty for someone who left without an account."""

    who: str
    at: datetime


@dataclass(frozen=True)
class PartTogether:
    """``changed_since``: edited after it was marked as ready."""

    key: str
    edited: Done | None
    ready: Done | None
    changed_since: bool


def part_keys(form: AskedForm) -> tuple[str, ...]:
    """Every page of a draft that somebody can hold for ready, whether it is asked for at the moment or not."""
    return (PROFILE, MEMBERS, *form.spec.section_by_key, *(text.part for text in form.texts), FILES, CLAIM, CONSENT)


def parts_together(draft: Response, form: AskedForm) -> dict[str, PartTogether]:
    """By key of the part; one query for the names."""
    last = _last_changes(draft, form)
    names = names_of([*(change.by for change in last.values()), *(mark[0] for mark in draft.ready.values())])
    together = {}
    for key in part_keys(form):
        change, mark = last.get(key), draft.ready.get(key)
        edited = Done(names.get(change.by or 0, ""), datetime.fromisoformat(change.at)) if change else None
        ready = Done(names.get(mark[0], ""), datetime.fromisoformat(mark[1])) if mark else None
        together[key] = PartTogether(key, edited, ready, bool(edited and ready and edited.at > ready.at))
    return together


def _last_changes(draft: Response, form: AskedForm) -> dict[str, Change]:
    parts = _parts_by_name(form)
    last: dict[str, Change] = {}
    for name, stored in draft.draft_changes.items():
        change, part = Change.read(stored), parts.get(name) or _part_of(form, name)
        if part and (part not in last or last[part].version < change.version):
            last[part] = change
    return last


def _parts_by_name(form: AskedForm) -> Mapping[str, str]:
    parts = dict.fromkeys((*PROFILE_NAMES, *OF_A_DRAFT), PROFILE) | dict.fromkeys(CONSENT_NAMES, CONSENT)
    parts |= dict.fromkeys(CLAIM_NAMES, CLAIM) | ROWS
    for section in form.spec.sections:
        parts |= {name: section.key for question in section.questions for name in type_of(question).names(question)}
    return parts


def _part_of(form: AskedForm, name: str) -> str:
    """Of the inputs whose names depend on what was written; empty for one that is no answer."""
    if name.startswith(WORDING):
        return CLAIM
    texts = (text.part for text in form.texts if name.startswith(f"{text.key}__") and name != text.seen)
    return next(texts, "")
