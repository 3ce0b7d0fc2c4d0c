"""Finds every text marked for translation, in Python and in templates. In pure Python: no gettext program is needed."""

import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_python
from django.utils.translation import template as django_templates

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("accounts", "consultations", "core", "defa_portal", "elements", "moderation", "responses")
NOT_READ = ("templates/admin/", "templates/pages/styleguide.html", "defa_portal/demo/", "defa_portal/views/styleguide.py")
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "message": None,
    "message_n": (1, 2),
}
NOTE = "Translators:"
Found = tuple[int, str, Any, list[str]]  # line, function, its texts, notes


def collected() -> Catalog:
    """All marked texts, sorted by place, with their places and notes. The English text is the id."""
    catalog = Catalog(charset="utf-8")
    for path in _sources():
        name = path.relative_to(ROOT).as_posix()
        for _, function, texts, notes in texts_in(path.read_text(encoding="utf-8"), is_template=path.suffix != ".py"):
            add(catalog, function, texts, notes, name)
    return catalog


def texts_in(source: str, *, is_template: bool) -> Iterator[Found]:
    """Without placeholders in the way of a template: Django turns its tags into calls, everything else into blanks."""
    code = _flattened(django_templates.templatize(source)) if is_template else source
    read: Any = extract_python(io.BytesIO(code.encode()), dict.fromkeys(KEYWORDS), [NOTE], {"encoding": "utf-8"})
    for line, function, texts, notes, *_ in read:
        yield line, function, texts, list(notes or ())


def add(catalog: Catalog, function: str, texts: "str | tuple[str | None, ...] | None", notes: list[str], name: str) -> None:
    given = (texts,) if isinstance(texts, str) else tuple(texts or ())
    places = KEYWORDS[function] or (1,)
    context = next((given[place[0] - 1] for place in places if isinstance(place, tuple) and given), None)
    words = [given[place - 1] for place in places if isinstance(place, int) and place <= len(given)]
    if not words or not all(isinstance(word, str) and word for word in words):
        return  # a variable: the text it holds is marked where it was written
    one = str(words[0])
    wanted = (one, str(words[1])) if len(words) > 1 else one
    known = catalog.get(one, context)
    if known is not None and known.pluralizable and isinstance(wanted, str):
        wanted = (str(known.id[0]), str(known.id[1]))  # also used alone; gettext keeps both under the same id
    names = dict.fromkeys([*(place for place, _ in (known.locations if known else ())), name])
    comments = [
        *(known.auto_comments if known else ()),
        *(note for note in notes if not known or note not in known.auto_comments),
    ]
    if known is not None and not known.pluralizable and isinstance(wanted, tuple):
        catalog.delete(one, context)
    catalog.add(wanted, None, [(place, 0) for place in names], auto_comments=comments, context=context)


def _sources() -> list[Path]:
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    found += [path for kind in ("*.html", "*.txt") for path in (ROOT / "templates").rglob(kind)]
    names = {path.relative_to(ROOT).as_posix(): path for path in found}
    return [names[name] for name in sorted(names) if not name.startswith(NOT_READ) and "/migrations/" not in name]


def _flattened(code: str) -> str:
    """Text of a template has no indentation that Python could read; quotes in it would begin strings."""
    return re.sub(r"(?m)^[ \t]+", "", code)
