"""Two windows in one draft: merged answer by answer, and kept twice where both were edited."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from consultations.services.publish import move_window
from core.clock import database_now
from core.errors import BadInput, Conflict, NotFound
from responses.merging import Seen, digest
from responses.models import DraftConflict, Response
from responses.services.amend import start_amendment
from responses.services.conflicts import settle
from responses.services.drafts import save_draft, start_draft
from responses.services.late import late_change_of
from responses.services.submit import NotReady, submit_draft
from responses.states import Choice, ResponseState, Standing, Timing
from tests import make
from tests.responses.pages import fill, send

pytestmark = pytest.mark.django_db
ONE, TWO = "1" * 16, "2" * 16


@pytest.fixture
def draft() -> Response:
    make.consultation()
    draft = start_draft(form=make.form())
    save_draft(key=draft.idempotency_key, posted={"reasons": ["base"], "days": ["1"]})
    draft.refresh_from_db()
    return draft


def seen(draft: Response, window: str, turn: int = 1) -> Seen:
    return Seen(1, {"reasons": digest(["base"]), "days": digest(["1"])}, window, turn)


def save(draft: Response, window: str, turn: int = 1, **values: str) -> Response:
    posted = {"reasons": ["base"], "days": ["1"]} | {name: [value] for name, value in values.items()}
    save_draft(key=draft.idempotency_key, posted=posted, seen=seen(draft, window, turn))
    draft.refresh_from_db()
    return draft


def test_save_of_a_page_that_is_current_is_one_update(draft: Response, django_assert_num_queries: object) -> None:
    with django_assert_num_queries(1):  # type: ignore[operator]
        saved = save_draft(key=draft.idempotency_key, posted={"reasons": ["mine"], "days": ["1"]}, seen=seen(draft, ONE))
    draft.refresh_from_db()
    assert (saved.version, saved.behind, saved.draft) == (2, False, None)
    assert [draft.draft_changes[name][0] for name in ("reasons", "days")] == [2, 1]


def test_two_windows_with_different_answers_are_merged(draft: Response) -> None:
    save(draft, ONE, reasons="from one")
    save(draft, TWO, days="2")
    assert draft.draft == {"reasons": ["from one"], "days": ["2"]}
    assert not DraftConflict.objects.exists()


def test_the_same_answer_in_two_windows_is_kept_twice_and_typing_on_changes_the_kept_one(draft: Response) -> None:
    save(draft, ONE, reasons="from one")
    save(draft, TWO, reasons="from two")
    save(draft, TWO, turn=2, reasons="from two, and more")
    assert draft.draft["reasons"] == ["from one"]
    row = DraftConflict.objects.get()
    assert (row.name, row.kept, row.stood, row.choice) == ("reasons", ["from two, and more"], ["from one"], "")
    assert row.stood_at is not None


@pytest.mark.parametrize(
    ("choice", "stands", "kept"),
    [
        (Choice.STANDING, ["from one"], ["from two"]),
        (Choice.KEPT, ["from two"], ["from two"]),
        (Choice.BOTH, ["from one\n\nfrom two"], ["from two"]),
    ],
)
def test_choosing_settles_and_keeps_the_other_text(draft: Response, choice: str, stands: list[str], kept: list[str]) -> None:
    save(draft, ONE, reasons="from one")
    save(draft, TWO, reasons="from two")
    row = DraftConflict.objects.get()
    settle(key=draft.idempotency_key, conflict=row.uuid, choice=choice, standing=digest(["from one"]))
    draft.refresh_from_db()
    row.refresh_from_db()
    assert draft.draft["reasons"] == stands
    assert (row.kept, row.stood, row.choice) == (kept, ["from one"], choice)
    with pytest.raises(NotFound):
        settle(key=draft.idempotency_key, conflict=row.uuid, choice=choice, standing=digest(stands))


def test_choosing_without_having_seen_the_newest_text_is_a_conflict(draft: Response) -> None:
    save(draft, ONE, reasons="from one")
    save(draft, TWO, reasons="from two")
    save(draft, ONE, turn=2, reasons="from one, newer")
    row = DraftConflict.objects.get()
    with pytest.raises(Conflict):
        settle(key=draft.idempotency_key, conflict=row.uuid, choice=Choice.KEPT, standing=digest(["from one"]))
    with pytest.raises(BadInput):
        settle(key=draft.idempotency_key, conflict=row.uuid, choice="neither", standing=digest(["from one, newer"]))
    draft.refresh_from_db()
    assert draft.draft["reasons"] == ["from one, newer"]


def test_typing_the_standing_text_settles_it(draft: Response) -> None:
    save(draft, ONE, reasons="from one")
    save(draft, TWO, reasons="from two")
    save(draft, TWO, turn=2, reasons="from one")
    assert DraftConflict.objects.get().choice == Choice.STANDING


def test_draft_with_two_texts_of_one_answer_is_not_sent(draft: Response) -> None:
    save_draft(key=draft.idempotency_key, posted=make.whole_answer(reasons="base", days="1"))
    save(draft, ONE, reasons="from one")
    save(draft, TWO, reasons="from two")
    with pytest.raises(NotReady) as refused:
        submit_draft(key=draft.idempotency_key)
    assert refused.value.errors == {"reasons": "It was changed in two places at once. Choose which text stays."}
    row = DraftConflict.objects.get()
    settle(key=draft.idempotency_key, conflict=row.uuid, choice=Choice.BOTH, standing=digest(["from one"]))
    submit_draft(key=draft.idempotency_key)
    assert Response.objects.get().statements.get(key="reasons").text == "from one\n\nfrom two"
    assert not DraftConflict.objects.exists()
    assert Response.objects.get().draft_changes == {}


@pytest.mark.django_db(transaction=True)
def test_two_windows_at_the_same_moment_lose_nothing() -> None:
    make.consultation()
    draft = start_draft(form=make.form())
    save_draft(key=draft.idempotency_key, posted={"reasons": ["base"], "days": ["1"]})
    go = threading.Barrier(2)

    def write(window: str, text: str) -> None:
        go.wait()
        try:
            save_draft(key=draft.idempotency_key, posted={"reasons": [text]}, seen=seen(draft, window))
        finally:
            connection.close()

    threads = [threading.Thread(target=write, args=pair) for pair in ((ONE, "from one"), (TWO, "from two"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    draft.refresh_from_db()
    row = DraftConflict.objects.get()
    assert {draft.draft["reasons"][0], row.kept[0]} == {"from one", "from two"}


def sent(**changes: str) -> Response:
    draft = start_draft(form=make.form())
    save_draft(key=draft.idempotency_key, posted=make.whole_answer(**changes))
    submit_draft(key=draft.idempotency_key)
    return Response.objects.get(pk=draft.pk)


def close(response: Response, ago: timedelta = timedelta(hours=1)) -> None:
    phase = response.phase
    move_window(phase=phase, opens_at=phase.opens_at, closes_at=database_now() - ago, by="test", reason="test")


def late_amendment(first: Response, ago: timedelta = timedelta(hours=1), **changes: str) -> Response:
    draft = start_amendment(response=first)
    save_draft(key=draft.idempotency_key, posted=make.whole_answer(**changes))
    close(first, ago)
    submit_draft(key=draft.idempotency_key)
    return Response.objects.get(pk=draft.pk)


def test_amendment_sent_late_stands_beside_the_edition_sent_in_time() -> None:
    make.consultation()
    first = sent(reasons="in time")
    late = late_amendment(first, reasons="too late")
    first.refresh_from_db()
    assert (first.state, first.standing, first.timing) == (ResponseState.SUBMITTED, Standing.WAITING, Timing.ON_TIME)
    assert (late.state, late.standing, late.timing) == (ResponseState.BESIDE, Standing.NONE, Timing.LATE)
    assert late.statements.get(key="reasons").text == "too late"
    assert late_change_of(first.reference) == late


def test_amendment_in_the_minutes_of_grace_replaces() -> None:
    make.consultation()
    first = sent()
    later = late_amendment(first, timedelta(minutes=1))
    first.refresh_from_db()
    assert (first.state, later.state, later.timing) == (ResponseState.SUPERSEDED, ResponseState.SUBMITTED, Timing.GRACE)


def test_change_that_was_asked_for_after_a_late_one_gets_the_next_number() -> None:
    make.consultation()
    first = sent()
    late_amendment(first)
    Response.objects.filter(pk=first.pk).update(standing=Standing.RETURNED)
    first.refresh_from_db()
    assert start_amendment(response=first).edition == 3


def test_owner_is_told_that_the_change_came_late(client: Client) -> None:
    make.consultation()
    sent = send(client)
    here = str(client.post(f"/responses/{sent.reference}/amend/")["Location"])
    fill(client, here)
    close(Response.objects.get(reference=sent.reference, edition=1))
    answer = client.post(f"{here}submit/")
    assert "Your change came after the closing time." in client.get(answer["Location"]).content.decode()
    own = client.get(f"/responses/{sent.reference}/").content.decode()
    assert "A change came after the closing time." in own
    assert "Waiting to be read" in own
