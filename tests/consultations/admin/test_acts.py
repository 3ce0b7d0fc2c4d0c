"""What is done to a consultation or a phase as a whole, and who may do it."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from accounts.roles import Role
from consultations.compiling import compile_form
from consultations.models import Consultation, Phase, Question, Section
from core.models import AuditEntry
from tests import make
from tests.consultations.admin.page import messages, send

pytestmark = pytest.mark.django_db
LATER = timedelta(days=5)


@pytest.fixture
def officer(client: Client) -> Client:
    client.force_login(make.staff())
    return client


def act(client: Client, level: Consultation | Phase, name: str, **sent: Any) -> Any:
    model = "consultation" if isinstance(level, Consultation) else "phase"
    address = f"/admin/consultations/{model}/{level.pk}/{name}/"
    assert client.get(address).status_code == 200
    return client.post(address, sent, follow=True)


def test_publishing_what_is_published_is_a_conflict_that_says_who(officer: Client) -> None:
    made = make.consultation()
    page = officer.post(f"/admin/consultations/consultation/{made.pk}/publish/")
    assert page.status_code == 409
    assert "test did this already, at " in page.content.decode()


def test_a_correction_from_start_to_publication(officer: Client) -> None:
    phase = make.consultation().phases.get()
    days = Question.objects.get(key="days")
    frozen = officer.get(f"/admin/consultations/question/{days.pk}/change/").content.decode()
    assert "The form is frozen" in frozen
    assert 'name="_save"' not in frozen
    assert messages(act(officer, phase, "correct", reason="A wrong unit")) == [
        "The correction is started: change the form, then publish the correction."
    ]
    send(officer, f"/admin/consultations/question/{days.pk}/change/", "question_form", unit="working days")
    assert messages(act(officer, phase, "publish-correction")) == ["The corrected form is in force."]
    assert [revision.number for revision in phase.revisions.all()] == [2, 1]


def test_a_correction_is_dropped(officer: Client) -> None:
    phase = make.consultation().phases.get()
    before = compile_form(phase)
    act(officer, phase, "correct", reason="Second thoughts")
    Question.objects.filter(key="days").delete()
    assert messages(act(officer, phase, "drop-correction")) == ["The correction is dropped."]
    assert compile_form(phase) == before


def test_a_correction_needs_a_reason(officer: Client) -> None:
    page = act(officer, make.consultation().phases.get(), "correct", reason=" ")
    assert page.context["page"].form.errors == {"reason": ["This field is required."]}


def test_a_window_is_typed_in_the_stated_zone_and_warned_about_when_short(officer: Client) -> None:
    phase = make.consultation(opens=LATER).phases.get()
    page = act(
        officer, phase, "window", opens_at="2099-01-05T09:00", closes_at="2099-01-15T23:59", reason="More time for translations"
    )
    assert messages(page) == [
        "This gives people 10 days. Plan 28 at least, 60 where you can, and more if a public holiday season of a member state "
        "falls in.",
        "The window is moved.",
    ]
    phase.refresh_from_db()
    assert (phase.opens_at.isoformat(), phase.closes_at.isoformat()) == ("2099-01-05T02:00:00+00:00", "2099-01-15T16:59:00+00:00")
    entry = AuditEntry.objects.filter(act="phase.move_window", actor="editor").get()
    assert entry.details["reason"] == "More time for translations"


def test_a_questionnaire_is_copied_into_an_empty_phase(officer: Client) -> None:
    source = make.consultation("source", questions=make.EVERY_KIND).phases.get()
    made = Consultation.objects.create(slug="target", title="Target", summary=".")
    target = Phase.objects.create(consultation=made, opens_at=source.opens_at, closes_at=source.closes_at)
    assert messages(act(officer, target, "copy", source=source.pk)) == ["The questionnaire is copied. Change here what differs."]
    assert compile_form(target) == compile_form(source)


def test_an_archived_consultation(officer: Client) -> None:
    made = make.consultation(closes=timedelta(hours=-1))
    assert messages(act(officer, made, "archive")) == ["The consultation is archived."]


def test_an_edit_that_breaks_a_published_form_is_refused_and_every_word_kept(officer: Client) -> None:
    phase = make.consultation(opens=LATER).phases.get()
    section = Section.objects.get()
    page = send(
        officer,
        f"/admin/consultations/question/add/?section={section.pk}",
        "question_form",
        text="Which of these?",
        kind="single",
        help="Take your time",
    )
    assert page.context["adminform"].form.non_field_errors() == ["“which_of_these” needs at least two choices."]
    assert 'value="Take your time"' in page.content.decode()
    assert len(list(compile_form(phase).questions())) == 4


def test_an_edit_of_a_published_form_before_opening_reaches_the_public_form(officer: Client) -> None:
    phase = make.consultation(opens=LATER).phases.get()
    section = Section.objects.get()
    send(officer, f"/admin/consultations/section/{section.pk}/change/", "section_form", title="Trade, digital")
    assert phase.revisions.get().spec["sections"][0]["title"] == "Trade, digital"


def test_a_form_that_opens_while_it_is_edited_says_so(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    make.consultation()
    days = Question.objects.get(key="days")
    monkeypatch.setattr(Phase, "form_is_editable", lambda *_: True)  # as it was a moment ago, when the page was fetched
    page = send(officer, f"/admin/consultations/question/{days.pk}/change/", "question_form", unit="hours")
    assert page.status_code == 200
    assert messages(page) == ["The form is frozen: its phase has opened. Start a correction to change it."]


def test_conditions_are_chosen_among_earlier_questions_only(officer: Client) -> None:
    make.consultation(publish=False)
    reasons, barrier, days = (Question.objects.get(key=key) for key in ("reasons", "barrier", "days"))
    address = f"/admin/consultations/question/{barrier.pk}/change/"
    later = send(officer, address, "question_form", **{"conditions-0-depends_on": days.pk, "conditions-0-operator": "answered"})
    assert "That choice is not one of the available choices." in later.content.decode()
    text = send(officer, address, "question_form", **{"conditions-0-depends_on": reasons.pk, "conditions-0-operator": "any_of"})
    assert "“Why?” has no fixed answers. Ask only whether it is answered." in text.content.decode()
    compared = send(
        officer,
        f"/admin/consultations/question/{days.pk}/change/",
        "question_form",
        **{"conditions-0-depends_on": barrier.pk, "conditions-0-operator": "at_least", "conditions-0-number": "3"},
    )
    assert "“What hinders you most?” is not answered with a number." in compared.content.decode()


def test_keys_are_taken_in_the_whole_phase(officer: Client) -> None:
    phase = make.consultation(publish=False).phases.get()
    section = Section.objects.create(phase=phase, key="more", title="More", order=99)
    page = send(
        officer, f"/admin/consultations/question/add/?section={section.pk}", "question_form", text="?", kind="date", key="days"
    )
    assert "The key “days” is taken in this phase. Choose another, or leave it empty." in page.content.decode()


def test_adding_without_a_parent_leads_to_the_list(officer: Client) -> None:
    for model, parent in (("phase", "consultation"), ("section", "phase"), ("question", "section")):
        for query in ("", f"?{parent}=9", f"?{parent}=x", f"?{parent}=" + "9" * 5000):
            page = officer.get(f"/admin/consultations/{model}/add/{query}", follow=True)
            assert messages(page) == [f"Open the {parent} first, then add to it there."]


def test_a_published_consultation_cannot_be_deleted(officer: Client) -> None:
    made = make.consultation(opens=LATER)
    assert officer.post(f"/admin/consultations/consultation/{made.pk}/delete/", {"post": "yes"}).status_code == 403
    assert officer.post(f"/admin/consultations/phase/{made.phases.get().pk}/delete/", {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ANALYST, Role.APPROVER])
def test_other_staff_look_and_do_not_build(client: Client, role: Role) -> None:
    made = make.consultation(publish=False)
    phase, days = made.phases.get(), Question.objects.get(key="days")
    client.force_login(make.staff(role))
    assert client.get(f"/admin/consultations/phase/{phase.pk}/preview/").status_code == 200
    page = client.get(f"/admin/consultations/question/{days.pk}/change/").content.decode()
    assert "Only Editors can change it." in page
    assert client.post(f"/admin/consultations/question/{days.pk}/change/", {}).status_code == 403
    assert client.post(f"/admin/consultations/question/{days.pk}/move/", {"direction": "up"}).status_code == 403
    for name in ("window", "copy", "publish", "correct", "publish-correction", "drop-correction"):
        assert client.post(f"/admin/consultations/phase/{phase.pk}/{name}/").status_code == 403
    for name in ("publish", "archive"):
        assert client.post(f"/admin/consultations/consultation/{made.pk}/{name}/").status_code == 403


def test_nobody_else_sees_anything(client: Client) -> None:
    phase = make.consultation(publish=False).phases.get()
    assert client.get(f"/admin/consultations/phase/{phase.pk}/preview/").status_code == 302


def test_what_does_not_exist_is_not_found(officer: Client) -> None:
    for address in ("phase/9/preview/", "phase/9/window/", "consultation/9/publish/"):
        assert officer.get(f"/admin/consultations/{address}").status_code == 404
    assert officer.post("/admin/consultations/section/9/move/").status_code == 404
    assert officer.get("/admin/consultations/section/9/move/").status_code == 405


@pytest.mark.parametrize("way", ["its own page", "a line of its section"])
def test_a_question_that_others_wait_for_is_not_deleted(officer: Client, way: str) -> None:
    questions = (
        {"key": "trades", "kind": "single", "text": "Do you trade?", "choices": ("yes", "no")},
        {"key": "why", "text": "Why?", "show_if": ("trades", "any_of", ["yes"])},
    )
    make.consultation(questions=questions, publish=False, opens=timedelta(days=1))
    source = Question.objects.get(key="trades")
    if way == "its own page":
        page = officer.post(f"/admin/consultations/question/{source.pk}/delete/", {"post": "yes"})
    else:
        address = f"/admin/consultations/section/{source.section_id}/change/"
        page = send(officer, address, "section_form", **{"questions-0-DELETE": "on"})
    assert page.status_code == 200
    assert "trades any_of" in page.content.decode() or "the answer is one of" in page.content.decode()
    assert Question.objects.filter(key="trades").exists()
