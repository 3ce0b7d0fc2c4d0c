"""An officer translates a consultation: what readers then get, and what is refused."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from consultations.asked import asked_form
from consultations.models import Consultation, Question
from core.models import AuditEntry
from elements.models import Element
from tests import make

pytestmark = pytest.mark.django_db


def page_of(made: Consultation, language: str = "km") -> str:
    return reverse("admin:consultations_consultation_language", args=[made.pk, language])


def names(made: Consultation) -> tuple[str, str]:
    question = Question.objects.filter(section__phase__consultation=made).order_by("pk")[0]
    return f"consultation-{made.pk}-title", f"question-{question.pk}-text"


def test_translation_reaches_the_reader_and_the_trail(client: Client) -> None:
    made = make.consultation(opens=timedelta(days=1))
    title, question = names(made)
    client.force_login(make.staff())
    shown = client.get(page_of(made)).content.decode()
    assert "Khmer: translation of “Rules for trade”" in shown
    assert "Was-" not in shown  # what is hidden has no label
    assert shown.count('type="hidden" name="was-') == shown.count("vLargeTextField")
    answer = client.post(page_of(made), {title: "ការពិគ្រោះ", question: "ហេតុអ្វី?"})
    assert answer.status_code == 302
    assert "2 of " in client.get(answer["Location"]).content.decode()
    with override("km"):
        form = asked_form(made.slug)
        assert (form.consultation_title, next(form.spec.questions()).text) == ("ការពិគ្រោះ", "ហេតុអ្វី?")
    entry = AuditEntry.objects.get(act="consultation.translate")
    assert (entry.target_key, entry.details) == (made.slug, {"language": "km", "texts": 2})


def test_empty_input_takes_a_translation_away_and_other_languages_stay(client: Client) -> None:
    made = make.consultation(translations={"km": {"title": "ក"}, "id": {"title": "Aturan"}})
    title, _ = names(made)
    client.force_login(make.staff())
    assert client.post(page_of(made), {title: "", f"was-{title}": "ក"}).status_code == 302
    made.refresh_from_db()
    assert made.translations == {"id": {"title": "Aturan"}}


def test_two_translators_of_one_text_do_not_write_over_each_other(client: Client) -> None:
    made = make.consultation(translations={"km": {"title": "first"}})
    title, _ = names(made)
    client.force_login(make.staff())
    answer = client.post(page_of(made), {title: "second", f"was-{title}": ""})
    assert answer.status_code == 409
    made.refresh_from_db()
    assert made.translations == {"km": {"title": "first"}}


def test_form_that_has_opened_is_not_offered(client: Client) -> None:
    made = make.consultation()
    _, question = names(made)
    client.force_login(make.staff())
    assert question not in client.get(page_of(made)).content.decode()
    client.post(page_of(made), {question: "ហេតុអ្វី?"})
    assert set(Question.objects.values_list("translations__km", flat=True)) == {None}


@pytest.mark.parametrize("typed", ["x" * 201, "\x00" * 3 + "x" * 201])
def test_translation_too_long_for_its_field_is_refused(client: Client, typed: str) -> None:
    made = make.consultation()
    title, _ = names(made)
    client.force_login(make.staff())
    assert client.post(page_of(made), {title: typed}).status_code in (200, 403)
    made.refresh_from_db()
    assert made.translations == {}


@pytest.mark.parametrize("language", ["en", "xx"])
def test_no_page_for_the_language_it_is_written_in_nor_for_an_unknown_one(client: Client, language: str) -> None:
    made = make.consultation()
    client.force_login(make.staff())
    assert client.get(page_of(made, language)).status_code == 404


def test_element_is_translated_with_its_subtopics(client: Client) -> None:
    element = make.element()
    topic = element.subtopics.create(text="Invoices")
    client.force_login(make.staff())
    address = reverse("admin:elements_element_language", args=[element.pk, "id"])
    assert client.post(address, {f"subtopic-{topic.pk}-text": "Faktur"}).status_code == 302
    topic.refresh_from_db()
    assert topic.translations == {"id": {"text": "Faktur"}}
    assert Element.objects.get(pk=element.pk).translations == {}
