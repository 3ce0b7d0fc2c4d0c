"""Example responses with more to them: one that colleagues wrote with a confidential passage, one with a confidential file, one
that an association filed for its members; and a draft that the colleagues have under way."""

import json
import uuid
from functools import cache
from io import BytesIO
from typing import Any

from django.conf import settings

from accounts.services.demo_people import ensure_example_organisation
from consultations.queries import AskedForm, form_in_force
from core.clock import database_now
from defa_portal.demo.texts import SLUG as TEXT_CONSULTATION
from moderation.services.claims import decide_claim
from moderation.services.decide import decide
from moderation.states import Act, Reason
from responses.claims import wording_name
from responses.forms import PROFILE
from responses.members import Member
from responses.models import Response
from responses.services.checking import check_waiting
from responses.services.drafts import save_draft, start_draft
from responses.services.files import add_file
from responses.services.members import put_members
from responses.services.submit import submit_draft
from responses.services.team_drafts import mark_part, start_team_draft

BY = "example-data"
EXAMPLES = uuid.UUID("6f1f4a52-8a4e-4d0c-9a06-1f0c6f1d2b11")  # the keys of the members are made from it and their names


def build_together(form: AskedForm) -> list[Response]:
    """Sent, with nothing decided: of the organisation, with a file, of the association. Through the services."""
    return [_of_colleagues(form), _with_a_file(form), _for_members(form)]


def publish_claims(sent: list[Response]) -> int:
    """Accept the claims among these and publish what they allow; returns how many were decided. The rest waits as any other."""
    claimed = [one for one in Response.objects.filter(pk__in=[one.pk for one in sent]).order_by("pk") if one.claim != "none"]
    for response in claimed:
        decide_claim(response_id=response.pk, act=Act.ACCEPT, reason=Reason.CONFIDENTIAL, note="", by=BY, seen=0)
        decide(response_id=response.pk, act=Act.PUBLISH, reason=Reason.ACCEPTED, note="", by=BY, seen=1)
    return len(claimed)


def begin_together() -> Response:
    """The draft that the colleagues have under way, for the example text: the contributor comments, the lead says who they are
    and holds that part for ready."""
    organisation, lead, contributor = ensure_example_organisation(by=BY)
    form = form_in_force(TEXT_CONSULTATION, database_now())
    draft = start_team_draft(form=form, language="en", team=organisation, by=contributor.pk)
    text = form.texts[0]
    names = text.names(text.paragraphs[1].key)
    said = {names["position"]: ["with_changes"], names["comment"]: [_known()["team"]["comment"]]}
    save_draft(key=draft.idempotency_key, posted=said, by=contributor.pk)
    represents = {name: _known()["team"]["by_the_lead"][name] for name in ("profile__name", "profile__represents")}
    save_draft(key=draft.idempotency_key, posted=_posted(represents), by=lead.pk)
    mark_part(key=draft.idempotency_key, part=PROFILE, ready=True, by=lead.pk)
    return draft


@cache
def _known() -> dict[str, Any]:
    known: dict[str, Any] = json.loads((settings.BASE_DIR / "data" / "demo_together.json").read_text(encoding="utf-8"))
    return known


def _posted(values: dict[str, Any]) -> dict[str, list[str]]:
    return {name: value if isinstance(value, list) else [value] for name, value in values.items()}


def _of_colleagues(form: AskedForm) -> Response:
    """The contributor writes, the lead says for whom they speak, allows the publication and sends."""
    organisation, lead, contributor = ensure_example_organisation(by=BY)
    known = _known()["team"]
    draft = start_team_draft(form=form, language="en", team=organisation, by=contributor.pk)
    key = draft.idempotency_key
    wording = {wording_name(known["question"], known["passage"], 0): known["wording"]}
    save_draft(key=key, posted=_posted(known["answers"] | wording), by=contributor.pk)
    mark_part(key=key, part=known["part"], ready=True, by=contributor.pk)
    save_draft(key=key, posted=_posted(known["by_the_lead"]), by=lead.pk)
    submit_draft(key=key, by=lead.pk)
    return _sent(draft)


def _with_a_file(form: AskedForm) -> Response:
    """A table of costs for the secretariat alone, and the same table with ranges for everyone."""
    known = _known()["file"]
    draft = start_draft(form=form, language="en")
    key = draft.idempotency_key
    save_draft(key=key, posted=_posted(known["answers"]))
    confidential = add_file(key=key, file=_csv(known["rows"]), name=known["name"], confidential=True)
    public = {"name": known["public_name"], "public_version_of": confidential.uuid}
    add_file(key=key, file=_csv(known["public_rows"]), **public)
    check_waiting()
    submit_draft(key=key)
    return _sent(draft)


def _for_members(form: AskedForm) -> Response:
    known = _known()["association"]
    draft = start_draft(form=form, language="en")
    save_draft(key=draft.idempotency_key, posted=_posted(known["answers"]))
    members = [Member(key=str(uuid.uuid5(EXAMPLES, one["name"])), number="", **one) for one in known["members"]]
    put_members(key=draft.idempotency_key, members=members)
    submit_draft(key=draft.idempotency_key)
    return _sent(draft)


def _csv(rows: list[str]) -> BytesIO:
    return BytesIO(("\n".join(rows) + "\n").encode())


def _sent(draft: Response) -> Response:
    found = Response.objects.get(pk=draft.pk)
    assert isinstance(found, Response)
    return found
