"""Two editors of one page: nobody's words are lost without a word."""

from typing import Any

import pytest
from django.test import Client

from accounts.roles import Role
from consultations.models import Choice, Question
from elements.models import Milestone
from tests import make
from tests.consultations.admin.page import Fields, _Form, send

pytestmark = pytest.mark.django_db


def page_as_read(client: Client, address: str, form_id: str) -> Fields:
    form = _Form(form_id)
    form.feed(client.get(address).content.decode())
    return {name: [value.strip("\n") for value in values] for name, values in form.fields.items()}


@pytest.fixture
def ann(client: Client) -> Client:
    client.force_login(make.staff())
    return client


@pytest.fixture
def ben() -> Client:
    other = Client()
    other.force_login(make.staff(Role.ADMINISTRATOR))
    return other


def text(page: Any) -> str:
    return " ".join(page.content.decode().split())


def test_second_save_of_a_milestone_is_told_what_the_first_changed(ann: Client, ben: Client) -> None:
    made = make.milestone()
    address = f"/admin/elements/milestone/{made.pk}/change/"
    old = page_as_read(ann, address, "milestone_form")
    send(ben, address, "milestone_form", title="Talks ended", status="unknown")
    refused = ann.post(address, {**old, "title": "Talks concluded", "summary": "My long summary."})
    assert refused.status_code == 200
    page = text(refused)
    assert "administrator saved this while you were writing." in page
    assert "Title: now “Talks ended”. Status: now “Not confirmed”." in page
    assert "My long summary." in page
    made.refresh_from_db()
    assert (made.title, made.summary) == ("Talks ended", "It was announced.")
    again = _Form("milestone_form")
    again.feed(refused.content.decode())
    assert ann.post(address, again.fields).status_code == 302
    made.refresh_from_db()
    assert (made.title, made.summary) == ("Talks concluded", "My long summary.")


def test_what_changed_in_links_counts(ann: Client, ben: Client) -> None:
    made = make.milestone()
    talent = make.element("talent")
    address = f"/admin/elements/milestone/{made.pk}/change/"
    old = page_as_read(ann, address, "milestone_form")
    send(ben, address, "milestone_form", elements=[str(talent.pk)])
    assert f"Elements: now “{talent}”." in text(ann.post(address, old))
    assert list(Milestone.objects.get().elements.all()) == [talent]


def test_saves_one_after_the_other_are_not_told(ann: Client, ben: Client) -> None:
    made = make.milestone()
    address = f"/admin/elements/milestone/{made.pk}/change/"
    for client, title in ((ann, "One"), (ben, "Two"), (ann, "Three")):
        send(client, address, "milestone_form", title=title)
    assert Milestone.objects.get().title == "Three"


@pytest.mark.parametrize("state", ["", "x", ":", "title", "title:", "\x00", "nothing:0 " * 500])
def test_odd_state_is_no_error(ann: Client, state: str) -> None:
    address = f"/admin/elements/milestone/{make.milestone().pk}/change/"
    assert ann.post(address, {**page_as_read(ann, address, "milestone_form"), "row-state": state}).status_code in (200, 302)


def test_second_save_of_a_question_is_told_of_its_choices(ann: Client, ben: Client) -> None:
    make.consultation(questions=make.EVERY_KIND, publish=False)
    question = Question.objects.get(key="topics")
    address = f"/admin/consultations/question/{question.pk}/change/"
    old = page_as_read(ann, address, "question_form")
    choice = question.choices.first()
    assert choice is not None
    send(ben, address, "question_form", **{"choices-0-label": "Paper at the border"})
    assert Choice.objects.get(pk=choice.pk).label == "Paper at the border"
    refused = text(ann.post(address, {**old, "text": "Which topics matter?"}))
    assert "Choices: changed." in refused
    assert "Which topics matter?" in refused
    assert Question.objects.get(pk=question.pk).text == "Which topics?"
    assert Choice.objects.get(pk=choice.pk).label == "Paper at the border"
