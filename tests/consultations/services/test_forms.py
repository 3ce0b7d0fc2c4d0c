"""Revisions: made at publication, made anew before opening, frozen by the database's clock, corrected by a new one."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from consultations.branching import Problem
from consultations.compiling import compile_form, form_problems
from consultations.models import Choice, Condition, FormRevision, Phase, Question, Section
from consultations.queries import form_in_force, form_of_revision
from consultations.services import forms
from consultations.spec import FormSpec
from core.clock import database_now
from core.errors import Conflict, NotFound, Refused
from core.models import AuditEntry
from tests import make

pytestmark = pytest.mark.django_db

LATER = timedelta(days=5)


def phase_of(slug: str = "rules-for-trade") -> Phase:
    found: Phase = Phase.objects.select_related("consultation").get(consultation__slug=slug)
    return found


def refused_by_database(sql: str, *values: int) -> str:
    with pytest.raises(IntegrityError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return str(refused.value).partition("\n")[0]


def test_an_edit_before_opening_makes_the_first_revision_anew() -> None:
    make.consultation(opens=LATER)
    Question.objects.filter(key="days").update(text="How many working days?")
    revision = forms.refresh_form(phase=phase_of(), by="ann")
    assert revision is not None
    assert (revision.number, revision.made_by) == (1, "ann")
    assert FormSpec.from_json(revision.spec).by_key["days"].text == "How many working days?"
    assert FormRevision.objects.count() == 1


def test_an_edit_before_opening_that_breaks_the_form_is_refused() -> None:
    make.consultation(opens=LATER)
    Choice.objects.filter(key="paper").delete()
    with pytest.raises(Refused, match="“barrier” needs at least two choices"):
        forms.accept_edit(phase=phase_of(), by="ann")


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE consultations_question SET text = 'Changed'",
        "UPDATE consultations_section SET title = 'Changed'",
        "UPDATE consultations_choice SET label = 'Changed'",
        "DELETE FROM consultations_choice",
        "DELETE FROM consultations_condition",
        'INSERT INTO consultations_section (phase_id, "order", key, title, intro)'
        " SELECT id, 9, 'new', 'New', '' FROM consultations_phase",
    ],
)
def test_raw_sql_cannot_change_a_form_that_has_opened(sql: str) -> None:
    made = make.consultation(questions=make.EVERY_KIND)
    assert made.phases.get().revisions.count() == 1
    assert refused_by_database(sql) == "The form is frozen: its phase has opened."


def test_a_question_cannot_be_moved_out_of_a_frozen_form_nor_into_one() -> None:
    make.consultation("open")
    make.consultation("draft", publish=False)
    draft, frozen = Section.objects.get(phase=phase_of("draft")), Section.objects.get(phase=phase_of("open"))
    move = "UPDATE consultations_question SET section_id = %s WHERE section_id = %s AND key = 'days'"
    assert refused_by_database(move, draft.pk, frozen.pk) == "The form is frozen: its phase has opened."
    assert refused_by_database(move, frozen.pk, draft.pk) == "The form is frozen: its phase has opened."


def test_raw_sql_cannot_change_a_revision_nor_the_opening_of_a_phase_that_has_opened() -> None:
    make.consultation()
    sentence = "A form revision never changes once its phase has opened."
    assert refused_by_database("UPDATE consultations_formrevision SET spec = '{}'") == sentence
    assert refused_by_database("DELETE FROM consultations_formrevision") == sentence
    moved = refused_by_database("UPDATE consultations_phase SET opens_at = now() + interval '1 day'")
    assert moved == "The phase has opened: its opening cannot be moved."


def test_a_draft_can_be_changed_after_its_planned_opening() -> None:
    make.consultation(publish=False)
    assert Question.objects.update(help="Still a draft") == 4


def test_a_correction_makes_a_second_revision_and_the_first_stays_as_it_was() -> None:
    make.consultation()
    phase = phase_of()
    first = phase.revisions.get()
    forms.start_correction(phase=phase, by="ann", reason="A wrong unit")
    Question.objects.filter(key="days").update(unit="hours")
    assert form_in_force("rules-for-trade", database_now()).spec.by_key["days"].unit == "days"
    second = forms.publish_correction(phase=phase, by="bo")
    assert (second.number, second.reason, second.made_by) == (2, "A wrong unit", "bo")
    assert form_in_force("rules-for-trade", database_now()).spec.by_key["days"].unit == "hours"
    assert form_of_revision(first.pk).spec.by_key["days"].unit == "days"
    assert phase_of().correcting_since is None
    assert refused_by_database("UPDATE consultations_question SET unit = 'years'") == "The form is frozen: its phase has opened."


def test_a_dropped_correction_puts_every_row_back() -> None:
    make.consultation(questions=make.EVERY_KIND)
    phase = phase_of()
    before = compile_form(phase)
    forms.start_correction(phase=phase, by="ann", reason="Second thoughts")
    Question.objects.filter(key="order").delete()
    Question.objects.filter(key="wish").update(text="Changed")
    forms.drop_correction(phase=phase, by="ann")
    assert compile_form(phase) == before
    assert phase.revisions.count() == 1
    dropped = AuditEntry.objects.get(act="form.drop_correction")
    assert dropped.details == {"changes_undone": True}


def test_corrections_out_of_turn_are_refused() -> None:
    make.consultation("open")
    make.consultation("later", opens=LATER)
    with pytest.raises(Refused, match="has not opened yet"):
        forms.start_correction(phase=phase_of("later"), by="ann", reason="Why not")
    with pytest.raises(Refused, match="Say why the form is corrected"):
        forms.start_correction(phase=phase_of("open"), by="ann", reason=" ")
    for act in (forms.publish_correction, forms.drop_correction):
        with pytest.raises(Refused, match="Start a correction first"):
            act(phase=phase_of("open"), by="ann")
    forms.start_correction(phase=phase_of("open"), by="ann", reason="A slip")
    with pytest.raises(Conflict, match="being corrected already"):
        forms.start_correction(phase=phase_of("open"), by="bo", reason="A slip")
    with pytest.raises(Refused, match="Nothing in the form has changed"):
        forms.publish_correction(phase=phase_of("open"), by="ann")


def test_a_phase_added_to_a_published_consultation_is_public_only_once_published() -> None:
    made = make.consultation(closes=LATER)
    now = database_now()
    second = Phase.objects.create(consultation=made, number=2, title="Second", opens_at=now + LATER, closes_at=now + 2 * LATER)
    assert forms.accept_edit(phase=second, by="ann") is None
    assert list(Phase.objects.public().values_list("number", flat=True)) == [1]
    with pytest.raises(Refused, match="The form has no question yet"):
        forms.first_revision(phase=second, by="ann")
    make.add_question(Section.objects.create(phase=second, key="more", title="More"), key="more")
    assert forms.first_revision(phase=second, by="ann").number == 1
    assert sorted(Phase.objects.public().values_list("number", flat=True)) == [1, 2]
    with pytest.raises(Conflict, match="published already"):
        forms.first_revision(phase=second, by="ann")


def test_what_makes_a_form_unsound_is_said_in_sentences() -> None:
    made = make.consultation(publish=False)
    phase = made.phases.get()
    days, stance, barrier = (Question.objects.get(key=key) for key in ("days", "stance", "barrier"))
    Section.objects.update(element=None)
    other = Section.objects.create(phase=phase, key="other", title="Other", order=9)
    make.add_question(other, key="more")
    for operator, source, values in (
        ("any_of", barrier, ["gone"]),
        ("any_of", days, ["4"]),
        ("at_least", stance, ["4"]),
        ("at_most", days, ["nan"]),
        ("none_of", barrier, []),
    ):
        Condition.objects.create(section=other, depends_on=source, operator=operator, values=values)
    assert [one.sentence for one in form_problems(compile_form(phase))] == [
        "“stance” asks for a position: name the element it is about, here or on its section.",
        "A condition on “barrier” names “gone”, which is not one of its answers.",
        "“days” has no fixed answers: a condition on it can only ask whether it is answered.",
        "A condition compares “stance” with a number, but it is not one.",
        "A condition on “days” compares with “nan”, which is not a number.",
        "A condition on “barrier” names no answer.",
    ]


def test_a_key_that_names_two_questions_is_a_problem() -> None:
    phase = make.consultation(publish=False).phases.get()
    make.add_question(Section.objects.create(phase=phase, key="other", title="Other", order=9), key="days")
    assert form_problems(compile_form(phase)) == [Problem("The key “days” names more than one question.", "days")]


def test_there_is_no_form_in_force_for_a_draft() -> None:
    make.consultation(publish=False)
    with pytest.raises(NotFound):
        form_in_force("rules-for-trade", database_now())
