"""An officer builds a questionnaire from nothing, with every kind of question, and publishes it. Nothing is done by hand."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from consultations.branching import Problem
from consultations.compiling import compile_form, form_problems
from consultations.models import Consultation, Phase, Question, Section
from consultations.spec import ConditionSpec, FormSpec
from core.models import AuditEntry
from tests import make
from tests.consultations.admin.page import messages, send

pytestmark = pytest.mark.django_db

KINDS = {
    "Do you trade?": ("single", {"allow_other": "on"}),
    "Which topics matter?": ("multiple", {"max_choices": "2"}),
    "How important is it?": ("scale", {"low_label": "not at all", "high_label": "very"}),
    "What is your position?": ("position", {}),
    "What comes first?": ("ranking", {}),
    "What does it cost?": ("number", {"unit": "US$", "minimum": "0"}),
    "One wish?": ("short_text", {}),
    "Why is that so?": ("long_text", {"max_characters": "2000"}),
    "By when are you ready?": ("date", {}),
    "With which country?": ("country", {}),
}


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(make.staff())
    return client


def test_an_officer_builds_and_publishes_a_form_of_every_kind(officer: Client) -> None:
    element = make.element()
    send(
        officer,
        "/admin/consultations/consultation/add/",
        "consultation_form",
        title="Rules for digital trade",
        summary="Tell us what works.",
        slug="rules",
        elements=[element.pk],
        **{
            "phases-0-title": "First round",
            "phases-0-opens_at": "2099-01-05T09:00",
            "phases-0-closes_at": "2099-03-05T23:59",
        },
    )
    phase = Phase.objects.get(consultation__slug="rules")
    assert phase.opens_at == datetime(2099, 1, 5, 2, 0, tzinfo=UTC)  # nine o'clock in Jakarta

    send(
        officer,
        f"/admin/consultations/section/add/?phase={phase.pk}",
        "section_form",
        title="Trade on paper",
        element=element.pk,
        **{"questions-0-text": "Do you trade?", "questions-0-kind": "short_text"},
    )
    section = Section.objects.get()
    assert (section.key, section.order) == ("trade_paper", 10)
    first = Question.objects.get()
    assert (first.key, first.order) == ("trade", 10)
    officer.post(f"/admin/consultations/question/{first.pk}/delete/", {"post": "yes"})
    assert Question.objects.count() == 0

    for text, (kind, settings) in KINDS.items():
        labels = ("Yes", "No") if kind in ("single", "multiple", "ranking") else ()
        choices = {f"choices-{n}-label": label for n, label in enumerate(labels)}
        sent = send(
            officer,
            f"/admin/consultations/question/add/?section={section.pk}",
            "question_form",
            text=text,
            kind=kind,
            **settings,
            **choices,
        )
        assert sent.redirect_chain[-1][0].startswith(f"/admin/consultations/phase/{phase.pk}/change/#question-")
    trade, why = Question.objects.get(key="trade"), Question.objects.get(key="so")
    send(
        officer,
        f"/admin/consultations/question/{why.pk}/change/",
        "question_form",
        **{
            "conditions-0-depends_on": trade.pk,
            "conditions-0-operator": "any_of",
            "conditions-0-chosen": [f"{trade.pk}:yes", f"{trade.pk}:other"],
        },
    )
    spec = compile_form(phase)
    assert [question.kind for question in spec.questions()] == [kind for kind, _ in KINDS.values()]
    assert spec.by_key["so"].show_if == (ConditionSpec("trade", "any_of", ("yes", "other")),)
    assert form_problems(spec) == []

    preview = officer.get(f"/admin/consultations/phase/{phase.pk}/preview/").content.decode()
    for text in KINDS:
        assert text in preview
    assert "is shown only if “Do you trade?” is answered “Yes” or “Other, please say”" in preview

    page = officer.get(f"/admin/consultations/consultation/{phase.consultation_id}/publish/")
    assert "Publish the consultation" in page.content.decode()
    published = officer.post(f"/admin/consultations/consultation/{phase.consultation_id}/publish/", follow=True)
    assert messages(published) == ["The consultation is published."]
    revision = phase.revisions.get()
    assert FormSpec.from_json(revision.spec) == spec
    assert revision.made_by == "editor"
    acts = set(AuditEntry.objects.values_list("act", flat=True))
    assert {"consultation.add", "section.add", "question.add", "question.delete", "form.revise", "consultation.publish"} <= acts


def test_moving_a_question_up_changes_places(officer: Client) -> None:
    phase = make.consultation(publish=False).phases.get()
    barrier = Question.objects.get(key="barrier")
    page = officer.post(f"/admin/consultations/question/{barrier.pk}/move/", {"direction": "up"}, follow=True)
    assert page.redirect_chain == [(f"/admin/consultations/phase/{phase.pk}/change/#question-{barrier.pk}", 302)]
    assert [question.key for question in compile_form(phase).questions()] == ["stance", "barrier", "reasons", "days"]


def test_moving_a_question_before_what_it_depends_on_is_refused(officer: Client) -> None:
    made = make.consultation(publish=False, questions=(*make.SHORT_FORM, {"key": "more", "show_if": ("days", "answered", [])}))
    phase, more = made.phases.get(), Question.objects.get(key="more")
    page = officer.post(f"/admin/consultations/question/{more.pk}/move/", {"direction": "up"}, follow=True)
    assert messages(page) == ["“more” depends on “days”, which comes later."]
    assert [question.key for question in compile_form(phase).questions()][-1] == "more"


def test_changing_the_order_so_that_a_condition_looks_forward_is_a_form_error(officer: Client) -> None:
    made = make.consultation(publish=False, questions=(*make.SHORT_FORM, {"key": "more", "show_if": ("days", "answered", [])}))
    more = Question.objects.get(key="more", section__phase__consultation=made)
    page = send(officer, f"/admin/consultations/question/{more.pk}/change/", "question_form", order="0", help="Kept")
    assert page.status_code == 200
    assert page.context["adminform"].form.non_field_errors() == ["“more” depends on “days”, which comes later."]
    assert 'value="Kept"' in page.content.decode()
    more.refresh_from_db()
    assert more.help == ""


def test_the_phase_page_says_what_must_be_mended_and_links_to_it(officer: Client) -> None:
    made = make.consultation(publish=False, questions=({"key": "pick", "kind": "single", "text": "Which?"},))
    phase, pick = made.phases.get(), Question.objects.get()
    page = officer.get(f"/admin/consultations/phase/{phase.pk}/change/").content.decode()
    assert f'<a href="/admin/consultations/question/{pick.pk}/change/">“pick” needs at least two choices.</a>' in page
    assert form_problems(compile_form(phase)) == [Problem("“pick” needs at least two choices.", "pick")]
    refused = officer.post(f"/admin/consultations/consultation/{made.pk}/publish/")
    assert refused.status_code == 403
    assert "First phase: “pick” needs at least two choices." in refused.content.decode()
    assert Consultation.objects.get().state == "draft"


def test_the_list_costs_the_same_for_one_row_and_for_three(officer: Client, django_assert_num_queries: object) -> None:
    make.consultation("one")
    officer.get("/admin/consultations/consultation/")  # what Django remembers for ever
    with django_assert_num_queries(8):  # type: ignore[operator]  # a fixture
        assert officer.get("/admin/consultations/consultation/").status_code == 200
    make.consultation("two")
    make.consultation("three")
    with django_assert_num_queries(8):  # type: ignore[operator]  # a fixture
        assert officer.get("/admin/consultations/consultation/").status_code == 200


def test_page_of_a_public_phase_is_saved_and_its_window_stays(officer: Client) -> None:
    phase = make.consultation(opens=timedelta(days=1)).phases.get()
    window = (phase.opens_at, phase.closes_at)
    new = {"sections-TOTAL_FORMS": "2", "sections-1-title": "More", "sections-1-key": "more", "sections-1-order": "2"}
    page = send(officer, f"/admin/consultations/phase/{phase.pk}/change/", "phase_form", title="Second round", **new)
    assert page.redirect_chain
    phase.refresh_from_db()
    assert (phase.title, phase.sections.count(), (phase.opens_at, phase.closes_at)) == ("Second round", 2, window)
    assert phase.revisions.get().number == 1


def test_page_of_a_consultation_that_is_answered_is_saved(officer: Client) -> None:
    made = make.consultation()
    page = send(officer, f"/admin/consultations/consultation/{made.pk}/change/", "consultation_form", summary="In short.")
    assert page.redirect_chain
    made.refresh_from_db()
    assert made.summary == "In short."
