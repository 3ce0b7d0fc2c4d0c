"""“Not published” can never be published, by any path."""

import pytest
from django.db import IntegrityError, connection, transaction

from core.errors import Refused
from moderation.models import PublishedResponse, PublishedStatement
from moderation.services.decide import NO_CONSENT, RefusedOne, decide_many
from responses.models import Response
from tests.moderation import build
from tests.moderation.build import act

pytestmark = pytest.mark.django_db


@pytest.fixture
def response() -> Response:
    return build.response(build.phase(), consent="not_published")


def test_by_the_service(response: Response) -> None:
    with pytest.raises(Refused, match=NO_CONSENT):
        act(response, "publish")
    act(response, "decline")
    act(response, "keep", seen=1)
    with pytest.raises(Refused, match=NO_CONSENT):
        act(response, "publish", seen=2)


def test_in_bulk(response: Response) -> None:
    outcome = decide_many(ids_with_seen={response.pk: 0}, act="publish", reason="accepted", note="", by="nok")
    assert outcome.done == ()
    assert outcome.refused == (RefusedOne(response.reference, NO_CONSENT),)


def test_by_the_orm(response: Response) -> None:
    with pytest.raises(IntegrityError, match="no_publication_without_consent"), transaction.atomic():
        Response.objects.filter(pk=response.pk).update(standing="published")
    for consent in ("not_published", "anonymous", "named"):
        with pytest.raises(IntegrityError, match=r"No consent|record_holds_only_consented"), transaction.atomic():
            record_of(response, consent)


def test_by_raw_sql(response: Response) -> None:
    with (
        pytest.raises(IntegrityError, match="no_publication_without_consent"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE responses_response SET standing = 'published' WHERE id = %s", [response.pk])


def test_by_way_of_another_record(response: Response) -> None:
    other = build.response(response.phase, consent="organisation")
    act(other, "publish")
    record = PublishedResponse.objects.get()
    hidden = response.statements.get(key="why")
    for changed in ({"response_id": response.pk}, {"consent": "named"}, {"name": "Somsak Vongsa"}):
        with pytest.raises(IntegrityError, match="No consent"), transaction.atomic():
            PublishedResponse.objects.filter(pk=record.pk).update(**changed)
    with pytest.raises(IntegrityError, match="No consent"), transaction.atomic():
        PublishedStatement.objects.create(published=record, uuid=hidden.uuid, key="why2", text=hidden.text)
    with pytest.raises(IntegrityError, match="No consent"), transaction.atomic():
        record.statements.filter(key="why").update(uuid=hidden.uuid)


def record_of(response: Response, consent: str) -> PublishedResponse:
    return PublishedResponse.objects.create(
        response_id=response.pk,
        reference=response.reference,
        consultation_id=response.phase.consultation_id,
        phase_id=response.phase_id,
        revision_id=response.revision_id,
        consent=consent,
        capacity="msme",
        country="LA",
        submitted_on="2026-11-02",
        timing="on_time",
        published_at="2026-11-02T00:00:00Z",
    )
