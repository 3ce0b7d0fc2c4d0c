"""The frozen form a respondent sees, made from the rows an officer edits: first revision, edits before opening, corrections."""

import hashlib
import json
from datetime import datetime
from typing import Any

from django.db import transaction

from consultations.branching import problems
from consultations.compiling import compile_form, form_problems
from consultations.models import FormRevision, Phase
from consultations.rows import write_rows
from consultations.spec import FormSpec
from core import audit
from core.clock import database_now
from core.errors import Conflict, Refused

OVERLAP = "Two phases of one consultation cannot be open at the same time: “{}” is open in this window."
FROZEN = "The form is frozen: its phase has opened. Start a correction to change it."


@transaction.atomic
def first_revision(*, phase: Phase, by: str) -> FormRevision:
    """Give the form of a phase of a published consultation to the public. Raises Refused naming what must be mended."""
    phase = Phase.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=phase.pk)
    if phase.consultation.published_at is None:
        raise Refused("Publish the consultation: its forms go with it.")
    if phase.is_asked():
        raise Conflict("The form of this phase was published already.")
    refuse_overlap(phase, phase.opens_at, phase.closes_at)
    return _write_revision(phase, number=1, by=by, reason="")


@transaction.atomic
def accept_edit(*, phase: Phase, by: str) -> FormRevision | None:
    """Called after every edit of the rows, in its transaction. Raises Refused if the edit must not stand.

    No edit may make a circle or a reference forward. Once the form is public it must stay ready to be asked.
    """
    if found := problems(compile_form(phase)):
        raise Refused(" ".join(one.sentence for one in found))
    return refresh_form(phase=phase, by=by)


@transaction.atomic
def refresh_form(*, phase: Phase, by: str) -> FormRevision | None:
    """Make the first revision anew after an edit before opening; None while the form is not public or is being corrected.

    Raises Refused if the form has a problem or its phase has opened.
    """
    phase = Phase.objects.select_for_update().get(pk=phase.pk)
    newest = phase.revisions.first()
    if newest is None or phase.correcting_since is not None:
        return None
    if database_now() >= phase.opens_at:
        raise Refused(FROZEN)
    spec = _sound_form(phase).to_json()
    digest = _digest(spec)
    if digest != newest.sha256:
        newest.spec, newest.sha256, newest.made_by = spec, digest, by
        newest.save(update_fields=["spec", "sha256", "made_by"])
    return newest


@transaction.atomic
def start_correction(*, phase: Phase, by: str, reason: str) -> None:
    """Open a frozen form for a correction. Respondents go on with the revision they have until it is published."""
    phase = Phase.objects.select_for_update().get(pk=phase.pk)
    if not reason.strip():
        raise Refused("Say why the form is corrected: respondents read it.")
    if phase.correcting_since is not None:
        raise Conflict("This form is being corrected already.")
    now = database_now()
    if phase.form_is_editable(now):
        raise Refused("This form has not opened yet: change it without a correction.")
    Phase.objects.filter(pk=phase.pk).update(correcting_since=now, correction_reason=reason.strip())
    audit.record(act="form.start_correction", actor=by, target=str(phase), details={"reason": reason.strip()})


@transaction.atomic
def publish_correction(*, phase: Phase, by: str) -> FormRevision:
    """End a correction with a new revision. Raises Refused if the form has a problem, nothing changed, or none was started."""
    phase, newest = _in_correction(phase)
    if _digest(_sound_form(phase).to_json()) == newest.sha256:
        raise Refused("Nothing in the form has changed. Change it, or drop the correction.")
    revision = _write_revision(phase, number=newest.number + 1, by=by, reason=phase.correction_reason)
    _end_correction(phase)
    return revision


@transaction.atomic
def drop_correction(*, phase: Phase, by: str) -> None:
    """End a correction without a new revision: the rows become again what respondents see."""
    phase, newest = _in_correction(phase)
    changed = _digest(compile_form(phase).to_json()) != newest.sha256
    if changed:
        phase.sections.all().delete()
        write_rows(phase=phase, spec=FormSpec.from_json(newest.spec))
    _end_correction(phase)
    audit.record(act="form.drop_correction", actor=by, target=str(phase), details={"changes_undone": changed})


def refuse_overlap(phase: Phase, opens_at: datetime, closes_at: datetime) -> None:
    """Raises Refused if another public phase of the consultation would be open in this window: an answer goes to one phase.

    Trigger ``windows_apart`` holds this for writers at the same moment and by any other way.
    """
    other = Phase.objects.asked_within(phase.consultation_id, opens_at, closes_at).exclude(pk=phase.pk).first()
    if other is not None:
        raise Refused(OVERLAP.format(other.title))


def _in_correction(phase: Phase) -> tuple[Phase, FormRevision]:
    """The phase, locked, and the revision in force; raises Refused if it is not being corrected."""
    phase = Phase.objects.select_for_update(of=("self",)).select_related("consultation").get(pk=phase.pk)
    newest = phase.revisions.first()
    if phase.correcting_since is None or newest is None:
        raise Refused("Start a correction first.")
    return phase, newest


def _end_correction(phase: Phase) -> None:
    Phase.objects.filter(pk=phase.pk).update(correcting_since=None, correction_reason="")


def _write_revision(phase: Phase, *, number: int, by: str, reason: str) -> FormRevision:
    spec = _sound_form(phase).to_json()
    revision = FormRevision.objects.create(phase=phase, number=number, spec=spec, sha256=_digest(spec), reason=reason, made_by=by)
    audit.record(act="form.revise", actor=by, target=str(revision), details={"sha256": revision.sha256, "reason": reason})
    return revision


def _sound_form(phase: Phase) -> FormSpec:
    spec = compile_form(phase)
    if found := form_problems(spec, has_texts=phase.texts.exists()):
        raise Refused(" ".join(one.sentence for one in found))
    return spec


def _digest(spec: dict[str, Any]) -> str:
    canonical = json.dumps(spec, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
