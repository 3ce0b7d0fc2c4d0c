"""Two at once, on a real database: one wins, the other is told; nobody waits for ever."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection

from core.errors import Conflict
from moderation.models import Decision, PublishedResponse, Tally
from moderation.services.decide import BulkOutcome, decide, decide_many
from moderation.services.recount import recount
from tests.moderation import build

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*calls: Callable[[], Any]) -> list[Any]:
    """What each call returned or raised, all started together, each on a connection of its own."""
    start = Barrier(len(calls))
    results: list[Any] = [None] * len(calls)

    def run(place: int, call: Callable[[], Any]) -> None:
        start.wait()
        try:
            results[place] = call()
        except Conflict as conflict:
            results[place] = conflict
        finally:
            connection.close()

    threads = [Thread(target=run, args=pair) for pair in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    assert not any(thread.is_alive() for thread in threads)
    return results


def test_two_officers_one_wins_and_the_other_is_told_by_whom() -> None:
    response = build.response(build.phase())

    def act(by: str, name: str, reason: str) -> Decision:
        return decide(response_id=response.pk, act=name, reason=reason, note="", by=by, seen=0)

    results = at_once(lambda: act("nok", "publish", "accepted"), lambda: act("anh", "decline", "spam"))
    winner = next(result for result in results if isinstance(result, Decision))
    loser = next(result for result in results if isinstance(result, Conflict))
    assert Decision.objects.get() == winner
    assert loser.context["other"] == winner
    assert loser.sentence.startswith(f"{winner.decided_by} was quicker: {response.reference} was ")
    assert PublishedResponse.objects.count() == (1 if winner.act == "publish" else 0)


def test_two_bulk_runs_over_the_same_rows_share_them_without_a_deadlock() -> None:
    phase = build.phase()
    ids = [build.response(phase).pk for _ in range(30)]

    def publish(by: str, order: list[int]) -> BulkOutcome:
        return decide_many(ids_with_seen=dict.fromkeys(order, 0), act="publish", reason="accepted", note="", by=by)

    first, second = at_once(lambda: publish("nok", ids), lambda: publish("anh", ids[::-1]))
    assert len(first.done) + len(second.done) == PublishedResponse.objects.count() == 30
    assert len(first.refused) + len(second.refused) == 30
    assert Tally.objects.get(question="stand", option="").count == 30


def test_decisions_and_a_repair_at_once_leave_right_counts() -> None:
    phase = build.phase()
    responses = [build.response(phase) for _ in range(12)]
    decide(response_id=responses[0].pk, act="publish", reason="accepted", note="", by="nok", seen=0)
    Tally.objects.update(count=40)

    def publish_each(of: int) -> None:
        for response in responses[1:][of::2]:
            decide(response_id=response.pk, act="publish", reason="accepted", note="", by="nok", seen=0)

    at_once(lambda: publish_each(0), lambda: publish_each(1), lambda: recount(repair=True))
    assert recount().sentences == []
    assert Tally.objects.get(question="stand", option="").count == 12
