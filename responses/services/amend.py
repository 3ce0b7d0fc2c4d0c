"""What an owner may do after sending: change the response, or withdraw it."""

import uuid
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.people import actor_name
from consultations.asked import asked_form_of
from consultations.kinds import Answer, type_of
from consultations.models import FormRevision, Phase
from consultations.spec import FormSpec
from consultations.texts import AskedText, ShownParagraph
from core import audit
from core.clock import database_now
from core.errors import Closed, Refused
from core.prepared import Prepared
from responses.claims import claim_raw
from responses.comments import Comment, raw_of_comments
from responses.marks import Passage, write_marks
from responses.members import IN_DRAFT
from responses.models import ParagraphComment, Response, Statement
from responses.profile import REPRESENTING
from responses.services.files import copy_files
from responses.services.members import drafted_members
from responses.services.passages import marked_texts, passages_by_statement
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
def start_amendment(*, response: Response, by: int | None = None) -> Response:
    """A draft filled with what was sent, under the newest revision of the form. The sent edition stands until the draft is sent.

    Asked again, the same draft. ``by``: the lead who asks, for an organisation's response. Raises Closed.
    """
    response = Response.objects.select_for_update(of=["self"]).select_related("phase").get(pk=response.pk)
    if not may_amend(response):
        raise Closed(_("The consultation has closed. A response can no longer be changed, only withdrawn."))
    begun = Response.objects.drafts().filter(supersedes=response).first()
    if begun is not None:
        assert isinstance(begun, Response)
        return begun
    revision = FormRevision.objects.filter(phase_id=response.phase_id).order_by("-number").values_list("pk", flat=True)[0]
    form = asked_form_of(response.revision_id)
    newest = Response.objects.filter(reference=response.reference).aggregate(Max("edition"))  # late changes count too
    draft = Response.objects.create(
        idempotency_key=uuid.uuid4(),
        phase_id=response.phase_id,
        revision_id=revision,
        reference=response.reference,
        edition=newest["edition__max"] + 1,
        team_id=response.team_id,
        started_by_id=by if response.team_id else None,
        supersedes=response,
        access_code_hash=response.access_code_hash,
        draft=raw_of(response, form.spec, form.texts)
        | raw_of_comments(form.texts, comments_of(response, form.texts))
        | _members(response),
        channel=response.channel,
        entered_by=response.entered_by,
        received_on=response.received_on,
        entry_reason=response.entry_reason,
        language=response.language,
        is_example=response.is_example,
    )
    copy_files(sent=response, draft=draft)
    audit.record(
        act="response.start_amendment",
        actor=actor_name(by if response.team_id else None),
        target=response.reference,
        target_key=response.reference,
    )
    assert isinstance(draft, Response)
    return draft


@transaction.atomic
def withdraw(*, response: Response, by: str = "respondent") -> None:
    """Take a response back. It leaves the queue now, and the public record with the next run of the moderation job.

    Raises Refused or Conflict. A draft of a change to it is thrown away.
    """
    current = Response.objects.select_for_update().get(pk=response.pk)
    if current.state != ResponseState.SUBMITTED:
        raise Refused(_("This response was withdrawn or replaced already."))
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


def comments_of(response: Response, texts: Sequence[AskedText]) -> list[Comment]:
    """What was said of the paragraphs put up, in their order; one query, none where no text is put up."""
    if not texts:
        return []
    paragraphs = {paragraph.id: paragraph for text in texts for paragraph in text.paragraphs}
    rows = ParagraphComment.objects.filter(statement__response=response).select_related("statement")
    passages = passages_by_statement([response])
    return [
        _comment(row, paragraphs, passages.get(row.statement_id, ()))
        for row in rows.order_by("statement__order")
        if row.paragraph_id in paragraphs
    ]


def _comment(row: ParagraphComment, paragraphs: Mapping[int, ShownParagraph], passages: Sequence[Passage]) -> Comment:
    spans = tuple((one.start, one.end) for one in passages)
    place = (row.start, row.end) if row.start is not None and row.end is not None else None
    said = row.statement
    return Comment(said.key, paragraphs[row.paragraph_id], row.position, said.text, row.quote, place, row.wording, spans)


def _members(response: Response) -> dict[str, list[str]]:
    listed = drafted_members(response) if response.capacity in REPRESENTING else []
    return {IN_DRAFT: listed} if listed else {}


def raw_of(response: Response, spec: FormSpec, texts: Sequence[AskedText] = ()) -> dict[str, list[str]]:
    """The inverse of reading: the posted values that would give this response, but for comments, of which only the wordings of
    passages are here. The certificates are to be given anew."""
    marked = {text.name: text for text in marked_texts(response, spec, texts)}
    raw = {
        f"profile__{name}": [getattr(response, name)]
        for name in (
            *("capacity", "name", "organisation", "email", "country", "sector", "size", "register_number"),
            *("represents", "formed"),
        )
        if name not in ("represents", "formed") or getattr(response, name)
    }
    raw["consent"] = [response.consent]
    for key, answer in answers_of(response, spec).items():
        question = spec.by_key[key]
        raw |= type_of(question).to_raw(question, answer)
        raw |= {name: [write_marks(text, marked[name].spans if name in marked else ())] for name, text in answer.texts.items()}
    return raw | claim_raw(response.claim_reason, response.claim_words, tuple(marked.values()))
