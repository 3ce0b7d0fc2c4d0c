"""Each act, what it refuses, and what stands where afterwards."""

from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from core.errors import Conflict, NotFound, Refused
from core.models import AuditEntry
from moderation.models import Decision, PublishedResponse, PublishedStatement, Tally
from moderation.services.decide import HAS_CONSENT, NO_CONSENT, RefusedOne, decide, decide_many
from responses.models import Response
from responses.states import STANDING, Standing
from tests.moderation import build
from tests.moderation.build import REASON, act

pytestmark = pytest.mark.django_db


def tallies() -> dict[tuple[str, str], int]:
    return {(one.question, one.option): one.count for one in Tally.objects.filter(count__gt=0).exclude(question="")}


@pytest.mark.parametrize(
    ("name", "consent", "standing"),
    [
        ("publish", "named", "published"),
        ("keep", "not_published", "kept"),
        ("decline", "named", "declined"),
        ("return", "named", "returned"),
    ],
)
def test_an_act_moves_the_standing_and_leaves_a_decision_and_an_audit_entry(name: str, consent: str, standing: str) -> None:
    response = build.response(build.phase(), consent=consent)
    decision = act(response, name)
    response.refresh_from_db()
    assert response.standing == standing
    assert (decision.number, decision.act, decision.decided_by) == (1, name, "nok")
    assert (decision.reason, decision.note) == REASON[name]
    entry = AuditEntry.objects.get(act=f"decision.{name}")
    assert (entry.actor, entry.target, entry.target_key) == ("nok", response.reference, response.reference)
    assert entry.details == {"edition": 1, "number": 1, "reason": REASON[name][0]}
    assert PublishedResponse.objects.count() == (1 if name == "publish" else 0)


@pytest.mark.parametrize("name", ["publish", "keep", "decline", "return", "unpublish"])
@pytest.mark.parametrize("standing", ["waiting", "published", "kept", "declined", "returned"])
def test_only_the_moves_of_the_table_are_possible(name: str, standing: str) -> None:
    consent = "not_published" if "keep" in (name, standing[:4]) and "publish" not in (name, standing[:7]) else "named"
    response = build.response(build.phase(), consent=consent, standing=standing)
    consent_forbids = name == "keep" and consent == "named"
    if STANDING.may(name, standing) and not consent_forbids:
        act(response, name)
        response.refresh_from_db()
        assert response.standing == STANDING.moves[name][1]
    else:
        with pytest.raises(Refused):
            act(response, name)
        response.refresh_from_db()
        assert response.standing == standing
        assert Decision.objects.count() == AuditEntry.objects.count() == 0


@pytest.mark.parametrize(
    ("consent", "name", "organisation"),
    [("named", "Somsak Vongsa", "Mekong Crafts"), ("organisation", "", "Mekong Crafts"), ("anonymous", "", "")],
)
def test_the_record_holds_exactly_what_consent_allows(consent: str, name: str, organisation: str) -> None:
    phase = build.phase()
    response = build.response(phase, consent=consent, answers={**build.ANSWERS, "secret": "not of this form"})
    act(response, "publish")
    record: dict[str, Any] = {**PublishedResponse.objects.values().get()}
    at = record.pop("published_at")
    statements = list(record_statements(record.pop("id")))
    assert at == Decision.objects.get().decided_at
    assert record == {
        "response_id": response.pk,
        "reference": response.reference,
        "consultation_id": phase.consultation_id,
        "phase_id": phase.pk,
        "revision_id": response.revision_id,
        "consent": consent,
        "name": name,
        "organisation": organisation,
        "organisation_verified": False,
        "is_national_position": False,
        "represents": "",
        "formed": "",
        "capacity": "msme",
        "country": "LA",
        "sector": "retail",
        "size": "10-49",
        "elements": ["digital-payments"],
        "answers": build.ANSWERS,
        "language": "en",
        "submitted_on": response.submitted_at.date() if response.submitted_at else None,
        "timing": "on_time",
        "channel": "web",
        "edition": 1,
        "is_example": False,
        "member_count": 0,
        "member_groups": {},
    }
    uuids = dict(response.statements.values_list("key", "uuid"))
    assert statements == [
        (uuids["hurdles__other"], "hurdles__other", 0, "", "en", "Slow connections"),
        (uuids["why"], "why", 1, "digital-payments", "en", "Our customers pay by telephone."),
    ]


def record_statements(record_id: int) -> Any:
    rows = PublishedStatement.objects.filter(published_id=record_id)
    return rows.values_list("uuid", "key", "order", "element", "language", "text")


def test_tallies_follow_publish_and_unpublish() -> None:
    phase = build.phase()
    first, second = build.response(phase), build.response(phase, answers={"stand": "support"}, statements={})
    act(first, "publish")
    assert tallies() == build.COUNTS
    act(second, "publish")
    assert tallies() == build.COUNTS | {("stand", ""): 2, ("stand", "support"): 1}
    act(first, "unpublish", seen=1)
    assert tallies() == {("stand", ""): 1, ("stand", "support"): 1}
    act(first, "publish", seen=2)
    assert tallies() == build.COUNTS | {("stand", ""): 2, ("stand", "support"): 1}
    assert Decision.objects.filter(response_id=first.pk).count() == 3


def test_a_newer_edition_replaces_the_older_in_the_same_transaction() -> None:
    phase = build.phase()
    old = build.response(phase)
    act(old, "publish")
    Response.objects.filter(pk=old.pk).update(state="superseded")
    new = build.response(
        phase, reference=old.reference, edition=2, supersedes=old, answers={"stand": "oppose"}, statements={"wish": "Less paper."}
    )
    act(new, "publish")
    record = PublishedResponse.objects.get()
    assert (record.response_id, record.edition, record.reference) == (new.pk, 2, old.reference)
    assert tallies() == {("stand", ""): 1, ("stand", "oppose"): 1, ("wish", ""): 1}
    old.refresh_from_db()
    assert old.standing == Standing.NONE
    assert Decision.objects.filter(response_id=old.pk).first().act == "remove"  # type: ignore[union-attr]


