"""Responses in every state, with a token of its own in every part; and which of the tokens may ever be seen in public."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import User
from consultations.models import Phase
from core.clock import database_now
from moderation.jobs import remove_what_owners_took_back
from moderation.models import Decision
from moderation.services.decide import decide
from moderation.states import Act, Reason
from responses.clearance import write_document
from responses.merging import Seen
from responses.models import Invitation, Response
from responses.services.amend import start_amendment, withdraw
from responses.services.clearance import receive_upload
from responses.services.drafts import save_draft, start_draft
from responses.services.entry import start_entry
from responses.services.invitations import code_of, draft_by_code, invite_many, send_invitations
from responses.services.receipt_mail import queue_receipts
from responses.services.submit import submit_draft
from tests import make
from tests.canary.confidential import plant_confidential
from tests.canary.tokens import Planted, token

PARTS = ("name", "organisation", "email", "represents", "formed", "reasons", "barrier__other", "comment", "wording")
COMMENT, WORDING = "text__chapter_on_data__p2__comment", "text__chapter_on_data__p2__wording"
SLUG = "canary-consultation"


def plant() -> Planted:
    """One response per state and consent; everything through the services."""
    about = make.consultation(SLUG, publish=False)
    make.put_up(about, make.draft_text(about).versions.get())
    planted = Planted()
    _draft(planted, "draft, unsent", "named")
    _draft_of_a_team(planted)
    for consent in ("named", "organisation", "anonymous", "not_published"):
        _sent(planted, f"waiting, {consent}", consent)
    for consent, allowed in (
        ("named", ("name", "organisation", "represents", "formed", "reasons", "barrier__other", "comment", "wording")),
        ("organisation", ("organisation", "represents", "formed", "reasons", "barrier__other", "comment", "wording")),
        ("anonymous", ("reasons", "barrier__other", "comment", "wording")),
    ):
        response = _sent(planted, f"published, {consent}", consent, allowed)
        _decide(response, Act.PUBLISH)
        planted.published_reference = response.reference
    _decide(_sent(planted, "kept", "not_published"), Act.KEEP)
    _decide(_sent(planted, "declined", "named"), Act.DECLINE, planted)
    _decide(_sent(planted, "returned", "named"), Act.RETURN, planted)
    taken_out = _sent(planted, "taken out of the record", "named")
    _decide(taken_out, Act.PUBLISH)
    _decide(taken_out, Act.UNPUBLISH, planted, seen=1)
    withdrawn = _sent(planted, "published, then withdrawn", "named")
    _decide(withdrawn, Act.PUBLISH)
    withdraw(response=Response.objects.get(pk=withdrawn.pk))
    replaced = _sent(planted, "published, then replaced", "named")
    _decide(replaced, Act.PUBLISH)
    _amend(planted, Response.objects.get(pk=replaced.pk))
    plant_confidential(planted, SLUG)
    _entered(planted)
    _invited(planted)
    remove_what_owners_took_back.call()
    queue_receipts()
    return planted


def _values(planted: Planted, state: str, consent: str, allowed: tuple[str, ...]) -> dict[str, list[str]]:
    tokens = {part: token() for part in PARTS}
    for part, planted_token in tokens.items():
        (planted.public if part in allowed else planted.secret)[planted_token] = f"{part} of a response {state}"
    return make.whole_answer(
        consent=consent,
        profile__name=tokens["name"],
        profile__organisation=tokens["organisation"],
        profile__email=f"{tokens['email']}@example.org",
        profile__represents=f"We speak for {tokens['represents']}.",
        profile__formed=f"Decided by {tokens['formed']}.",
        reasons=f"Because {tokens['reasons']} matters.",
        barrier__other=tokens["barrier__other"],
        **{COMMENT: f"It says {tokens['comment']} here.", WORDING: f"Each Party may {tokens['wording']}."},
    )


def _draft(planted: Planted, state: str, consent: str, allowed: tuple[str, ...] = ()) -> Response:
    draft = start_draft(form=make.form(SLUG))
    save_draft(key=draft.idempotency_key, posted=_values(planted, state, consent, allowed))
    planted.secret[str(draft.idempotency_key)] = f"key of the {state}"
    return draft


def _draft_of_a_team(planted: Planted) -> None:
    """With a text that a colleague typed at the same time, and an invitation that is open."""
    address, invited = token(), token()
    lead = User.objects.create_user(address, email=f"{address}@example.org")
    team = make.organisation(token(), lead=lead)
    draft = start_draft(form=make.form(SLUG), team=team, by=lead.pk)
    texts = [token(), token(), token()]
    for number, text in enumerate(texts):
        seen = Seen(0, {}, f"{number}" * 16) if number else None
        save_draft(key=draft.idempotency_key, posted={"reasons": [text]}, seen=seen, by=lead.pk)
    mail = token()
    team.invitations.create(email=f"{mail}@example.org", token_hash=invited, expires_at=database_now() + timedelta(days=1))
    planted.secret |= {address: "address of a lead", invited: "hash of an invitation", mail: "address that was invited"}
    planted.secret |= {team.name: "name of an organisation with a draft", str(draft.idempotency_key): "key of its draft"}
    planted.secret |= dict.fromkeys(texts, "text in or beside the draft of an organisation")


def _sent(planted: Planted, state: str, consent: str, allowed: tuple[str, ...] = ()) -> Response:
    draft = _draft(planted, state, consent, allowed)
    receipt = submit_draft(key=draft.idempotency_key)
    planted.secret[receipt.code] = f"access code of a response {state}"
    planted.secret[receipt.access_code_hash] = f"hash of the access code of a response {state}"
    return Response.objects.get(pk=draft.pk)


def _entered(planted: Planted) -> None:
    """On paper, published: the public record says how it came, not who entered it or from what."""
    officer, reason = token(), token()
    planted.secret |= {officer: "officer who entered a response", reason: "reason of the stated day of receipt"}
    phase = Phase.objects.get(consultation__slug=SLUG)
    today = database_now().astimezone(ZoneInfo(settings.STATED_TIME_ZONE)).date()
    draft = start_entry(phase=phase, channel="paper", received_on=today, reason=reason, by=officer)
    values = _values(planted, "entered from paper", "anonymous", ("reasons", "barrier__other", "comment", "wording"))
    save_draft(key=draft.idempotency_key, posted=values)
    submit_draft(key=draft.idempotency_key)
    _decide(Response.objects.get(pk=draft.pk), Act.PUBLISH)


def _invited(planted: Planted) -> None:
    """With a draft begun by its code, and a document uploaded to that draft."""
    name, address, uploaded, file_name = (token() for _ in range(4))
    planted.secret |= {name: "name of an invitation", address: "address of an invitation"}
    planted.secret |= {uploaded: "answer in an uploaded document", file_name: "name of an uploaded document"}
    phase = Phase.objects.get(consultation__slug=SLUG)
    line = f"{name}, {address}@example.org"
    invite_many(phase=phase, kind="invited", lines=line, expires_at=database_now() + timedelta(days=9), by="moderator-one")
    invitation = Invitation.objects.get()
    send_invitations(ids=[invitation.pk], by="moderator-one")
    planted.secret[code_of(invitation.uuid)] = "code of an invitation"
    draft = draft_by_code(code_typed=code_of(invitation.uuid), address="192.0.2.7")
    planted.secret[str(draft.idempotency_key)] = "key of a draft begun by invitation"
    body = write_document(make.form(SLUG), {"reasons": [uploaded]}, "docx")
    receive_upload(draft=draft, form=make.form(SLUG), file_name=f"{file_name}.docx", body=body)


def _amend(planted: Planted, response: Response) -> None:
    draft = start_amendment(response=response)
    save_draft(key=draft.idempotency_key, posted=_values(planted, "amended, waiting", "named", ()))
    submit_draft(key=draft.idempotency_key)


def _decide(response: Response, act: Act, planted: Planted | None = None, seen: int = 0) -> Decision:
    note = ""
    if planted is not None:
        note = token()
        planted.secret[note] = f"note of the decision to {act.label.lower()}"
    reason = {
        Act.PUBLISH: Reason.ACCEPTED,
        Act.KEEP: Reason.NOT_FOR_PUBLICATION,
        Act.DECLINE: Reason.OFF_TOPIC,
        Act.RETURN: Reason.INCOMPLETE,
        Act.UNPUBLISH: Reason.ABUSE,
    }[act]
    return decide(response_id=response.pk, act=act, reason=reason, note=note, by="moderator-one", seen=seen)
