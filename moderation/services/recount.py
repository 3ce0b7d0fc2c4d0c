"""Counting the public record anew, and comparing: with the tallies, and with what stands published."""

from collections import Counter
from dataclasses import dataclass

from django.contrib.postgres.aggregates import ArrayAgg
from django.db import connection, transaction
from django.db.models import Q
from django.db.models.functions import Coalesce

from core import audit
from core.models import ContentVersion
from moderation import disclosure
from moderation.models import PublishedResponse, Tally
from moderation.models.published import WHOLE
from moderation.services import respondents
from moderation.services.record import specs_of
from moderation.services.tally import Counts, apply_counts
from responses.models import Response
from responses.states import ResponseState, Standing

CHUNK = 2000


@dataclass(frozen=True, order=True)
class TallyDifference:
    phase_id: int
    question: str
    option: str
    stored: int
    counted: int

    def __str__(self) -> str:
        if not self.question:
            return f"Phase {self.phase_id}, published responses: {self.stored} stored, {self.counted} counted."
        what = f"option “{self.option}”" if self.option else "answers at all"
        return f"Phase {self.phase_id}, question “{self.question}”, {what}: {self.stored} stored, {self.counted} counted."


@dataclass(frozen=True)
class Recount:
    """``tallies``: counts that are wrong. ``records``: sentences on what stands in the record wrongly, or is missing.
    ``respondents``: phases of which the number of distinct respondents is wrong, with a sentence."""

    tallies: tuple[TallyDifference, ...]
    records: tuple[str, ...]
    respondents: tuple[tuple[int, str], ...] = ()

    @property
    def sentences(self) -> list[str]:
        return [*map(str, self.tallies), *self.records, *(sentence for _, sentence in self.respondents)]


@transaction.atomic
def recount(*, repair: bool = False, by: str = "job") -> Recount:
    """Compare, and with ``repair`` set wrong tallies right (audited). The record itself is never mended here.

    Writers of tallies wait for the end of it (readers do not), so that no difference is only a moment between two commits.
    """
    if repair:  # in the order in which a decision takes them, or the two could wait for each other
        ContentVersion.objects.select_for_update().first()
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE moderation_tally, moderation_respondentcount IN SHARE ROW EXCLUSIVE MODE")
    found = Recount(tuple(_tally_differences()), tuple(_record_differences()), tuple(_respondent_differences()))
    if repair and found.tallies:
        apply_counts({(one.phase_id, one.question, one.option): one.counted - one.stored for one in found.tallies})
        audit.record(act="tally.repair", actor=by, target="Tallies", details={"mended": [str(one) for one in found.tallies]})
    if repair and found.respondents:
        respondents.mend(phase_id for phase_id, _ in found.respondents)
        mended: dict[str, object] = {"mended": [sentence for _, sentence in found.respondents]}
        audit.record(act="respondents.repair", actor=by, target="Distinct respondents", details=mended)
    return found


def _respondent_differences() -> list[tuple[int, str]]:
    return [
        (phase_id, f"Phase {phase_id}, distinct respondents: {stored.respondents} stored, {counted.respondents} counted.")
        for phase_id, stored, counted in respondents.differences()
    ]


def _tally_differences() -> list[TallyDifference]:
    counted = _counted()
    stored = {(phase, question, option): n for phase, question, option, n in _stored()}
    return [
        TallyDifference(*key, stored.get(key, 0), counted[key])
        for key in sorted(stored.keys() | counted.keys())
        if stored.get(key, 0) != counted[key]
    ]


def _stored() -> list[tuple[int, str, str, int]]:
    return list(Tally.objects.values_list("phase_id", "question", "option", "count"))


def _counted() -> Counts:
    specs = specs_of(PublishedResponse.objects.values_list("revision_id", flat=True).distinct())
    there = Q(statements__isnull=False)
    keys, positions = (
        Coalesce(ArrayAgg(f"statements__{column}", filter=there, order_by="statements__pk"), []) for column in ("key", "position")
    )
    rows = PublishedResponse.objects.order_by("pk").values_list("phase_id", "revision_id", "answers", keys, positions)
    counts: Counts = Counter()
    for phase_id, revision_id, answers, statement_keys, stated in rows.iterator(chunk_size=CHUNK):
        counts[(phase_id, *WHOLE)] += 1
        taken = dict(zip(statement_keys, stated, strict=True))
        for (question, option), n in disclosure.counts(specs[revision_id], answers, statement_keys, taken).items():
            counts[phase_id, question, option] += n
    return counts


def _record_differences() -> list[str]:
    """What left the record wrongly, or should have. Withdrawn and replaced ones are the minute job's and not named here."""
    recorded = PublishedResponse.objects.values("response_id")
    published = Response.objects.filter(standing=Standing.PUBLISHED)
    missing = published.filter(state=ResponseState.SUBMITTED).exclude(pk__in=recorded)
    stray = PublishedResponse.objects.exclude(response_id__in=published.values("pk"))
    return [f"{ref} is published, but not in the public record." for ref in missing.values_list("reference", flat=True)] + [
        f"{ref} is in the public record, but not published." for ref in stray.values_list("reference", flat=True)
    ]
