"""The one writer of the public record. Called inside the transaction of a decision; decides nothing itself."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from consultations.models import FormRevision
from consultations.spec import FormSpec
from moderation import disclosure
from moderation.models import PublishedResponse, PublishedStatement
from moderation.models.published import WHOLE
from moderation.services.published_files import write_files
from moderation.services.tally import Counts, apply_counts
from responses.marks import Passage, public_text
from responses.models import Response, Statement
from responses.services.passages import passages_by_statement

BATCH = 500


def write_records(responses: Sequence[Response], at: datetime) -> None:
    """Copy what consent allows of each response (its standing is published by now, its ``phase`` is loaded) and count it."""
    specs = specs_of({response.revision_id for response in responses})
    statements = _statements_of(responses)
    passages = passages_by_statement(responses)
    records = PublishedResponse.objects.bulk_create(
        [_record(response, specs[response.revision_id], statements[response.pk], at) for response in responses], BATCH
    )
    PublishedStatement.objects.bulk_create(
        [
            _published(statement, record, passages[statement.pk])
            for record in records
            for statement in statements[record.response_id]
        ],
        BATCH,
    )
    write_files(records)
    counts: Counts = Counter()
    for record in records:
        _count(counts, record, specs[record.revision_id], [one.key for one in statements[record.response_id]], 1)
    apply_counts(counts)


def erase_records(response_ids: Collection[int]) -> None:
    """Take responses out of the record and out of the counts. What is not there is passed over."""
    records = list(PublishedResponse.objects.filter(response_id__in=response_ids))
    specs = specs_of({record.revision_id for record in records})
    keys: dict[int, list[str]] = defaultdict(list)
    for published_id, key in PublishedStatement.objects.filter(published__in=records).values_list("published_id", "key"):
        keys[published_id].append(key)
    counts: Counts = Counter()
    for record in records:
        _count(counts, record, specs[record.revision_id], keys[record.pk], -1)
    PublishedStatement.objects.filter(published__in=records).delete()
    PublishedResponse.objects.filter(pk__in=[record.pk for record in records]).delete()
    apply_counts(counts)


def specs_of(revision_ids: Iterable[int]) -> dict[int, FormSpec]:
    revisions = FormRevision.objects.filter(pk__in=revision_ids).values_list("pk", "spec")
    return {pk: FormSpec.from_json(spec) for pk, spec in revisions}


def _statements_of(responses: Sequence[Response]) -> Mapping[int, list[Statement]]:
    by_response: dict[int, list[Statement]] = defaultdict(list)
    for statement in Statement.objects.filter(response__in=responses).order_by("response_id", "order"):
        by_response[statement.response_id].append(statement)
    return by_response


def _record(response: Response, spec: FormSpec, statements: Sequence[Statement], at: datetime) -> PublishedResponse:
    assert response.submitted_at is not None
    who = disclosure.identity(response.consent, response.name, response.organisation)
    values = disclosure.public_values(spec, response.answers)
    return PublishedResponse(
        response_id=response.pk,
        reference=response.reference,
        consultation_id=response.phase.consultation_id,
        phase_id=response.phase_id,
        revision_id=response.revision_id,
        consent=response.consent,
        name=who.name,
        organisation=who.organisation,
        capacity=response.capacity,
        country=response.country,
        sector=response.sector,
        size=response.size,
        elements=disclosure.elements(spec, values, [statement.element for statement in statements]),
        answers=values,
        language=response.language,
        submitted_on=response.submitted_at.astimezone(ZoneInfo(settings.STATED_TIME_ZONE)).date(),
        timing=response.timing,
        edition=response.edition,
        published_at=at,
        is_example=response.is_example,
    )


def _published(statement: Statement, record: PublishedResponse, passages: Sequence[Passage]) -> PublishedStatement:
    return PublishedStatement(
        uuid=statement.uuid,
        published=record,
        key=statement.key,
        order=statement.order,
        element=statement.element,
        language=statement.language,
        text=public_text(statement.text, passages),
    )


def _count(counts: Counts, record: PublishedResponse, spec: FormSpec, statement_keys: Collection[str], sign: int) -> None:
    counts[(record.phase_id, *WHOLE)] += sign
    for (question, option), n in disclosure.counts(spec, record.answers, statement_keys).items():
        counts[record.phase_id, question, option] += sign * n
