"""The one writer of the public record. Called inside the transaction of a decision; decides nothing itself."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import Organisation
from consultations.models import FormRevision
from consultations.spec import FormSpec
from moderation import disclosure
from moderation.models import PublishedResponse, PublishedStatement
from moderation.models.published import WHOLE
from moderation.services.tally import Counts, apply_counts
from responses.models import Response, Statement

BATCH = 500


def write_records(responses: Sequence[Response], at: datetime) -> None:
    """Copy what consent allows of each response (its standing is published by now, its ``phase`` is loaded) and count it."""
    specs = specs_of({response.revision_id for response in responses})
    statements = _statements_of(responses)
    teams = teams_of(responses)
    records = PublishedResponse.objects.bulk_create(
        [_record(one, specs[one.revision_id], statements[one.pk], teams.get(one.team_id or 0), at) for one in responses], BATCH
    )
    PublishedStatement.objects.bulk_create(
        [_published(statement, record) for record in records for statement in statements[record.response_id]], BATCH
    )
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


def teams_of(responses: Sequence[Response]) -> dict[int, Organisation]:
    """By id; no query where nobody answered for an organisation with accounts."""
    ids = {response.team_id for response in responses if response.team_id}
    return Organisation.objects.in_bulk(ids) if ids else {}


def _record(
    response: Response, spec: FormSpec, statements: Sequence[Statement], team: Organisation | None, at: datetime
) -> PublishedResponse:
    assert response.submitted_at is not None
    who = disclosure.identity(response.consent, response.name, response.organisation)
    said = disclosure.declared(response.consent, response.organisation, response.represents, response.formed)
    marks = marks_of(who.organisation, team)
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
        organisation_verified=marks.verified,
        is_national_position=marks.national,
        represents=said.represents,
        formed=said.formed,
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


def marks_of(public_name: str, team: Organisation | None) -> disclosure.Marks:
    if team is None:
        return disclosure.Marks(verified=False, national=False)
    return disclosure.marks(public_name, team.name, verified=team.is_verified, delegation=team.is_delegation)


def _published(statement: Statement, record: PublishedResponse) -> PublishedStatement:
    return PublishedStatement(
        uuid=statement.uuid,
        published=record,
        key=statement.key,
        order=statement.order,
        element=statement.element,
        language=statement.language,
        text=statement.text,
    )


def _count(counts: Counts, record: PublishedResponse, spec: FormSpec, statement_keys: Collection[str], sign: int) -> None:
    counts[(record.phase_id, *WHOLE)] += sign
    for (question, option), n in disclosure.counts(spec, record.answers, statement_keys).items():
        counts[record.phase_id, question, option] += sign * n
