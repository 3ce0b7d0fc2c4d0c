"""Members a response is filed for: listed in the draft, stored when it is sent."""

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from core import audit
from core.codes import hash_code
from core.errors import Conflict, NotFound
from core.language import say
from core.words import message
from responses.fingerprints import marks_of, name_marks, number_marks
from responses.member_codes import member_code
from responses.members import IN_DRAFT, MOST_MEMBERS, Member, for_draft, members_in
from responses.merging import digest
from responses.models import RepresentedMember, Response
from responses.services.writing import locked_draft, write_into

LISTED = message("This member is in your list already.")
FULL = message("A response can be filed for %(most)s members at most.", most=MOST_MEMBERS)
GONE = message("This draft was sent or deleted a moment ago. Nothing was saved.")
CHANGED = message(
    "This member was changed or removed in another place. What you typed is here: look at the list in another window, "
    "then save again to put yours in its place."
)


@dataclass(frozen=True)
class Added:
    """``refused``: place in what was given -> sentence."""

    added: int
    refused: dict[int, str]


@transaction.atomic
def put_members(*, key: uuid.UUID, members: Sequence[Member], started_from: str = "", by: int | None = None) -> Added:
    """Add members to the draft, or change those whose key it holds; what is listed already, or too many, is left out and named.

    Waits for whoever changes the list at this moment, so that two people never lose each other's members. Raises Conflict.
    ``by``: id of who is signed in; the list of an organisation's draft is changed by its members alone (else NotFound).
    ``started_from``: digest of what the page of one member had shown; if that member was changed or removed since, it is refused.
    """
    draft, listed = _lock(key, by)
    known = {one.key: one for one in listed}
    marks = _marks_of(draft, listed)
    refused: dict[int, str] = {}
    for place, member in enumerate(members):
        own = set(_marks(draft.phase_id, member))
        if started_from and _moved_on(known.get(member.key), member, started_from):
            refused[place] = CHANGED
        elif any(own & others for other, others in marks.items() if other != member.key):
            refused[place] = LISTED
        elif member.key not in known and len(known) >= MOST_MEMBERS:
            refused[place] = FULL
        else:
            known[member.key] = replace(member, kept=False)
            marks[member.key] = own
    if len(refused) < len(members):
        write_into(draft, {IN_DRAFT: for_draft(known.values())}, by=by)
    return Added(len(members) - len(refused), refused)


@transaction.atomic
def remove_member(*, key: uuid.UUID, member: str, by: int | None = None) -> None:
    """Take a member out of the list of a draft. Raises Conflict, or NotFound if it is not there."""
    draft, listed = _lock(key, by)
    left = [one for one in listed if one.key != member]
    if len(left) == len(listed):
        raise NotFound()
    write_into(draft, {IN_DRAFT: for_draft(left)}, by=by)


def digest_of(member: Member) -> str:
    return digest(for_draft([replace(member, kept=False)]))


def store_members(*, response: Response, reference: str, members: Sequence[Member], actor: str) -> None:
    """Inside the transaction that sends ``response``: of members named to nobody, fingerprints and no name."""
    if not members:
        return
    former = _former(response, members)
    rows = [_row(response, order, member, former.get(member.key)) for order, member in enumerate(members)]
    RepresentedMember.objects.bulk_create(rows)
    unnamed = sum(row.is_unnamed for row in rows)
    details: dict[str, object] = {"members": len(rows), "named to nobody": unnamed}
    audit.record(act="response.file_for", actor=actor, target=reference, target_key=reference, details=details)


def drafted_members(response: Response) -> list[str]:
    """The list of a sent response, for the draft of its amendment."""
    return for_draft(
        Member(
            key=str(row.key),
            naming=row.naming,
            name=row.name,
            number=row.register_number,
            kind=row.kind,
            country=row.country,
            sector=row.sector,
            size=row.size,
            kept=row.is_unnamed,
        )
        for row in response.members.all()
    )


def new_codes(response: Response) -> list[tuple[RepresentedMember, str]]:
    """Codes for the members named to nobody that no earlier edition listed. None after the key was changed: a code of the new key
    would not be the one that is stored."""
    rows = [row for row in response.members.all() if row.is_unnamed]
    if rows and response.supersedes_id is not None:
        known = set(RepresentedMember.objects.filter(response_id=response.supersedes_id).values_list("code_hash", flat=True))
        rows = [row for row in rows if row.code_hash not in known]
    codes = [(row, member_code(row.key)) for row in rows]
    return [(row, code) for row, code in codes if hash_code(code) == row.code_hash]


def _moved_on(stands: Member | None, member: Member, started_from: str) -> bool:
    """Whether the list holds neither what the page had shown nor what it says now."""
    return stands is None or digest_of(stands) not in (started_from, digest_of(member))


def _lock(key: uuid.UUID, by: int | None) -> tuple[Response, list[Member]]:
    try:
        draft = locked_draft(key, by)
    except NotFound:
        if Response.objects.drafts().filter(idempotency_key=key).exists():
            raise
        raise Conflict(say(GONE)) from None
    return draft, list(members_in(draft.draft))


def _marks(phase_id: int, member: Member) -> list[str]:
    return marks_of(phase_id, member.name, member.number, member.country)


def _marks_of(draft: Response, members: Sequence[Member]) -> dict[str, set[str]]:
    former = _former(draft, members)
    return {
        one.key: {*former[one.key].name_marks, *former[one.key].number_marks}
        if one.kept and one.key in former
        else set(_marks(draft.phase_id, one))
        for one in members
    }


def _former(response: Response, members: Iterable[Member]) -> dict[str, RepresentedMember]:
    if response.supersedes_id is None or not any(member.kept for member in members):
        return {}
    return {str(row.key): row for row in RepresentedMember.objects.filter(response_id=response.supersedes_id)}


def _row(response: Response, order: int, member: Member, former: RepresentedMember | None) -> RepresentedMember:
    key = uuid.UUID(member.key)
    kept = former if member.kept else None
    code_hash = hash_code(member_code(key)) if member.is_unnamed else ""
    return RepresentedMember(
        response=response,
        key=key,
        order=order,
        naming=member.naming,
        name="" if member.is_unnamed else member.name,
        register_number="" if member.is_unnamed else member.number,
        name_marks=kept.name_marks if kept else name_marks(response.phase_id, member.name, member.country),
        number_marks=kept.number_marks if kept else number_marks(response.phase_id, member.number, member.country),
        code_hash=kept.code_hash if kept else code_hash,
        kind=member.kind,
        country=member.country,
        sector=member.sector,
        size=member.size,
    )
