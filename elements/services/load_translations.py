"""The translations of a data file into the database, text by text: one that a person wrote, changed or removed stays.

What was written last is remembered per text (LoadedRecord), as :mod:`elements.services.load` does it per record.
"""

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from core.errors import BadInput
from core.translations import cleaned_translations
from elements.models import LoadedRecord

Texts = Mapping[str, Mapping[str, str]]
"""Language -> field -> text."""


def load_translations(
    section: str, row: models.Model, key: str, record: Mapping[str, Any], overwrite: bool
) -> tuple[int, list[str]]:
    """Of one record of the file; returns how many texts were written, and the name of each that was kept. ``row`` holds what is
    stored. A translation was made from the text in the file: where an officer changed that text it is out of date at once.

    Raises BadInput for what cannot be a translation.
    """
    wanted = _cleaned(section, row, key, record.get("translations", {}))
    if not wanted:
        return 0, []
    stored: Any = row
    loaded = dict(LoadedRecord.objects.filter(kind__startswith=f"{section}.", key=key).values_list("kind", "content_hash"))
    translations = {code: dict(words) for code, words in stored.translations.items()}
    origins = {code: dict(words) for code, words in stored.translated_from.items()}
    written, kept = 0, []
    for code, field, text in _each(wanted):
        kind, present = f"{section}.{code}.{field}", translations.get(code, {}).get(field, "")
        if present != text:
            if not (overwrite or loaded.get(kind) == _hash(present) or (kind not in loaded and not present)):
                kept.append(f"{section}: {key}: {field} in {code}")
                continue
            translations.setdefault(code, {})[field] = text
            origins.setdefault(code, {})[field] = record[field]
            written += 1
        if loaded.get(kind) != _hash(text):
            LoadedRecord.objects.update_or_create(kind=kind, key=key, defaults={"content_hash": _hash(text)})
    if written:
        type(row)._default_manager.filter(pk=row.pk).update(translations=translations, translated_from=origins)
    return written, kept


def _each(translations: Texts) -> Iterator[tuple[str, str, str]]:
    return ((code, field, text) for code, words in translations.items() for field, text in words.items())


def _cleaned(section: str, row: models.Model, key: str, translations: Any) -> Texts:
    try:
        return cleaned_translations(type(row), translations)
    except ValidationError as error:
        raise BadInput(f"{section}: {key}: {' '.join(error.messages)}") from error


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
