"""Texts in several languages: what a reader of each is given."""

import copy
import pickle
from dataclasses import dataclass

import pytest
from django.core.exceptions import ValidationError
from django.template import engines
from django.utils.translation import override

from consultations.models import Consultation
from core.localised import Told, told
from core.translated import LocalText, Translated, in_language, translated, translations_of
from core.translations import cleaned_translations
from core.words import message
from tests.catalogue import catalogue

TITLE = Translated("Paying across borders", "en", (("id", "Pembayaran lintas batas"), ("km", "ការទូទាត់")))


@dataclass(frozen=True)
class Page:
    title: str
    lines: tuple[str, ...] = ()


@pytest.mark.parametrize(
    ("reader", "text", "lang"),
    [("en", "Paying across borders", "en"), ("km", "ការទូទាត់", "km"), ("th", "Paying across borders", "en")],
)
def test_reader_gets_the_translation_else_what_was_written(reader: str, text: str, lang: str) -> None:
    given = TITLE.in_language(reader)
    assert (str(given), given.lang) == (text, lang)


def test_text_is_equal_to_its_words_and_to_no_text_in_another_language() -> None:
    assert TITLE == "Paying across borders"
    assert LocalText("DEFA", "en") != LocalText("DEFA", "km")
    assert Translated("Paying across borders", "en") != TITLE
    assert hash(TITLE) == hash("Paying across borders")


@pytest.mark.parametrize("copied", [copy.deepcopy(TITLE), pickle.loads(pickle.dumps(TITLE))])  # noqa: S301 - our own bytes
def test_copy_of_a_text_keeps_its_languages(copied: Translated) -> None:
    assert (copied, copied.others) == (TITLE, TITLE.others)


def test_translations_go_in_and_come_out() -> None:
    stored = {"id": {"title": "Judul"}, "km": {"title": "ចំណងជើង"}}
    assert translations_of({"title": translated("Title", "title", stored), "intro": "plain"}) == stored
    assert translated("", "title", stored).others == ()


def test_a_page_is_told_once_in_each_language_and_left_alone_where_nothing_changes() -> None:
    page, plain = Page(TITLE, (message("Support"), "x")), Page("x")
    memory = Told()
    with catalogue({"Support": "Mendukung"}):
        assert memory.of(page) == Page("Pembayaran lintas batas", ("Mendukung", "x"))
        assert memory.of(page) is memory.of(page)
    assert memory.of(page).title == "Paying across borders"
    assert in_language(plain, "km") is plain


def test_query_is_told_in_the_language_of_each_reader() -> None:
    page = Page(TITLE)
    query = told(lambda: page)
    with override("km"):
        assert query().title == "ការទូទាត់"
    with override("id"):
        assert query().title == "Pembayaran lintas batas"


def test_page_marks_a_text_in_another_language_and_no_other() -> None:
    template = engines["django"].from_string("<h1{{ title|lang }}>{{ title }}</h1>{{ title|in_language }}")
    with override("th"):
        marked = template.render({"title": LocalText("A & B", "en")})
    assert marked == '<h1 lang="en" dir="auto">A &amp; B</h1><span lang="en" dir="auto">A &amp; B</span>'
    assert template.render({"title": LocalText("A & B", "en")}) == "<h1>A &amp; B</h1>A &amp; B"
    assert template.render({"title": "<b>"}) == "<h1>&lt;b&gt;</h1>&lt;b&gt;"


def test_translation_is_cleaned_like_its_source() -> None:
    given = {"km": {"title": " ចំណងជើង\x00\ud800 ", "summary": ""}, "id": {"body": "  "}}
    assert cleaned_translations(Consultation, given) == {"km": {"title": "ចំណងជើង"}}


@pytest.mark.parametrize(
    "wrong",
    [
        "text",
        {"xx-none": {"title": "x"}},
        {"km": "x"},
        {"km": {"slug": "x"}},
        {"km": {"title": 5}},
        {"km": {"title": "x" * 201}},
    ],
)
def test_what_cannot_be_a_translation_is_refused(wrong: object) -> None:
    with pytest.raises(ValidationError):
        cleaned_translations(Consultation, wrong)
