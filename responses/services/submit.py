"""Submission: one durable, idempotent transaction, timed by the database clock."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.people import actor_name
from accounts.permissions import is_lead, is_member
from consultations.asked import asked_form_of
from consultations.queries import AskedForm
from consultations.spec import FormSpec
from core.clock import database_now
from core.codes import access_code, code_matches, hash_code, new_reference
from core.errors import Closed, Conflict, NotFound, PortalError, Refused
from core.language import say
from core.text import clean_text
from core.words import message
from responses.languages import written_in
from responses.models import Response
from responses.profile import REPRESENTING
from responses.reading import WholeReading, read_whole
from responses.services.conflicts import errors_of_open_conflicts, open_conflicts
from responses.services.drafts import BY_INVITATION, keep_as_draft
from responses.services.entry import stated_timing
from responses.services.files import files_of
from responses.services.invitations import late_timing
from responses.services.late import Place, place_of_amendment, supersede
from responses.services.members import store_members
from responses.services.passages import store_passages
from responses.services.store import Sent, insert_sent, update_sent
from responses.services.team_drafts import refuse_a_second
from responses.states import ResponseState
from responses.teams import draft_values

CODE_SHOWN_FOR = timedelta(hours=1)  # a submission posted again later than this gets its receipt, not its code


@dataclass(frozen=True)
class Receipt:
    """``code`` is empty when it is not to be shown (an amendment, a repetition long after, an organisation's response, which its
    members open signed in). ``repeated``: stored before. ``team``: id of the organisation, if it is one's."""

    reference: str
    code: str
    access_code_hash: str
    repeated: bool
    lists_members: bool = False  # member codes are to be shown, as ``code`` is
    team: int | None = None


class KeptAsDraft(PortalError):
    """A one-page answer holds marks: there is more to say about it, so it is a draft now, under the same key."""

    code = "kept-as-draft"
    status = 409
    sentence = message("Part of this answer is marked as confidential. It was saved; go on with the private link to your draft.")


class NotReady(PortalError):
    """The response lacks something; ``errors``: input name or question key -> sentence."""

    code = "not-ready"
    status = 422
    sentence = message("Some answers are missing or need a change before this can be sent.")

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__(errors=errors)
        self.errors = errors


class ChangedSince(Conflict):
    code = "changed-since"
    sentence = message("The draft was changed after you looked at it. Look through it again before you send it.")


def submit_draft(*, key: uuid.UUID, by: int | None = None, seen: int | None = None) -> Receipt:
    """Send the draft with this key. The same key again, at the same moment or later, stores nothing and returns the same receipt.

    ``by``: id of who is signed in; an organisation's draft is sent by its leads alone. ``seen``: version of the draft that was
    looked at, None where nobody looked. Raises NotFound, Refused, NotReady, or ChangedSince: nobody signs what somebody else
    wrote a moment ago. A draft sent after the closing instant is kept and flagged, never refused.
    """
    with transaction.atomic(durable=True):
        response = Response.objects.select_for_update(of=["self"]).select_related("team").filter(idempotency_key=key).first()
        if response is None:
            raise NotFound()
        _may_send(response, by)
        if response.state != ResponseState.DRAFT:
            return _receipt_again(response)
        if seen is not None and seen != response.draft_version:
            raise ChangedSince()
        form = asked_form_of(response.revision_id)
        spec, reading = form.spec, read_whole(form.spec, draft_values(response), form.texts, files_of(response))
        twice = errors_of_open_conflicts(open_conflicts(response))
        errors = reading.errors | {name: words for name, words in twice.items() if reading.asks(name)}
        if errors:
            raise NotReady(errors)
        return _store_draft(response, spec, reading, by)


