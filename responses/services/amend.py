"""What an owner may do after sending: change the response, or withdraw it."""

import uuid

from django.db import transaction
from django.db.models.functions import Now

from consultations.asked import asked_form_of
from consultations.kinds import Answer, type_of
from consultations.models import FormRevision, Phase
from consultations.spec import FormSpec
from core import audit
from core.clock import database_now
from core.errors import Closed, Refused
from core.prepared import Prepared
from responses.claims import claim_raw
from responses.marks import write_marks
from responses.models import Response, Statement
from responses.services.files import copy_files
from responses.services.passages import marked_texts
from responses.states import STATE, ResponseState, Standing

_STATEMENTS = Prepared[Statement](lambda pk: Statement.objects.filter(response_id=pk), like=-1)


def may_amend(response: Response) -> bool:
    """Until the closing instant; later only what the secretariat returned."""
    if response.state != ResponseState.SUBMITTED:
        return False
    if response.standing == Standing.RETURNED:
        return True
    return Phase.objects.filter(pk=response.phase_id, closes_at__gt=Now()).exists()


@transaction.atomic
def start_amendment(*, response: Response) -> Response:
    """A draft filled with what was sent, under the newest revision of the form. The sent edition stands until the draft is sent.

    Asked again, the same draft. Raises Closed.
    """
    response = Response.objects.select_for_update(of=["self"]).select_related("phase").get(pk=response.pk)
    if not may_amend(response):
        raise Closed("The consultation has closed. A response can no longer be changed, only withdrawn.")
    begun = Response.objects.drafts().filter(supersedes=response).first()
    if begun is not None:
        assert isinstance(begun, Response)
        return begun
    revision = FormRevision.objects.filter(phase_id=response.phase_id).order_by("-number").values_list("pk", flat=True)[0]
    draft = Response.objects.create(
        idempotency_key=uuid.uuid4(),
        phase_id=response.phase_id,
        revision_id=revision,
        reference=response.reference,
        edition=response.edition + 1,
        supersedes=response,
        access_code_hash=response.access_code_hash,
        draft=raw_of(response, asked_form_of(response.revision_id).spec),
        language=response.language,
        is_example=response.is_example,
    )
    copy_files(sent=response, draft=draft)
    audit.record(act="response.start_amendment", actor="respondent", target=response.reference, target_key=response.reference)
    assert isinstance(draft, Response)
    return draft


@transaction.atomic
def withdraw(*, response: Response, by: str = "respondent") -> None:
    """Take a response back. It leaves the queue now, and the public record with the next run of the moderation job.

    Raises Refused or Conflict. A draft of a change to it is thrown away.
    """
    current = Response.objects.select_for_update().get(pk=response.pk)
    if current.state != ResponseState.SUBMITTED:
        raise Refused("This response was withdrawn or replaced already.")
    left = {} if current.standing == Standing.PUBLISHED else {"standing": Standing.NONE}
    STATE.apply("withdraw", Response.objects.filter(pk=current.pk), ResponseState.SUBMITTED, withdrawn_at=database_now(), **left)
    Response.objects.drafts().filter(supersedes=current).delete()
    audit.record(act="response.withdraw", actor=by, target=current.reference, target_key=current.reference)


def answers_of(response: Response, spec: FormSpec) -> dict[str, Answer]:
    """What was sent, by question key, in the order of the form."""
    texts = {statement.key: statement.text for statement in _STATEMENTS.all(response.pk)}
    answers = {}
    for question in spec.questions():
        names = {question.key, f"{question.key}__other"}
        answer = Answer(response.answers.get(question.key), {key: text for key, text in texts.items() if key in names})
        if answer.given:
            answers[question.key] = answer
    return answers


def raw_of(response: Response, spec: FormSpec) -> dict[str, list[str]]:
    """The inverse of reading: the posted values that would give this response. The certificates are to be given anew."""
    marked = {text.name: text for text in marked_texts(response, spec)}
    raw = {
        f"profile__{name}": [getattr(response, name)]
        for name in ("capacity", "name", "organisation", "email", "country", "sector", "size")
    }
    raw["consent"] = [response.consent]
    for key, answer in answers_of(response, spec).items():
        question = spec.by_key[key]
        raw |= type_of(question).to_raw(question, answer)
        raw |= {name: [write_marks(text, marked[name].spans if name in marked else ())] for name, text in answer.texts.items()}
    return raw | claim_raw(response.claim_reason, response.claim_words, tuple(marked.values()))
