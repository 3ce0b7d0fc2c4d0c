"""The one writer of the public record. Called inside the transaction of a decision; decides nothing itself."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings

from accounts.models import Organisation
from consultations.models import FormRevision
from consultations.spec import FormSpec
from moderation import disclosure
from moderation.member_figures import public_groups
from moderation.models import PublishedResponse, PublishedStatement
from moderation.models.published import WHOLE
from moderation.services.published_files import write_files
from moderation.services.respondents import write_respondents
from moderation.services.tally import Counts, apply_counts
from responses.marks import Passage, public_text
from responses.models import ParagraphComment, RepresentedMember, Response, Statement
from responses.profile import REPRESENTING
from responses.services.passages import passages_by_statement

BATCH = 500


def write_records(responses: Sequence[Response], at: datetime) -> None:
    """Copy what consent allows of each response (its standing is published by now, its ``phase`` is loaded) and count it."""
    specs = specs_of({response.revision_id for response in responses})
    statements = _statements_of(responses)
    passages = passages_by_statement(responses)
    members, teams = _members_of(responses), teams_of(responses)
    records = PublishedResponse.objects.bulk_create(
        [
            _record(one, specs[one.revision_id], statements[one.pk], members[one.pk], teams.get(one.team_id or 0), at)
            for one in responses
        ],
        BATCH,
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
        said = {one.key: comment.position if (comment := comment_of(one)) else "" for one in statements[record.response_id]}
        _count(counts, record, specs[record.revision_id], said, 1)
    apply_counts(counts)
    filed_for_members = {record.phase_id for record in records if record.member_count}
    write_respondents({record.phase_id for record in records}, at_least=filed_for_members)


def erase_records(response_ids: Collection[int]) -> None:
    """Take responses out of the record and out of the counts. What is not there is passed over."""
    records = list(PublishedResponse.objects.filter(response_id__in=response_ids))
    specs = specs_of({record.revision_id for record in records})
    said: dict[int, dict[str, str]] = defaultdict(dict)
    rows = PublishedStatement.objects.filter(published__in=records)
    for published_id, key, position in rows.values_list("published_id", "key", "position"):
        said[published_id][key] = position
    counts: Counts = Counter()
    for record in records:
        _count(counts, record, specs[record.revision_id], said[record.pk], -1)
    PublishedStatement.objects.filter(published__in=records).delete()
    PublishedResponse.objects.filter(pk__in=[record.pk for record in records]).delete()
    apply_counts(counts)
    write_respondents({record.phase_id for record in records})


def specs_of(revision_ids: Iterable[int]) -> dict[int, FormSpec]:
    revisions = FormRevision.objects.filter(pk__in=revision_ids).values_list("pk", "spec")
    return {pk: FormSpec.from_json(spec) for pk, spec in revisions}


def _statements_of(responses: Sequence[Response]) -> Mapping[int, list[Statement]]:
    by_response: dict[int, list[Statement]] = defaultdict(list)
    rows = Statement.objects.filter(response__in=responses).select_related("comment")
    for statement in rows.order_by("response_id", "order"):
        by_response[statement.response_id].append(statement)
    return by_response


def _members_of(responses: Sequence[Response]) -> Mapping[int, list[dict[str, str]]]:
    """Kind and country of the members of each response; no query where nobody represents others."""
    by_response: dict[int, list[dict[str, str]]] = defaultdict(list)
    representing = [response.pk for response in responses if response.capacity in REPRESENTING]
    if representing:
        rows = RepresentedMember.objects.filter(response__in=representing).order_by()
        for response_id, kind, country in rows.values_list("response_id", "kind", "country"):
            by_response[response_id].append({"kind": kind, "country": country})
    return by_response


def teams_of(responses: Sequence[Response]) -> dict[int, Organisation]:
    """By id; no query where nobody answered for an organisation with accounts."""
    ids = {response.team_id for response in responses if response.team_id}
    return Organisation.objects.in_bulk(ids) if ids else {}


def _record(
    response: Response,
    spec: FormSpec,
    statements: Sequence[Statement],
    members: Sequence[Mapping[str, str]],
    team: Organisation | None,
    at: datetime,
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
        channel=response.channel,
        edition=response.edition,
        published_at=at,
        is_example=response.is_example,
        member_count=len(members),
        member_groups=public_groups(members) if members else {},
    )


def marks_of(public_name: str, team: Organisation | None) -> disclosure.Marks:
    if team is None:
        return disclosure.Marks(verified=False, national=False)
    return disclosure.marks(public_name, team.name, verified=team.is_verified, delegation=team.is_delegation)


def _published(statement: Statement, record: PublishedResponse, passages: Sequence[Passage]) -> PublishedStatement:
    return PublishedStatement(
        uuid=statement.uuid,
        published=record,
        key=statement.key,
        order=statement.order,
        element=statement.element,
        language=statement.language,
        text=public_text(statement.text, passages),
        **_said_of_paragraph(statement),
    )


def _said_of_paragraph(statement: Statement) -> dict[str, Any]:
    comment = comment_of(statement)
    if comment is None:
        return {}
    return {
        "paragraph_id": comment.paragraph_id,
        "position": comment.position,
        "quote": comment.quote,
        "quote_start": comment.start,
        "quote_end": comment.end,
        "wording": comment.wording,
    }


def comment_of(statement: Statement) -> ParagraphComment | None:
    """None for an answer to a question; the statement was read with its comment."""
    return getattr(statement, "comment", None)


def _count(counts: Counts, record: PublishedResponse, spec: FormSpec, said: Mapping[str, str], sign: int) -> None:
    """``said``: key of each statement -> the position in it, for comments on paragraphs."""
    counts[(record.phase_id, *WHOLE)] += sign
    for (question, option), n in disclosure.counts(spec, record.answers, said, said).items():
        counts[record.phase_id, question, option] += sign * n
