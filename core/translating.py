"""Translating what officers wrote: the texts of some rows in one language, side by side, and the act that stores them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from core import audit
from core.errors import Conflict, Refused
from core.translations import cleaned_text, languages, translatable

Rows = Sequence[models.Model]


@dataclass(frozen=True)
class Line:
    """One text in one language. ``name``: of its input."""

    name: str
    label: str
    source: str
    text: str
    is_long: bool


def _column(row: models.Model, field: str) -> models.Field[Any, Any]:
    column = row._meta.get_field(field)
    assert isinstance(column, models.Field)
    return column


def _label(row: models.Model, field: str) -> str:
    return f"{row._meta.verbose_name}: {_column(row, field).verbose_name}".capitalize()


def lines_of(rows: Iterable[models.Model], language: str) -> list[Line]:
    """Every text that is written, with its translation or an empty one."""
    return [
        Line(
            name=_name(row, field),
            label=_label(row, field),
            source=source,
            text=row.translations.get(language, {}).get(field, ""),  # type: ignore[attr-defined]  # every model with texts has it
            is_long=isinstance(_column(row, field), models.TextField) or len(source) > 100,
        )
        for row in rows
        for field in translatable(type(row))
        if (source := getattr(row, field))
    ]


def translated_counts(rows: Rows) -> list[tuple[str, str, int, int]]:
    """Code and name of each language, how many texts are translated into it, and how many there are."""
    return [
        (code, name, sum(bool(line.text) for line in lines), len(lines))
        for code, name in languages().items()
        for lines in [lines_of(rows, code)]
    ]


@transaction.atomic
def translate(
    *, rows: Rows, language: str, texts: Mapping[str, str], seen: Mapping[str, str], of: models.Model, key: str, by: str
) -> int:
    """Store ``texts`` (name of a line -> translation; an empty one takes it away); returns how many changed.

    ``seen``: what the lines held when the page was made. Raises Refused for what cannot be a translation, Conflict if somebody
    changed one of the same texts meanwhile. Rows that keep their texts are not touched. ``of``: what the rows belong to.
    """
    changed = 0
    for row in rows:
        now = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
        held: dict[str, dict[str, str]] = now.translations  # type: ignore[attr-defined]  # every model with texts has it
        words = dict(held.get(language, {}))
        before = dict(words)
        for field in translatable(type(row)):
            name = _name(row, field)
            if name in texts and texts[name] != seen.get(name, ""):
                if words.get(field, "") not in (seen.get(name, ""), texts[name]):
                    raise Conflict(f"“{getattr(row, field)}” was translated by somebody else meanwhile. Open the page again.")
                words[field] = _cleaned(type(row), field, texts[name])
        words = {field: text for field, text in words.items() if text}
        if words != before:
            changed += sum(words.get(field) != before.get(field) for field in words.keys() | before.keys())
            kept = {code: of_code for code, of_code in held.items() if code != language}
            type(row)._default_manager.filter(pk=row.pk).update(translations=kept | ({language: words} if words else {}))
    if changed:
        act = f"{of._meta.model_name}.translate"
        audit.record(act=act, actor=by, target=str(of), target_key=key, details={"language": language, "texts": changed})
    return changed


def _cleaned(model: type[models.Model], field: str, text: str) -> str:
    try:
        return cleaned_text(model, field, text)
    except ValidationError as error:
        raise Refused(f"“{text[:60]}”: {' '.join(error.messages)}") from error


def _name(row: models.Model, field: str) -> str:
    return f"{row._meta.model_name}-{row.pk}-{field}"
