"""What the database itself holds of phases, forms and conditions."""

import time
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import RestrictedError

from consultations.models import Condition, Consultation, FormRevision, Phase, Question, Section
from consultations.services.forms import refresh_form
from consultations.services.publish import move_window
from core.clock import database_now
from tests import make


@pytest.mark.django_db(transaction=True)
def test_edit_that_is_committed_after_the_opening_does_not_stand() -> None:
    phase = make.consultation(opens=timedelta(seconds=1)).phases.get()
    edit_past_the_opening = transaction.atomic()
    edit_past_the_opening.__enter__()
    Question.objects.filter(key="days").update(text="How many working days?")
    refresh_form(phase=phase, by="ann")
    time.sleep(1.2)
    with pytest.raises(IntegrityError, match="never changes once its phase has opened"):
        edit_past_the_opening.__exit__(None, None, None)
    assert "working days" not in str(FormRevision.objects.get().spec)
    assert not Question.objects.filter(text__contains="working").exists()


@pytest.mark.django_db
def test_sequence_rises_when_a_calendar_would_show_something_else() -> None:
    made = make.consultation(opens=timedelta(days=2))
    phase = made.phases.get()

    def sequence() -> int:
        return Phase.objects.values_list("sequence", flat=True).get()

    first, stamp = sequence(), phase.updated_at
    Phase.objects.update(intro="Nothing a calendar shows.")
    assert sequence() == first
    move_window(phase=phase, opens_at=phase.opens_at, closes_at=database_now() + timedelta(days=9), by="ann", reason="More time")
    assert sequence() == first + 1
    Consultation.objects.update(title="Rules for digital trade")
    assert sequence() == first + 2
    assert Phase.objects.get().updated_at > stamp


@pytest.mark.django_db
def test_question_that_others_wait_for_is_not_deleted_alone() -> None:
    questions = (
        {"key": "trades", "kind": "single", "choices": ("yes", "no")},
        {"key": "why", "show_if": ("trades", "any_of", ["yes"])},
    )
    make.consultation(questions=questions, publish=False, opens=timedelta(days=1))
    with pytest.raises(RestrictedError):
        Question.objects.get(key="trades").delete()
    assert Condition.objects.count() == 1
    Section.objects.get().delete()
    assert not Question.objects.exists()
