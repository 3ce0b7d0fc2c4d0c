"""Two editors of one row: the second save is told what the first changed, and keeps what was typed."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.forms.models import _get_foreign_key
from django.utils.text import Truncator, capfirst

STATE = "row-state"  # the input that carries what the page was made of; the hyphen keeps it apart from all fields
Words = Mapping[str, str]
"""Name of a field or of a table of the page -> its value in words."""


def state_of(words: Words) -> str:
    """``name:hash`` for each part of the page."""
    return " ".join(f"{name}:{_short(value)}" for name, value in sorted(words.items()))


def changed_since(state: str, words: Words) -> list[str]:
    """Names of the parts that are not what they were; of a state that names none of them nothing is known."""
    known = dict(part.partition(":")[::2] for part in state.split())
    return [name for name, value in words.items() if name in known and known[name] != _short(value)]


def words_of_row(row: models.Model, names: list[str]) -> dict[str, str]:
    """``names`` may hold what is no field of the row: it is left out."""
    words = {}
    for name in names:
        try:
            field: Any = row._meta.get_field(name)
        except FieldDoesNotExist:
            continue
        if field.many_to_many:
            words[name] = ", ".join(map(str, getattr(row, name).order_by("pk")))
        elif field.concrete:
            words[name] = str(field.value_to_string(row))
    return words


def words_of_tables(page: Any, request: Any, row: models.Model) -> dict[str, str]:
    """The rows of the page's inlines, by the prefix of their table."""
    words: dict[str, str] = {}
    for inline in page.get_inline_instances(request, row):
        key = _get_foreign_key(type(row), inline.model, fk_name=inline.fk_name)
        names = flatten_fieldsets(inline.get_fieldsets(request, row))
        rows = inline.model._default_manager.filter(**{key.name: row}).order_by("pk")
        lines = [f"{one.pk} {'; '.join(words_of_row(one, names).values())}" for one in rows]
        words[inline.opts.model_name] = "\n".join(lines)
    return words


def sentence_of(page: Any, row: models.Model, changed: list[str], words: Words, by: str) -> str:
    """What the other changed, and what it is now."""
    parts = []
    for name in changed:
        try:
            label = str(row._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # fields of the row itself
            parts.append(f"{capfirst(label)}: now “{Truncator(_shown(row, name, words[name])).chars(300)}”.")
        except FieldDoesNotExist:
            model = next(inline.model for inline in page.inlines if inline.model._meta.model_name == name)
            parts.append(f"{capfirst(str(model._meta.verbose_name_plural))}: changed.")
    return (
        f"{by or 'Someone else'} saved this while you were writing. Nothing of yours was saved yet, "
        f"and all you typed is still here. {' '.join(parts)} Save again to put yours in the place of these."
    )


def _shown(row: models.Model, name: str, words: str) -> str:
    display = getattr(row, f"get_{name}_display", None)
    return str(display() if display else words if row._meta.get_field(name).many_to_many else getattr(row, name) or "nothing")


def _short(value: str) -> str:
    return hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()[:16]
