"""What an owner may do after sending."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from consultations.services.publish import move_window
from core.clock import database_now
from core.errors import Closed, Conflict, NotFound, Refused, TooMany
from responses.models import Response
from responses.permissions import open_by_code, own_response_for
from responses.services.amend import start_amendment, withdraw
from responses.services.drafts import save_draft, start_draft
from responses.services.standing import move_standing
from responses.services.submit import Receipt, submit_draft
from tests import make

pytestmark = pytest.mark.django_db


def sent(**changes: str) -> tuple[Response, Receipt]:
    if not Response.objects.exists():
        make.consultation()
    draft = start_draft(form=make.form())
    save_draft(key=draft.idempotency_key, posted=make.whole_answer(**changes))
    receipt = submit_draft(key=draft.idempotency_key)
    return Response.objects.get(pk=draft.pk), receipt


def close(response: Response) -> None:
    phase = response.phase
    move_window(
        phase=phase,
        opens_at=phase.opens_at,
        closes_at=database_now() - timedelta(hours=1),
        by="test",
        reason="test",
    )
    response.refresh_from_db()


def test_amendment_holds_what_was_sent_but_the_certificate() -> None:
    response, _ = sent()
    draft = start_amendment(response=response)
    answered = {name: value for name, value in make.whole_answer().items() if name != "consent__certify"}
    assert draft.draft == answered | {"profile__register_number": [""]}
    assert (draft.edition, draft.reference) == (2, response.reference)
    assert start_amendment(response=response).pk == draft.pk


def test_amendment_of_a_response_withdrawn_meanwhile_is_refused() -> None:
    response, _ = sent()
    withdraw(response=Response.objects.get(pk=response.pk))
    with pytest.raises(Closed):
        start_amendment(response=response)
    assert not Response.objects.drafts().exists()


def test_amendment_supersedes_and_keeps_reference_and_code() -> None:
    response, receipt = sent()
    draft = start_amendment(response=response)
    save_draft(key=draft.idempotency_key, posted={"days": ["7"], "consent__certify": ["yes"]})
    second = submit_draft(key=draft.idempotency_key)
    assert (second.reference, second.code, second.repeated) == (receipt.reference, "", False)
    assert list(Response.objects.order_by("edition").values_list("edition", "state", "standing")) == [
        (1, "superseded", "none"),
        (2, "submitted", "waiting"),
    ]
    opened = open_by_code(reference_typed=receipt.reference, code_typed=receipt.code, address="192.0.2.1")
    assert opened.pk == draft.pk
    assert opened.answers["days"] == "7"


def test_superseding_a_published_edition_leaves_its_removal_to_the_job() -> None:
    response, _ = sent()
    move_standing(response_id=response.pk, act="publish", seen="waiting")
    draft = start_amendment(response=response)
    save_draft(key=draft.idempotency_key, posted={"consent__certify": ["yes"]})
    submit_draft(key=draft.idempotency_key)
    assert list(Response.objects.left_published()) == [response]


def test_amendment_after_closing_only_for_what_was_returned() -> None:
    response, _ = sent()
    close(response)
    with pytest.raises(Closed):
        start_amendment(response=response)
    move_standing(response_id=response.pk, act="return", seen="waiting")
    response.refresh_from_db()
    draft = start_amendment(response=response)
    save_draft(key=draft.idempotency_key, posted={"consent__certify": ["yes"]})
    submit_draft(key=draft.idempotency_key)
    draft.refresh_from_db()
    assert draft.timing == "on_time"


def test_withdraw_leaves_the_queue_and_ends_a_begun_amendment() -> None:
    response, _ = sent()
    start_amendment(response=response)
    withdraw(response=response)
    response.refresh_from_db()
    assert (response.state, response.standing) == ("withdrawn", "none")
    assert Response.objects.drafts().count() == 0
    assert Response.objects.waiting().count() == 0
    with pytest.raises(Refused):
        withdraw(response=response)


def test_sending_an_amendment_of_a_withdrawn_response_is_a_conflict() -> None:
    response, _ = sent()
    draft = start_amendment(response=response)
    save_draft(key=draft.idempotency_key, posted={"consent__certify": ["yes"]})
    Response.objects.filter(pk=response.pk).update(state="withdrawn", standing="none")
    with pytest.raises(Conflict):
        submit_draft(key=draft.idempotency_key)


def test_publish_is_refused_where_the_owner_said_no() -> None:
    response, _ = sent(consent="not_published")
    with pytest.raises(Refused):
        move_standing(response_id=response.pk, act="publish", seen="waiting")


def test_open_by_code_gives_one_sentence_for_every_mismatch() -> None:
    _, receipt = sent()
    _, other = sent()
    sentences = set()
    for reference, code in [
        (receipt.reference, other.code),
        ("DEFA-0000-0000-0", receipt.code),
        ("", ""),
        ("\0", "é"),
        (receipt.reference, ""),
    ]:
        with pytest.raises(NotFound) as refused:
            open_by_code(reference_typed=reference, code_typed=code, address="192.0.2.1")
        sentences.add(str(refused.value))
    assert sentences == {"The reference and the access code do not belong together. Check both and try again."}


def test_open_by_code_stops_guessing_from_one_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("responses.permissions.MOST_WRONG_TRIES", 3)
    for reference in ("DEFA-0000-0000-0", "", "mistyped"):
        with pytest.raises(NotFound):
            open_by_code(reference_typed=reference, code_typed="wrong", address="192.0.2.1")
    with pytest.raises(TooMany):
        open_by_code(reference_typed="DEFA-0000-0000-0", code_typed="wrong", address="192.0.2.1")
    with pytest.raises(NotFound):
        open_by_code(reference_typed="DEFA-0000-0000-0", code_typed="wrong", address="192.0.2.2")


def test_right_code_opens_however_many_wrong_ones_were_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("responses.permissions.MOST_WRONG_TRIES", 0)
    response, receipt = sent()
    with pytest.raises(TooMany):
        open_by_code(reference_typed=receipt.reference, code_typed="wrong", address="192.0.2.1")
    assert open_by_code(reference_typed=receipt.reference, code_typed=receipt.code, address="192.0.2.1") == response


def test_own_response_needs_a_grant() -> None:
    response, _ = sent()
    with pytest.raises(NotFound):
        own_response_for(RequestFactory().get("/"), response.reference)