def submit_one_page(*, form: AskedForm, key: uuid.UUID, posted: Mapping[str, Sequence[str]], language: str = "und") -> Receipt:
    """Send a one-page answer that never was a draft; as :func:`submit_draft` in all else.

    Raises Closed before opening, NotReady, or KeptAsDraft.
    """
    if form.restricted:
        raise Closed(say(BY_INVITATION))
    raw = {name: [clean_text(value) for value in values] for name, values in posted.items()}
    reading = read_whole(form.spec, raw, form.texts)
    if reading.claim.is_made:
        stored = Response.objects.sent().filter(idempotency_key=key).first()
        if stored is not None:
            return _receipt_again(stored)
        keep_as_draft(form=form, key=key, posted=raw, language=language)
        raise KeptAsDraft()
    if reading.errors:
        raise NotReady(reading.errors)
    sent = Sent(
        idempotency_key=key,
        phase_id=form.phase_id,
        revision_id=form.revision_id,
        reference=new_reference(),
        access_code_hash=hash_code(access_code(key)),
        language=language,
        is_example=form.is_example,
    )
    if insert_sent(sent, form.spec, reading):  # one statement outside a transaction: committed, durably, when it returns
        return Receipt(sent.reference, access_code(key), sent.access_code_hash, repeated=False)
    first = Response.objects.filter(idempotency_key=key).first()
    if first is None:
        raise Closed(_("This consultation is not open yet."))
    if first.state == ResponseState.DRAFT:
        raise Conflict(_("This form belongs to a draft. Open the draft with its private link and send it from there."))
    return _receipt_again(first)


def _may_send(response: Response, by: int | None) -> None:
    if response.team_id and not is_member(by, response.team_id):
        raise NotFound()
    if response.team_id and not is_lead(by, response.team_id):
        raise Refused(_("Only a lead of your organisation can send its response."))
    if response.team and response.supersedes_id is None and response.state == ResponseState.DRAFT:
        refuse_a_second(response.team, response.phase_id)


def _store_draft(response: Response, spec: FormSpec, reading: WholeReading, by: int | None) -> Receipt:
    reference, code = response.reference, ""
    code_hash, place, association = response.access_code_hash, Place(), ""
    if response.supersedes_id is None:
        reference, code = new_reference(), access_code(response.idempotency_key)
        code_hash = hash_code(code)
    else:
        first = Response.objects.select_for_update().get(pk=response.supersedes_id)
        place, association = place_of_amendment(first), first.association_code_hash
        if place.state == ResponseState.SUBMITTED:
            supersede(first)
    sent = Sent(
        idempotency_key=response.idempotency_key,
        phase_id=response.phase_id,
        revision_id=response.revision_id,
        reference=reference,
        access_code_hash=code_hash,
        language=written_in(response.draft, response.language),
        is_example=response.is_example,
        edition=response.edition,
        inherited=place.timing or stated_timing(response),
        if_late=late_timing(response),
        entered_by="" if response.supersedes_id else response.entered_by,
        channel=response.channel,
        association_code_hash=association,
        state=place.state,
        standing=place.standing,
        actor=actor_name(by if response.team_id else None),
    )
    if response.conflicts:
        response.draft_conflicts.all().delete()
    if not update_sent(sent, spec, reading):
        raise Conflict()
    store_passages(key=response.idempotency_key, claim=reading.claim)
    store_members(response=response, reference=reference, members=reading.members, actor=sent.entered_by or sent.actor)
    shown = "" if response.team_id else code
    return Receipt(reference, shown, code_hash, repeated=False, lists_members=bool(reading.members), team=response.team_id)


def _receipt_again(response: Response) -> Receipt:
    sent = response.submitted_at
    fresh = sent is not None and database_now() - sent < CODE_SHOWN_FOR
    code = access_code(response.idempotency_key) if response.edition == 1 and not response.team_id else ""
    opens = fresh and code_matches(code, response.access_code_hash)  # not after a change of SECRET_KEY
    return Receipt(
        response.reference,
        code if opens else "",
        response.access_code_hash,
        repeated=True,
        lists_members=fresh and response.capacity in REPRESENTING,
        team=response.team_id,
    )
