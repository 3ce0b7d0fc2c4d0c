from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection

from consultations.compiling import compile_form
from consultations.models import Consultation, Phase, Question
from consultations.services.publish import archive_consultation, copy_questionnaire, move_window, publish_consultation
from core.clock import database_now
from core.errors import Conflict, PortalError, Refused
from core.models import AuditEntry
from tests import make


@pytest.mark.django_db
def test_a_consultation_without_phase_or_question_cannot_be_published() -> None:
    bare = Consultation.objects.create(slug="bare", title="Bare", summary="Nothing yet")
    with pytest.raises(Refused, match="Add a phase"):
        publish_consultation(consultation=bare, by="ann")
    now = database_now()
    Phase.objects.create(consultation=bare, title="First", opens_at=now, closes_at=now + timedelta(days=1))
    with pytest.raises(Refused, match="First: The form has no question yet"):
        publish_consultation(consultation=bare, by="ann")
    bare.refresh_from_db()
    assert (bare.state, bare.published_at) == ("draft", None)


@pytest.mark.django_db
def test_publishing_twice_tells_who_was_first() -> None:
    made = make.consultation(publish=False)
    publish_consultation(consultation=made, by="ann")
    with pytest.raises(Conflict, match="ann did this already, at "):
        publish_consultation(consultation=made, by="bo")


@pytest.mark.django_db(transaction=True)
def test_two_officers_publish_at_once_and_the_second_is_told() -> None:
    made = make.consultation(publish=False)
    start, told = Barrier(2), []

    def publish(by: str) -> None:
        try:
            start.wait()
            publish_consultation(consultation=Consultation.objects.get(pk=made.pk), by=by)
            told.append("done")
        except PortalError as error:
            told.append(f"{error.status} {error.sentence.partition(',')[0]}")
        finally:
            connection.close()

    threads = [Thread(target=publish, args=[name]) for name in ("ann", "bo")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    first = AuditEntry.objects.get(act="consultation.publish").actor
    assert sorted(told) == [f"409 {first} did this already", "done"]
    assert made.phases.get().revisions.count() == 1


@pytest.mark.django_db
def test_archiving_waits_for_the_last_phase_to_close() -> None:
    made = make.consultation()
    with pytest.raises(Refused, match="still open"):
        archive_consultation(consultation=made, by="ann")
    closed = make.consultation("closed", closes=timedelta(hours=-1))
    archive_consultation(consultation=closed, by="ann")
    assert closed.state == "archived"


@pytest.mark.django_db
def test_moving_a_window_keeps_old_and_new_and_the_reason() -> None:
    phase = make.consultation(opens=timedelta(days=2)).phases.get()
    old = [phase.opens_at, phase.closes_at]
    new = [at + timedelta(days=7) for at in old]
    move_window(phase=phase, opens_at=new[0], closes_at=new[1], by="ann", reason=" New Year falls in ")
    assert [phase.opens_at, phase.closes_at] == new
    entry = AuditEntry.objects.filter(act="phase.move_window").first()
    assert entry is not None
    assert entry.details == {
        "old": [at.isoformat() for at in old],
        "new": [at.isoformat() for at in new],
        "reason": "New Year falls in",
    }


@pytest.mark.django_db
def test_a_window_that_makes_no_sense_is_refused() -> None:
    phase = make.consultation().phases.get()
    opens, closes, day = phase.opens_at, phase.closes_at, timedelta(days=1)
    with pytest.raises(Refused, match="Say why"):
        move_window(phase=phase, opens_at=opens, closes_at=closes, by="ann", reason=" ")
    with pytest.raises(Refused, match="must come after"):
        move_window(phase=phase, opens_at=opens, closes_at=opens, by="ann", reason="x")
    with pytest.raises(Refused, match="its opening cannot be moved"):
        move_window(phase=phase, opens_at=opens + day, closes_at=closes, by="ann", reason="x")
    move_window(phase=phase, opens_at=opens, closes_at=closes + day, by="ann", reason="x")
    assert phase.closes_at == closes + day


@pytest.mark.django_db
def test_a_copied_questionnaire_is_that_of_its_source() -> None:
    source = make.consultation("source", questions=make.EVERY_KIND).phases.get()
    now = database_now()
    target = Phase.objects.create(
        consultation=Consultation.objects.create(slug="target", title="Target", summary="."),
        opens_at=now,
        closes_at=now + timedelta(days=1),
    )
    assert copy_questionnaire(source=source, target=target, by="ann") == 10
    assert compile_form(target) == compile_form(source)
    assert Question.objects.filter(section__phase=target, element__isnull=True).count() == 10  # they follow their section
    with pytest.raises(Refused, match="has sections already"):
        copy_questionnaire(source=source, target=target, by="ann")
