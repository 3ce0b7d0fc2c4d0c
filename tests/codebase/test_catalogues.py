"""The catalogues in the repository: whole, sound, and compiled as they stand."""

import re
from functools import cache
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from core.languages import LANGUAGES, SOURCE, Language
from tools.catalogues import FOLDER, TRANSLATED, compiled, is_whole, locale_name, plural_header, read, source_of
from tools.collecting import collected

PRESENT = [language for language in TRANSLATED if source_of(language).exists()]
each = pytest.mark.parametrize("language", PRESENT, ids=lambda language: language.code)
PLACEHOLDER = re.compile(r"%\([^)]+\)[a-z]|%%")
TAG = re.compile(r"</?[a-zA-Z][^>]*>")


@cache
def fresh() -> Catalog:
    return collected()


@cache
def catalogue(path: Path) -> Catalog:
    return read(path)


def entries(language: Language) -> list[Message]:
    return [one for one in catalogue(source_of(language)) if one.id]


def texts(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, tuple | list) else [str(value or "")]


def test_all_languages_have_a_catalogue_and_english_needs_none() -> None:
    """Or none has, before the texts are first collected."""
    found = {path.parent.parent.name for path in FOLDER.glob("*/LC_MESSAGES/django.po")}
    assert found in (set(), {locale_name(language) for language in TRANSLATED})
    assert [language.code for language in TRANSLATED] == [code for code in LANGUAGES if code != SOURCE]


def parts(text: str) -> tuple[list[str], list[str]]:
    """What has to be the same in every language, in any order."""
    return sorted(set(PLACEHOLDER.findall(text))), sorted(TAG.findall(text))


@each
def test_every_marked_text_is_translated(language: Language) -> None:
    known = {(one.context, texts(one.id)[0]): one for one in entries(language)}
    wanted = {(one.context, texts(one.id)[0]) for one in fresh() if one.id}
    missing = [key for key in wanted if key not in known or not is_whole(known[key].string)]
    assert missing == [], "make messages collects new texts"
    assert [key for key in known if key not in wanted] == [], "make messages drops texts that are no longer used"


@each
def test_nothing_is_a_guess(language: Language) -> None:
    assert [one.id for one in entries(language) if one.fuzzy] == []
    head = source_of(language).read_text(encoding="utf-8").partition("msgid")[0]
    assert "awaits review by native speakers" in head
    assert f"Plural-Forms: {plural_header(language)}" in source_of(language).read_text(encoding="utf-8")


@each
def test_values_tags_and_links_are_those_of_the_english_text(language: Language) -> None:
    wrong = [
        (texts(one.id)[-1], said)
        for one in entries(language)
        for said in texts(one.string)
        if parts(said) != parts(texts(one.id)[-1])
    ]
    assert wrong == []


@each
def test_no_text_has_white_space_that_the_english_one_has_not(language: Language) -> None:
    wrong = [
        (texts(one.id)[0], said)
        for one in entries(language)
        for said in texts(one.string)
        if (said[:1].isspace(), said[-1:].isspace()) != (texts(one.id)[0][:1].isspace(), texts(one.id)[0][-1:].isspace())
    ]
    assert wrong == []


@each
def test_the_compiled_file_is_that_of_the_source(language: Language) -> None:
    path = source_of(language)
    assert path.with_suffix(".mo").read_bytes() == compiled(path), "make translations compiles them"
