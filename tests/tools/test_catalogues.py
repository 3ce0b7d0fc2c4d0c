"""Collecting and compiling, on texts of the tests' own."""

import ast
import gettext
import io
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from core.languages import LANGUAGES
from tools.catalogues import TRANSLATED, compiled, merged, read, written
from tools.collecting import KEYWORDS, PACKAGES, ROOT, add, collected, texts_in

PYTHON = """
from django.utils.translation import gettext as _
def words(count, name):
    # Translators: the kind of bank that money is in
    a = pgettext("money", "Bank")
    b = _("Hello "
          "there"), _(name), message("At most %(limit)s.", limit=3)
    return ngettext("%(count)s day", "%(count)s days", count), message_n("one", "many", count)
"""
TEMPLATE = """{% load i18n %}
    {% if "it's" %}
  <p title="{% translate "Main" %}">Don't {{ _("filtered") }} {% translate "Bank" context "money" %}</p>
      {% blocktranslate trimmed count n=rows|length with url=there %}
          <a href="{{ url }}">{{ n }} row</a>
      {% plural %}
          <a href="{{ url }}">{{ n }} rows</a>
      {% endblocktranslate %}
 {% blocktranslate %}100 % {{ a }}{% endblocktranslate %}
"""


def catalogue(*sources: tuple[str, bool]) -> Catalog:
    made = Catalog(charset="utf-8")
    for number, (source, is_template) in enumerate(sources):
        for _, function, texts, notes in texts_in(source, is_template=is_template):
            add(made, function, texts, notes, f"file {number}")
    return made


def ids(made: Catalog) -> list[object]:
    return [(one.context, one.id) if one.context else one.id for one in made if one.id]


def test_python_is_read() -> None:
    made = catalogue((PYTHON, False))
    assert ids(made) == [
        ("money", "Bank"),
        "Hello there",
        "At most %(limit)s.",
        ("%(count)s day", "%(count)s days"),
        ("one", "many"),
    ]
    bank = made.get("Bank", "money")
    assert bank is not None
    assert bank.auto_comments == ["Translators: the kind of bank that money is in"]


def test_templates_are_read() -> None:
    assert ids(catalogue((TEMPLATE, True))) == [
        "Main",
        "filtered",
        ("money", "Bank"),
        ('<a href="%(url)s">%(n)s row</a>', '<a href="%(url)s">%(n)s rows</a>'),
        "100 %% %(a)s",
    ]


def test_one_text_in_two_places_is_one_entry() -> None:
    made = catalogue(('_("Yes"), _("day")', False), ('ngettext("day", "days", n), _("Yes")', False))
    assert ids(made) == ["Yes", ("day", "days")]
    yes = made.get("Yes")
    assert yes is not None
    assert [name for name, _ in yes.locations] == ["file 0", "file 1"]


def test_what_was_translated_stays_and_what_changed_waits(tmp_path: Path) -> None:
    khmer = LANGUAGES["km"]
    path = tmp_path / "django.po"
    old = catalogue(('_("Yes"), _("No"), ngettext("day", "days", n)', False))
    path.write_bytes(written(merged(khmer, old, None), khmer))
    text = (
        path.read_text().replace('msgid "Yes"\nmsgstr ""', 'msgid "Yes"\nmsgstr "បាទ"').replace('msgstr[0] ""', 'msgstr[0] "ថ្ងៃ"')
    )
    path.write_text(text)
    fresh = catalogue(('_("Yes"), _("No."), ngettext("day", "days", n)', False))
    path.write_bytes(written(merged(khmer, fresh, read(path)), khmer))
    said = gettext.GNUTranslations(io.BytesIO(compiled(path)))
    assert (said.gettext("Yes"), said.gettext("No."), said.ngettext("day", "days", 5)) == ("បាទ", "No.", "ថ្ងៃ")
    assert "awaits review by native speakers" in path.read_text().splitlines()[1]
    again = path.read_bytes()
    path.write_bytes(written(merged(khmer, fresh, read(path)), khmer))
    assert path.read_bytes() == again
    assert compiled(path) == compiled(path)


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda language: language.code)
def test_plural_rules_are_those_of_the_language(language: object, tmp_path: Path) -> None:
    assert isinstance(language, type(LANGUAGES["en"]))
    path = tmp_path / "django.po"
    path.write_bytes(written(merged(language, catalogue(('ngettext("day", "days", n)', False)), None), language))
    forms = {"ta": 2, "pt": 2, "fil": 2}.get(language.code, 1)
    assert path.read_text().count("msgstr[") == forms
    text = path.read_text()
    for number in range(forms):
        text = text.replace(f'msgstr[{number}] ""', f'msgstr[{number}] "form {number}"')
    path.write_text(text)
    said = gettext.GNUTranslations(io.BytesIO(compiled(path)))
    assert [said.ngettext("day", "days", n) for n in (1, 2)] == ["form 0", f"form {forms - 1}"]


def test_the_portal_s_own_texts_are_found() -> None:
    found = ids(collected())
    assert {"Skip to the content", "January", "Language", "%(city)s time"} <= {one for one in found if isinstance(one, str)}


def test_no_marked_text_hides_in_an_f_string() -> None:
    """The collector reads words as Python 3.11 does: what stands inside an f-string is one word to it."""
    hidden = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for package in PACKAGES
        for path in (ROOT / package).rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KEYWORDS
    ]
    assert hidden == []
