"""Translating what officers wrote: the texts of some rows in one language, side by side, and the act that stores them."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from core import audit
from core.errors import Conflict, Refused
from core.translations import cleaned_text, languages, made_from, stamped, translatable

Rows = Sequence[models.Model]


@dataclass(frozen=True)
class Line:
    """One text in one language. ``name``: of its input; ``made_from``: the text as it was when it was translated."""

    name: str
    label: str
    source: str
    text: str
    is_long: bool
    made_from: str

    @property
    def is_out_of_date(self) -> bool:
        return bool(self.text) and self.made_from != self.source


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
            made_from=made_from(row, field, language),
        )
        for row in rows
        for field in translatable(type(row))
        if (source := getattr(row, field))
    ]


@dataclass(frozen=True)
class Count:
    """``translated``: those out of date among them."""

    code: str
    name: str
    translated: int
    out_of_date: int
    texts: int


def translated_counts(rows: Rows) -> list[Count]:
    """For each language, how many texts are translated into it."""
    return [
        Count(code, name, sum(bool(line.text) for line in lines), sum(line.is_out_of_date for line in lines), len(lines))
        for code, name in languages().items()
        for lines in [lines_of(rows, code)]
    ]


@transaction.atomic
def translate(
    *,
    rows: Rows,
    language: str,
    texts: Mapping[str, str],
    seen: Mapping[str, str],
    of: models.Model,
    key: str,
    by: str,
    still_right: Collection[str] = (),
) -> int:
    """Store ``texts`` (name of a line -> translation; an empty one takes it away); returns how many changed.

    ``seen``: what the lines held when the page was made. ``still_right``: names of lines whose translation stands although the
    text has changed since; they count as changed. Raises Refused for what cannot be a translation, Conflict if somebody
    changed one of the same texts meanwhile. Rows that keep their texts are not touched. ``of``: what the rows belong to.
    """
    changed = sum(_translate_row(row, language, texts, seen, still_right) for row in rows)
    if changed:
        act = f"{of._meta.model_name}.translate"
        audit.record(act=act, actor=by, target=str(of), target_key=key, details={"language": language, "texts": changed})
    return changed


def _translate_row(
    row: models.Model, language: str, texts: Mapping[str, str], seen: Mapping[str, str], still_right: Collection[str]
) -> int:
    now = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    held: dict[str, dict[str, str]] = now.translations  # type: ignore[attr-defined]  # every model with texts has it
    words, anew = dict(held.get(language, {})), set()
    for field in translatable(type(row)):
        name, standing = _name(row, field), words.get(field, "")
        if name in texts and texts[name] != seen.get(name, ""):
            if standing not in (seen.get(name, ""), texts[name]):
                raise Conflict(f"“{getattr(row, field)}” was translated by somebody else meanwhile. Open the page again.")
            words[field] = _cleaned(type(row), field, texts[name])
        if words.get(field, "") != standing or (
            name in still_right and standing and made_from(now, field, language) != getattr(row, field)
        ):
            anew.add(field)
    if anew:
        _store(row, now, language, {field: text for field, text in words.items() if text}, anew)
    return len(anew)


def _store(row: models.Model, now: models.Model, language: str, words: dict[str, str], anew: set[str]) -> None:
    """``row``: as the translator saw it; ``now``: as it stands. What is written anew was made from what was seen."""
    held: dict[str, dict[str, str]] = now.translations  # type: ignore[attr-defined]  # every model with texts has it
    before: dict[str, dict[str, str]] = now.translated_from  # type: ignore[attr-defined]  # beside it
    translations = {code: of_code for code, of_code in held.items() if code != language} | ({language: words} if words else {})
    of_language = {field: text for field, text in before.get(language, {}).items() if field not in anew}
    of_language |= {field: getattr(row, field) for field in anew}
    origins = stamped(now, {**before, language: of_language}, translations)
    type(row)._default_manager.filter(pk=row.pk).update(translations=translations, translated_from=origins)


def _cleaned(model: type[models.Model], field: str, text: str) -> str:
    try:
        return cleaned_text(model, field, text)
    except ValidationError as error:
        raise Refused(f"“{text[:60]}”: {' '.join(error.messages)}") from error


def _name(row: models.Model, field: str) -> str:
    return f"{row._meta.model_name}-{row.pk}-{field}"
