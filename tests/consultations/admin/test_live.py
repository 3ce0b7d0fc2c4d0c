"""The preview beside a question's form follows what is typed and writes nothing."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.roles import Role
from consultations.models import Choice, Question, Section
from core.models import AuditEntry
from tests import make

pytestmark = pytest.mark.django_db
PREVIEW_QUERIES = 12
TYPED = {
    "kind": "multiple",
    "text": "Which rules <b>matter</b>?",
    "help": "Choose two.",
    "allow_other": "on",
    "choices-TOTAL_FORMS": "4",
    "choices-0-label": "Second",
    "choices-0-order": "20",
    "choices-1-label": "First & best",
    "choices-1-order": "10",
    "choices-2-label": "Gone",
    "choices-2-DELETE": "on",
    "choices-3-label": " ",
}


@pytest.fixture
def officer(client: Client) -> Client:
    make.consultation(publish=False)
    client.force_login(make.staff())
    return client


def address() -> str:
    return f"/admin/consultations/section/{Section.objects.get().pk}/question-preview/"


def shown(client: Client, at: str = "", **typed: Any) -> str:
    answer = client.post(at or address(), typed)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_what_is_typed_is_shown_as_people_will_see_it(officer: Client) -> None:
    questions, choices, entries = Question.objects.count(), Choice.objects.count(), AuditEntry.objects.count()
    page = shown(officer, **TYPED)
    assert "Which rules &lt;b&gt;matter&lt;/b&gt;?" in page
    assert "Choose two." in page
    assert page.index("First &amp; best") < page.index("Second") < page.index("Other, please say")
    assert "Gone" not in page
    assert (Question.objects.count(), Choice.objects.count(), AuditEntry.objects.count()) == (questions, choices, entries)


@pytest.mark.parametrize("kind", [question["kind"] for question in make.EVERY_KIND])
def test_every_kind_is_shown(officer: Client, kind: str) -> None:
    assert 'id="q-live-preview"' in shown(officer, **{**TYPED, "kind": kind})


@pytest.mark.parametrize(
    "typed",
    [{}, {"kind": "single"}, {"text": "Only a text"}, {"kind": "nonsense", "text": "?"}, {"kind": "single", "text": "\x00"}],
)
def test_what_is_not_yet_a_question_says_what_is_missing(officer: Client, typed: dict[str, str]) -> None:
    assert "Choose a kind and write the text" in shown(officer, **typed)


@pytest.mark.parametrize(
    "odd",
    [
        {"max_choices": "9" * 5000, "choices-0-order": "9" * 5000},
        {"choices-0-label": "\x00<script>", "unit": "\x00"},
        {"section": "999999", "key": "!", "order": "-1", "minimum": "many"},
    ],
)
def test_half_typed_settings_are_left_out(officer: Client, odd: dict[str, str]) -> None:
    page = shown(officer, **{**TYPED, **odd})
    assert 'id="q-live-preview"' in page
    assert "<script" not in page


def test_another_site_cannot_ask_for_it(officer: Client) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(make.staff(Role.ADMINISTRATOR))
    assert strict.post(address(), TYPED).status_code == 403
    assert officer.get(address()).status_code == 405


@pytest.mark.parametrize("number", [1, 60])
def test_preview_costs_the_same_for_one_choice_and_many(
    officer: Client, django_assert_num_queries: DjangoAssertNumQueries, number: int
) -> None:
    many = {f"choices-{n}-label": f"Choice {n}" for n in range(number)}
    address_here = address()
    with django_assert_num_queries(PREVIEW_QUERIES):
        page = shown(officer, address_here, kind="single", text="Which?", **many)
    assert page.count("Choice ") == number


def test_page_of_a_question_carries_it_only_where_the_form_can_change(officer: Client) -> None:
    question = Question.objects.all()[0]
    page = officer.get(f"/admin/consultations/question/{question.pk}/change/").content.decode()
    assert f'hx-post="{address()}"' in page
    assert "&quot;allowEval&quot;:false" in page or '"allowEval":false' in page
    make.consultation("asked", questions=({"key": "why", "text": "Why?"},))
    frozen = Question.objects.get(key="why", section__phase__consultation__slug="asked")
    assert "hx-post" not in officer.get(f"/admin/consultations/question/{frozen.pk}/change/").content.decode()
