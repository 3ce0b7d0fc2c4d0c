"""Answers of an earlier phase, taken over into a draft of a later one by whoever can open the earlier response."""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.people import actor_name
from consultations.asked import asked_form_of
from consultations.kinds import Answer, Invalid, Raw, type_of
from consultations.spec import FormSpec, QuestionSpec
from core import audit
from core.errors import Refused
from responses.models import Response
from responses.sections import PROFILE_NAMES
from responses.services.amend import answers_of, raw_of
from responses.services.writing import locked_draft, member_of, write_into
from responses.states import ResponseState

TAKEN, LEFT, FROM = "taken-questions", "taken-left", "taken-from"
"""In the draft: what was taken over, what not, from where. Hyphens: no input can have such a name."""


@dataclass(frozen=True)
class TakenOver:
    """Questions in their words. ``left``: asked otherwise now, or answered in the draft already."""

    reference: str
    taken: tuple[str, ...]
    left: tuple[str, ...]


@transaction.atomic
def take_over(*, key: uuid.UUID, response: Response, by: int | None = None) -> TakenOver:
    """Write into the draft the answers to questions that have the same key and kind in both phases, where the draft has none yet,
    and who answers. Consent is to be given anew. Done again, it changes nothing. ``by``: id of who is signed in. A window
    that was open on one of these answers keeps both texts when it saves.

    ``by``: id of who is signed in, as for every act on a draft. Raises NotFound for a draft that is gone, Refused for a response
    that is not of an earlier phase of the same consultation.
    """
    draft = locked_draft(key, by)
    new, old = asked_form_of(draft.revision_id), asked_form_of(response.revision_id)
    if old.consultation_slug != new.consultation_slug:
        raise Refused(_("This response belongs to another consultation."))
    if old.phase_number >= new.phase_number:
        raise Refused(_("This response was not sent in an earlier phase. To change it, open it with “Open my receipt”."))
    if response.state != ResponseState.SUBMITTED:
        raise Refused(_("This response was withdrawn. Its answers are not taken over."))
    sent = raw_of(response, old.spec)
    taken, left = _sorted_out(new.spec, old.spec, answers_of(response, old.spec), draft.draft)
    names = {name for question in taken for name in type_of(question).names(question)} | set(PROFILE_NAMES)
    values = {name: given for name, given in sent.items() if name in names and not any(draft.draft.get(name, ()))}
    told = {TAKEN: [question.text for question in taken], LEFT: left, FROM: [response.reference]}
    write_into(draft, {**values, **told}, by=by)
    details: dict[str, object] = {"questions": [question.key for question in taken], "phase": new.phase_number}
    audit.record(
        act="response.take_over",
        actor=actor_name(member_of(draft, by)),
        target=response.reference,
        target_key=response.reference,
        details=details,
    )
    return TakenOver(response.reference, tuple(told[TAKEN]), tuple(left))


def taken_over(draft: Response) -> TakenOver | None:
    """What the last taking over did to this draft; None if there was none."""
    of = {name: tuple(draft.draft.get(name, ())) for name in (FROM, TAKEN, LEFT)}
    return TakenOver(of[FROM][0], of[TAKEN], of[LEFT]) if any(of[FROM]) else None


def _sorted_out(new: FormSpec, old: FormSpec, answers: dict[str, Answer], drafted: Raw) -> tuple[list[QuestionSpec], list[str]]:
    """Questions whose answers can be taken over, and the words of those whose cannot."""
    taken, left = [], []
    for key, answer in answers.items():
        question = new.by_key.get(key)
        if question is not None and _fits(question, old.by_key[key], answer) and not _answered(question, answer, old, drafted):
            taken.append(question)
        else:
            left.append(old.by_key[key].text)
    return taken, left


def _fits(question: QuestionSpec, old: QuestionSpec, answer: Answer) -> bool:
    """Whether the answer can be given to the question as it is asked now."""
    if question.kind != old.kind:
        return False
    try:
        again = type_of(question).read(question, type_of(old).to_raw(old, answer))
    except Invalid:
        return False
    return again == answer


def _answered(question: QuestionSpec, answer: Answer, old: FormSpec, drafted: Raw) -> bool:
    """Whether the draft holds another answer already."""
    names = type_of(question).names(question)
    if not any(any(drafted.get(name, ())) for name in names):
        return False
    sent = type_of(old.by_key[question.key]).to_raw(old.by_key[question.key], answer)
    return any(list(drafted.get(name, ())) != sent.get(name, []) for name in names if any(drafted.get(name, ())))
