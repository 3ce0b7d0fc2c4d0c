"""Invitations: made many at once, sent by mail on an officer's act, opened by their code, revoked."""

import re
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Lower, Now
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultations.asked import asked_form_of
from consultations.models import FormRevision, Phase
from core import audit
from core.clock import database_now
from core.codes import access_code, hash_code
from core.dates import moment_words
from core.errors import Closed, NotFound, Refused, TooMany
from core.language import say
from core.limits import allow
from core.localised import in_reader_language
from core.mail import bare_link, fill_in_when_sent, queue_mail
from core.mail.language import language_for
from core.mail.queue import PLACE, is_address
from core.mail.states import MailState
from core.models import OutgoingMail
from core.site import operator
from core.text import clean_text
from core.translated import SOURCE
from core.translations import text_of
from core.words import message
from responses.languages import UNKNOWN
from responses.models import Invitation, Response
from responses.permissions import MOST_WRONG_TRIES
from responses.services.drafts import start_draft
from responses.states import INVITATION, InvitationState, ResponseState, Timing

KIND = "invitation"
MOST_AT_ONCE = 1000
_LINE = re.compile(r"(?P<name>[^<>]*?)[\s,;]*<?(?P<email>[^\s<>,;]+@[^\s<>,;]+)>?\s*\Z")
WRONG = message("No invitation has this code, or it has ended. Check the code, or ask the secretariat.")
FILED = message("A response was filed with this invitation. Open it with its reference and access code under “Open my receipt”.")


@dataclass(frozen=True)
class Invited:
    """``made``: how many; ``passed_over``: lines that were not taken, each with the reason."""

    made: int
    passed_over: tuple[str, ...]


def code_of(invitation_uuid: uuid.UUID) -> str:
    """The code of an invitation, derived (HMAC) and kept nowhere but as a hash."""
    return access_code(uuid.uuid5(invitation_uuid, "invitation"))


@transaction.atomic
def invite_many(*, phase: Phase, kind: str, lines: str, expires_at: datetime, by: str, language: str = SOURCE) -> Invited:
    """One invitation per line: “Name, address”, “Name <address>”, an address, or a name alone. Raises Refused.

    An address that is invited to the phase already, or stands twice, is passed over and said; capitals make no other address.
    ``language``: of the mail; empty for the one in which whoever has the address answered last, else English.
    """
    wanted = [line for line in (clean_text(line) for line in lines.splitlines()) if line]
    if len(wanted) > MOST_AT_ONCE:
        raise Refused(f"Add {MOST_AT_ONCE} at a time at most.")
    if expires_at <= database_now():
        raise Refused("The end of the invitations lies in the past.")
    Phase.objects.select_for_update().get(pk=phase.pk)  # two officers with one list: the second is told
    invited = Invitation.objects.filter(phase=phase, state=InvitationState.ACTIVE).values_list("email", flat=True)
    known = {email.lower() for email in invited}
    rows: list[Invitation] = []
    passed_over: list[str] = []
    for line in wanted:
        name, email = _read(line)
        if "@" in line and not is_address(email):
            passed_over.append(f"{line[:80]}: the address cannot be read")
        elif email and email.lower() in known:
            passed_over.append(f"{line[:80]}: invited already")
        else:
            known.add(email.lower())
            rows.append(_new(phase, kind, name, email, expires_at, by))
    answered_in = {} if language else _languages_of({row.email for row in rows})
    for row in rows:
        row.language = language or answered_in.get(row.email.lower(), SOURCE)
    Invitation.objects.bulk_create(rows)
    if rows:
        audit.record(act="invitation.add", actor=by, target=str(phase), details={"kind": kind, "count": len(rows)})
    return Invited(len(rows), tuple(passed_over))


@transaction.atomic
def send_invitations(*, ids: Collection[int], by: str) -> int:
    """Queue the mail of each that is in force and has an address; one whose last mail still waits is passed over. How many."""
    count = 0
    for row in Invitation.objects.select_for_update(of=["self"]).select_related("phase__consultation").filter(pk__in=ids):
        before = OutgoingMail.objects.filter(kind=KIND, key__startswith=f"{row.uuid}.")
        if not row.email or not row.holds(database_now()) or before.filter(state=MailState.WAITING).exists():
            continue
        with override(language_for(row.language)):
            subject = _("Invitation to answer: %(consultation)s") % {"consultation": _title(row)}
            body = _words(row)
        queue_mail(
            to=row.email,
            subject=subject,
            body=body,
            kind=KIND,
            key=f"{row.uuid}.{before.count() + 1}",
        )
        audit.record(act="invitation.send", actor=by, target=row.name, target_key=str(row.uuid))
        count += 1
    return count


