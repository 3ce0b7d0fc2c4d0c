"""Who of an organisation did what in each part of its draft: who edited last, and who holds it for ready."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from accounts.people import names_of
from consultations.kinds import type_of
from consultations.spec import FormSpec
from responses.forms import CONSENT, PROFILE
from responses.merging import Change
from responses.models import Response
from responses.sections import CONSENT_NAMES, PROFILE_NAMES


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


def parts_together(draft: Response, spec: FormSpec) -> dict[str, PartTogether]:
    """By key of the part; one query for the names."""
    last = _last_changes(draft, _names_by_part(spec))
    names = names_of([*(change.by for change in last.values()), *(mark[0] for mark in draft.ready.values())])
    together = {}
    for key in (PROFILE, *spec.section_by_key, CONSENT):
        change, mark = last.get(key), draft.ready.get(key)
        edited = Done(names.get(change.by or 0, ""), datetime.fromisoformat(change.at)) if change else None
        ready = Done(names.get(mark[0], ""), datetime.fromisoformat(mark[1])) if mark else None
        together[key] = PartTogether(key, edited, ready, bool(edited and ready and edited.at > ready.at))
    return together


def _names_by_part(spec: FormSpec) -> Mapping[str, set[str]]:
    parts = {PROFILE: set(PROFILE_NAMES), CONSENT: set(CONSENT_NAMES)}
    for section in spec.sections:
        parts[section.key] = {name for question in section.questions for name in type_of(question).names(question)}
    return parts


def _last_changes(draft: Response, parts: Mapping[str, set[str]]) -> dict[str, Change]:
    changes = {name: Change.read(stored) for name, stored in draft.draft_changes.items()}
    last = {}
    for key, names in parts.items():
        of_part = [changes[name] for name in names & changes.keys()]
        if of_part:
            last[key] = max(of_part, key=lambda change: change.version)
    return last
