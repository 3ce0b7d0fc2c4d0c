"""Every word a template shows can be translated, but those of the secretariat."""

import re
from pathlib import Path

import pytest

from tests.templates_text import unmarked

TEMPLATES = Path(__file__).parent.parent / "templates"
ENGLISH = ("admin", "pages/styleguide.html")  # for the secretariat, and for those who work on the portal
NO_HTML = (
    "allauth/elements/button.html",
    "consultations/_card.html",
)  # the name of a tag is a variable: the reader cannot follow
PLACES = sorted(place.relative_to(TEMPLATES).as_posix() for place in TEMPLATES.iterdir())
NO_WORDS = frozenset({"UTC"})


def _files(of: str) -> list[Path]:
    place = TEMPLATES / of
    files = sorted(place.rglob("*.html")) if place.is_dir() else [place]
    return [file for file in files if not file.relative_to(TEMPLATES).as_posix().startswith((*ENGLISH, *NO_HTML))]


@pytest.mark.parametrize("place", PLACES)
def test_words_of_templates_are_marked(place: str) -> None:
    found = [
        f"{file.relative_to(TEMPLATES)}:{line}: {words}"
        for file in _files(place)
        for line, words in unmarked(file.read_text())
        if words not in NO_WORDS
    ]
    assert found == []


@pytest.mark.parametrize("script", ["draft", "saving", "mark", "quote", "showif"])
def test_scripts_of_the_answering_pages_hold_no_sentence(script: str) -> None:
    """What they say stands in the page. A sentence has two words and begins with a capital letter."""
    code = (TEMPLATES.parent / "static" / "js" / f"{script}.js").read_text()
    code = re.sub(r"^\s*//.*$|\s// .*$", "", code, flags=re.MULTILINE)
    assert re.findall(r"[\"'`][A-Z][a-z’]* [^\"'`]*[\"'`]", code) == []


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Hello you</p>", [(1, "Hello you")]),
        ('{% load i18n %}\n<p>{% translate "Hello you" %}</p>', []),
        ("{% blocktranslate trimmed %}Hello <b>you</b>{% endblocktranslate %} there", [(1, "there")]),
        ("{# Hello you #}<!-- Hello you --><code>Hello you</code>{{ hello }}: –", []),
        ('<a title="Hello you" href="/hello/">{{ you }}</a>', [(1, 'title="Hello you"')]),
        ('<a title="{% translate "Hello you" %}" data-word-hello=\'Hello\'></a>', [(1, "data-word-hello='Hello'")]),
        ('{% include "a.html" with title="Hello you" %}', [(1, "Hello you")]),
        ('{% include "a.html" with title=_("Hello you") %}', []),
        ('<h2>{{ title|default:"Hello you" }}</h2>', [(1, "Hello you")]),
        ("<p>\n\n  {% if a > b %}Hello{% endif %}</p>", [(3, "Hello")]),
    ],
)
def test_reader_of_templates_finds_what_is_not_marked(html: str, words: list[tuple[int, str]]) -> None:
    assert list(unmarked(html)) == words