@transaction.atomic
def codes_to_hand_over(*, ids: Collection[int], by: str) -> list[tuple[str, str]]:
    """Name and code of those in force, for letters and telephone calls; each showing is audited."""
    shown = []
    for row in Invitation.objects.filter(pk__in=ids).order_by("id"):
        if code := _code_in_force(row):
            audit.record(act="invitation.show_code", actor=by, target=row.name, target_key=str(row.uuid))
            shown.append((row.name, code))
    return shown


@transaction.atomic
def revoke_invitation(*, invitation_id: int, by: str) -> None:
    """Its code opens nothing more; a draft begun with it stays its owner's. Raises Refused or Conflict."""
    row = Invitation.objects.select_for_update().get(pk=invitation_id)
    INVITATION.apply("revoke", Invitation.objects.filter(pk=row.pk), row.state)
    audit.record(act="invitation.revoke", actor=by, target=row.name, target_key=str(row.uuid))


def draft_by_code(*, code_typed: str, address: str, language: str = UNKNOWN) -> Response:
    """The draft of the invitation with this code, begun if there is none; ``language``: of what will be written in it, until the
    filer says otherwise.

    Raises NotFound (one sentence for every kind of wrong code; TooMany after many), Refused (filed already), Closed.
    """
    found = Invitation.objects.filter(code_hash=hash_code(code_typed)).only("pk").first()
    if found is None:
        raise NotFound(say(WRONG)) if allow(f"invitation-from:{address}", MOST_WRONG_TRIES, 600) else TooMany()
    return _open(found.pk, language)


@transaction.atomic
def _open(invitation_id: int, language: str) -> Response:
    """Two at once get the same draft: the row of the invitation is locked."""
    row = Invitation.objects.select_for_update().get(pk=invitation_id)
    if not row.holds(database_now()):
        raise NotFound(say(WRONG))
    if row.opened_at is None:
        Invitation.objects.filter(pk=row.pk).update(opened_at=Now())
    draft = Response.objects.drafts().filter(invitation=row).first()
    if draft is not None:
        assert isinstance(draft, Response)
        return draft
    if Response.objects.sent().filter(invitation=row).exclude(state=ResponseState.WITHDRAWN).exists():
        raise Refused(say(FILED))
    revision = FormRevision.objects.filter(phase=row.phase_id).order_by("-number").values_list("pk", flat=True).first()
    if revision is None:
        raise Closed(_("This consultation is not open yet."))
    return start_draft(form=asked_form_of(revision), language=language, invitation=row)


def late_timing(response: Response) -> str:
    """What a response is that comes after the minutes of grace: late, or late by permission."""
    row = response.invitation
    allowed = row is not None and row.lets_in_late(database_now())
    return Timing.ALLOWED.value if allowed else Timing.LATE.value


@fill_in_when_sent(KIND)
def code_for_mail(key: str) -> str:
    """Empty once the invitation has ended, or if its code was made with another secret key."""
    row = Invitation.objects.filter(uuid=uuid.UUID(key.partition(".")[0])).first()
    return _code_in_force(row) if row is not None else ""


def _code_in_force(row: Invitation) -> str:
    code = code_of(row.uuid)
    return code if row.holds(database_now()) and hash_code(code) == row.code_hash else ""


def _languages_of(addresses: Collection[str]) -> dict[str, str]:
    """Address in small letters -> language of the newest response sent from it, if it is one of the portal."""
    known = {code for code, _name in settings.LANGUAGES}
    sent = Response.objects.sent().annotate(address=Lower("email")).filter(address__in={one.lower() for one in addresses} - {""})
    said = sent.filter(language__in=known).order_by("submitted_at", "pk").values_list("address", "language")
    return dict(said)


def _title(row: Invitation) -> str:
    about = row.phase.consultation
    return str(in_reader_language(text_of(about, "title", about.language)))


def _read(line: str) -> tuple[str, str]:
    found = _LINE.match(line)
    if found is None:
        return line[:200], ""
    email = found["email"]
    return (found["name"].strip(" ,;\t\"'") or email)[:200], email


def _new(phase: Phase, kind: str, name: str, email: str, expires_at: datetime, by: str) -> Invitation:
    key = uuid.uuid4()
    return Invitation(
        uuid=key,
        phase=phase,
        kind=kind,
        name=name,
        email=email,
        expires_at=expires_at,
        made_by=by,
        code_hash=hash_code(code_of(key)),
    )


def _words(row: Invitation) -> str:
    zone = ZoneInfo(settings.STATED_TIME_ZONE)

    def said(moment: datetime) -> str:
        local = moment.astimezone(zone)
        return f"{moment_words(local)} {local:%Z}"

    context = {
        "name": row.name,
        "consultation": _title(row),
        "closes": said(row.phase.closes_at),
        "ends": said(row.expires_at),
        "is_late": row.lets_in_late(database_now()),
        "code": PLACE,
        "link": bare_link("/invitation/"),
        "operator": operator(),
        "site": settings.SITE_NAME,
    }
    return render_to_string("mail/invitation.txt", context)
