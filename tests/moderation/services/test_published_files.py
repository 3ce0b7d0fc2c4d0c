"""Which files become public: the checked ones that are not confidential, and words in place of the others."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client

from core.errors import Refused
from core.models import AuditEntry
from moderation.models import PublishedFile
from moderation.services.decide import decide
from responses.models import Attachment, Response
from responses.services.checking import check_waiting
from responses.services.drafts import save_draft, start_draft
from responses.services.files import describe_file
from responses.services.submit import submit_draft
from tests import make
from tests.moderation import build
from tests.moderation.services.test_claims import accept, publish, refuse

pytestmark = pytest.mark.django_db


def sent() -> Response:
    """With a public file, a confidential one with a public version, and a confidential one with a summary."""
    make.consultation()
    draft = start_draft(form=make.form())
    claim = {"claim__reason": ["prices"], "claim__certify": ["yes"]}
    save_draft(key=draft.idempotency_key, posted=make.whole_answer() | claim)
    make.attachment(draft, name="view.txt")
    original = make.attachment(draft, name="costs.txt", content=b"4 million", confidential=True)
    make.attachment(draft, name="costs public.txt", content=b"a large sum", public_version_of=original.uuid)
    other = make.attachment(draft, name="contract.txt", content=b"with two banks", confidential=True)
    describe_file(key=draft.idempotency_key, file=other.uuid, summary="A contract on payments.")
    submit_draft(key=draft.idempotency_key)
    return Response.objects.get(pk=draft.pk)


def rows() -> list[tuple[str, str]]:
    return list(PublishedFile.objects.values_list("name", "summary"))


def test_publication_copies_public_files_and_words_for_the_others() -> None:
    response = sent()
    with pytest.raises(Refused):
        publish(response, 0)
    accept(response)
    publish(response, 1)
    assert rows() == [("view.txt", ""), ("costs public.txt", ""), ("", "A contract on payments.")]


def test_public_page_offers_the_public_files_alone(client: Client) -> None:
    response = sent()
    accept(response)
    publish(response, 1)
    here = f"/consultations/rules-for-trade/responses/{response.reference}/"
    page = client.get(here).content.decode()
    assert "view.txt" in page
    assert "A contract on payments." in page
    assert "contract.txt" not in page
    assert "costs.txt" not in page
    answers = {one.name: client.get(f"{here}files/{one.uuid}/") for one in Attachment.objects.all()}
    assert {name: answer.status_code for name, answer in answers.items()} == {
        "view.txt": 200,
        "costs.txt": 404,
        "costs public.txt": 200,
        "contract.txt": 404,
    }
    assert b"".join(answers["costs public.txt"]) == b"a large sum"
    assert b"".join(answers["view.txt"]) == b"Our view"
    assert answers["view.txt"]["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"
    assert answers["view.txt"]["Content-Disposition"] == 'attachment; filename="view.txt"'


def test_files_leave_the_record_with_their_response(client: Client) -> None:
    response = sent()
    accept(response)
    publish(response, 1)
    file = PublishedFile.objects.get(name="view.txt")
    decide(response_id=response.pk, act="unpublish", reason="other", note="By mistake.", by="nok", seen=2)
    assert rows() == []
    assert client.get(f"/consultations/rules-for-trade/responses/{response.reference}/files/{file.uuid}/").status_code == 404
    assert Attachment.objects.count() == 4


def test_file_that_is_not_checked_yet_keeps_its_response_from_the_record() -> None:
    response = sent()
    accept(response)
    Attachment.objects.filter(name="view.txt").update(scan="waiting")
    with pytest.raises(Refused, match="still being checked"):
        publish(response, 1)
    check_waiting()
    publish(response, 1)


def test_infected_file_is_left_out() -> None:
    response = sent()
    accept(response)
    Attachment.objects.filter(name="view.txt").update(scan="infected")
    publish(response, 1)
    assert rows() == [("costs public.txt", ""), ("", "A contract on payments.")]


@pytest.mark.parametrize(
    "change",
    [
        "SET uuid = (SELECT uuid FROM responses_attachment WHERE name = 'costs.txt') WHERE name = 'view.txt'",
        "SET stored_as = (SELECT stored_as FROM responses_attachment WHERE name = 'costs.txt') WHERE name = 'view.txt'",
        "SET name = 'contract.txt' WHERE name = 'view.txt'",
        "SET name = 'contract.txt' WHERE name = ''",
        "SET summary = 'with two banks' WHERE name = ''",
    ],
)
def test_record_refuses_anything_confidential_by_whatever_way(change: str) -> None:
    response = sent()
    accept(response)
    publish(response, 1)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE moderation_publishedfile {change}")


def test_refused_claim_on_files_returns_the_response() -> None:
    response = sent()
    refuse(response)
    response.refresh_from_db()
    assert (response.claim, response.standing) == ("refused", "returned")


def test_officer_fetches_every_file_and_that_is_audited(client: Client) -> None:
    response = sent()
    client.force_login(build.officer())
    page = client.get(f"/admin/responses/response/{response.pk}/change/").content.decode()
    file = Attachment.objects.get(name="costs.txt")
    address = f"/admin/responses/response/{response.pk}/files/{file.uuid}/"
    assert f'href="{address}"' in page
    assert b"".join(client.get(address)) == b"4 million"
    entry = AuditEntry.objects.get(act="response.read_file")
    assert (entry.target_key, entry.details) == (response.reference, {"edition": 1, "file": str(file.uuid)})
    another = make.response(response.phase)
    assert client.get(f"/admin/responses/response/{another.pk}/files/{file.uuid}/").status_code == 404
