"""A consultation and its form in several languages, from the rows to the page."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils.translation import override

from consultations.asked import asked_form
from consultations.compiling import compile_form
from consultations.models import Consultation, Phase, Question
from consultations.queries import consultation_head
from consultations.rows import write_rows
from consultations.services.load_form import read_spec
from consultations.spec import FormSpec
from core.errors import BadInput
from tests import make

pytestmark = pytest.mark.django_db
KHMER = {"km": {"text": "ហេតុអ្វី?"}}


def translate_question(phase: Phase) -> Question:
    question = Question.objects.filter(section__phase=phase).order_by("pk")[0]
    Question.objects.filter(pk=question.pk).update(translations={"km": {"text": "ហេតុអ្វី?"}})
    return question


def test_form_without_translations_is_written_as_it_always_was() -> None:
    old = {"sections": [{"key": "a", "title": "A", "questions": [{"key": "q", "kind": "date", "text": "When?"}]}]}
    written = FormSpec.from_json(old).to_json()
    assert set(written) == {"sections"}
    assert "translations" not in written["sections"][0]
    assert "translations" not in written["sections"][0]["questions"][0]


def test_form_with_translations_goes_to_json_and_back_and_is_copied_with_them() -> None:
    source = make.consultation(opens=timedelta(days=2)).phases.get()
    target = make.consultation("copied", questions=(), publish=False).phases.get()
    target.sections.all().delete()
    question = translate_question(source)
    spec = compile_form(source)
    assert FormSpec.from_json(spec.to_json()) == spec
    assert spec.by_key[question.key].text.in_language("km") == "ហេតុអ្វី?"  # type: ignore[attr-defined]  # a Translated
    write_rows(phase=target, spec=spec)
    assert compile_form(target) == spec
    assert Question.objects.get(section__phase=target, key=question.key).translations == KHMER


@pytest.mark.parametrize("wrong", ["x", {"km": "x"}, {"km": {"key": "x"}}, {"km": {"text": 1}}])
def test_file_with_odd_translations_is_no_questionnaire(wrong: object) -> None:
    question = {"key": "q", "kind": "date", "text": "When?", "translations": wrong}
    with pytest.raises(BadInput):
        read_spec({"sections": [{"key": "a", "title": "A", "questions": [question]}]})


def test_database_takes_translations_by_language_alone() -> None:
    made = make.consultation()
    with pytest.raises(IntegrityError, match="consultation_translations_by_language"), transaction.atomic():
        Consultation.objects.filter(pk=made.pk).update(translations=[])


def test_public_pages_are_in_the_language_of_the_reader() -> None:
    make.consultation()
    form = make.form()
    Consultation.objects.filter(slug=form.consultation_slug).update(translations={"km": {"title": "ការពិគ្រោះ"}})
    with override("km"):
        assert consultation_head(form.consultation_slug).title == "ការពិគ្រោះ"
        assert asked_form(form.consultation_slug).consultation_title == "ការពិគ្រោះ"
        assert asked_form(form.consultation_slug).phase_title.lang == "en"  # type: ignore[attr-defined]  # a LocalText
    assert consultation_head(form.consultation_slug).title == form.consultation_title