def test_a_wrong_tally_never_keeps_something_in_the_record() -> None:
    response = build.response(build.phase())
    act(response, "publish")
    Tally.objects.update(count=0)
    act(response, "unpublish", seen=1)
    assert PublishedResponse.objects.count() == 0
    assert tallies() == {}


def test_the_second_officer_is_told_what_the_first_did() -> None:
    response = build.response(build.phase())
    first = act(response, "decline", by="nok")
    with pytest.raises(Conflict) as caught:
        act(response, "publish", by="anh")
    assert caught.value.context == {"other": first, "wanted": "publish"}
    assert caught.value.sentence.startswith(f"nok was quicker: {response.reference} was declined on ")
    assert "(Asia/Jakarta)" in caught.value.sentence


@pytest.mark.parametrize(("state", "did"), [("withdrawn", "withdrew"), ("superseded", "replaced")])
def test_what_its_owner_took_back_cannot_be_decided_on(state: str, did: str) -> None:
    response = build.response(build.phase())
    Response.objects.filter(pk=response.pk).update(state=state, standing="none")
    with pytest.raises(Conflict, match=f"Its owner {did} this response"):
        act(response, "publish")


def test_drafts_and_unknown_numbers_are_not_found() -> None:
    draft = build.response(build.phase(), state="draft", standing="none")
    for number in (draft.pk, 0, 10**30):
        with pytest.raises(NotFound):
            decide(response_id=number, act="publish", reason="accepted", note="", by="nok", seen=0)


@pytest.mark.parametrize(
    ("name", "reason", "note", "sentence"),
    [
        ("publish", "spam", "", "Choose a reason that belongs to “Publish”."),
        ("return", "incomplete", " \n", "“Something is missing or unclear” needs a note: the filer reads it."),
        ("decline", "other", "", "“Other, see the note” needs a note: the filer reads it."),
        ("decline", "spam", "x" * 2001, "Shorten the note to 2000 characters; it has 2001."),
        ("remove", "owner", "", "This is not an act of an officer."),
    ],
)
def test_reason_and_note_must_fit_the_act(name: str, reason: str, note: str, sentence: str) -> None:
    response = build.response(build.phase())
    with pytest.raises(Refused) as caught:
        decide(response_id=response.pk, act=name, reason=reason, note=note, by="nok", seen=0)
    assert caught.value.sentence == sentence


def test_a_decision_undone_leaves_nothing_behind() -> None:
    response = build.response(build.phase())
    with transaction.atomic():
        act(response, "publish")
        transaction.set_rollback(True)
    response.refresh_from_db()
    assert response.standing == "waiting"
    for model in (Decision, AuditEntry, PublishedResponse, PublishedStatement, Tally):
        assert model.objects.count() == 0


def test_an_audit_entry_that_cannot_be_written_undoes_the_decision() -> None:
    response = build.response(build.phase())
    with pytest.raises(Exception, match="too long"), transaction.atomic():
        act(response, "publish", by="n" * 151)
    assert Decision.objects.count() == PublishedResponse.objects.count() == 0


def test_bulk_publishes_what_it_may_and_names_the_rest() -> None:
    phase = build.phase()
    open_ones = [build.response(phase, consent=consent) for consent in ["named", "organisation", "anonymous"] * 13]
    closed = [build.response(phase, consent="not_published") for _ in range(9)]
    decided = build.response(phase)
    act(decided, "decline", by="anh")
    withdrawn = build.response(phase, state="withdrawn", standing="none")
    ids = [response.pk for response in [*open_ones, *closed, decided, withdrawn]]
    assert len(ids) == 50
    outcome = decide_many(ids_with_seen=dict.fromkeys(ids, 0), act="publish", reason="accepted", note="", by="nok")
    assert outcome.done == tuple(response.reference for response in open_ones)
    assert outcome.refused[:9] == tuple(RefusedOne(response.reference, NO_CONSENT) for response in closed)
    assert [one.reference for one in outcome.refused[9:]] == [decided.reference, withdrawn.reference]
    assert outcome.refused[9].sentence.startswith(f"anh was quicker: {decided.reference} was declined on ")
    assert outcome.refused[10].sentence.startswith("Its owner withdrew this response.")
    assert PublishedResponse.objects.count() == 39
    assert tallies()["stand", "with_changes"] == 39
    assert AuditEntry.objects.filter(act="decision.publish").count() == 39


@pytest.mark.parametrize("count", [2, 40])
def test_bulk_takes_the_same_number_of_queries_for_few_and_many(
    count: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    phase = build.phase()
    ids = dict.fromkeys([build.response(phase).pk for _ in range(count)], 0)
    with django_assert_num_queries(17):
        decide_many(ids_with_seen=ids, act="publish", reason="accepted", note="", by="nok")


def test_bulk_refuses_more_than_fits_one_step_and_names_unknown_numbers() -> None:
    with pytest.raises(Refused, match="500 responses at most"):
        decide_many(ids_with_seen=dict.fromkeys(range(501), 0), act="publish", reason="accepted", note="", by="nok")
    outcome = decide_many(ids_with_seen={7: 0}, act="publish", reason="accepted", note="", by="nok")
    assert outcome.refused == (RefusedOne("Number 7", "There is no such response."),)


def test_keep_is_for_those_who_asked_not_to_be_published() -> None:
    with pytest.raises(Refused, match=HAS_CONSENT):
        act(build.response(build.phase()), "keep")
