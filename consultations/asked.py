"""Forms in force, kept in this process: a page about a form costs no query while nothing public has changed.

The clock here decides only which page is shown; whether an answer is in time is decided by the database when it is sent.
"""

from datetime import datetime

from django.utils import timezone

from consultations.queries import AskedForm, form_in_force, form_of_revision
from core.localised import Told
from core.version import Kept, watch

_by_slug: Kept[tuple[AskedForm, datetime]] = Kept()
_by_revision: Kept[AskedForm] = Kept()
_told = Told()


def asked_form(slug: str) -> AskedForm:
    """As :func:`consultations.queries.form_in_force` for this moment, in the language of the reader. Raises NotFound."""
    return _told.of(_in_force(slug))


def _in_force(slug: str) -> AskedForm:
    now = timezone.now()
    kept = _by_slug.get(slug)
    if kept and kept[0].standing(kept[1]) == kept[0].standing(now):
        return kept[0]
    version = watch.current()
    form = form_in_force(slug, now)
    _by_slug.put(slug, (form, now), version)
    return form


def asked_form_of(revision_id: int) -> AskedForm:
    """As :func:`consultations.queries.form_of_revision`, in the language of the reader. Raises NotFound."""
    return _told.of(_of_revision(revision_id))


def _of_revision(revision_id: int) -> AskedForm:
    kept = _by_revision.get(revision_id)
    if kept:
        return kept
    version = watch.current()
    form = form_of_revision(revision_id)
    _by_revision.put(revision_id, form, version)
    return form


def correction_since(form: AskedForm) -> str:
    """Why this form was corrected after the revision at hand was made; empty if it is the newest."""
    newest = asked_form(form.consultation_slug)
    corrected = newest.phase_id == form.phase_id and newest.revision_number > form.revision_number
    return newest.revision_reason if corrected else ""
