"""The column that holds the translations of a row's texts, and the rules for what stands in it.

The texts themselves stay in their own columns, as written. ``translations`` is {language: {field: text}}, and
``translated_from`` in the same shape the text each translation was made from: where that is no longer what is written, the
translation is out of date. It is kept, and no reader gets it until somebody looked at it again.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Func, Value

from core.languages import LANGUAGES
from core.text import clean_text
from core.translated import SOURCE, Translated, translated


class TranslationsField(models.JSONField):
    """``of``: the fields of the model that can be translated. Cleaned by ``full_clean``, and never part of a form by itself."""

    def __init__(self, *, of: Iterable[str] = (), **kwargs: Any) -> None:
        self.of = tuple(of)
        empty = {"default": dict, "db_default": Value({}, models.JSONField()), "blank": True, "editable": False}
        super().__init__(**{**empty, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "of": list(self.of)}

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        if model_instance is None or not self.of:
            return super().clean(value, model_instance)
        return cleaned_translations(type(model_instance), value)


class TranslatedFromField(models.JSONField):
    """What is new in ``translations`` when a row is written was made from what is written now."""

    def __init__(self, **kwargs: Any) -> None:
        empty = {"default": dict, "db_default": Value({}, models.JSONField()), "blank": True, "editable": False}
        super().__init__(**{**empty, **kwargs})

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        kept = stamped(model_instance, super().pre_save(model_instance, add), getattr(model_instance, "translations"))  # noqa: B009 - not on every model
        setattr(model_instance, self.attname, kept)
        return kept


def stamped(row: models.Model, before: Any, translations: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """``before``: what ``translated_from`` held; what is not in it yet was made from the texts of ``row``."""
    return {
        code: {field: before.get(code, {}).get(field, getattr(row, field)) for field in words}
        for code, words in translations.items()
        if words
    }


def made_from(row: models.Model, field: str, language: str) -> str:
    """The text that a translation was made from; the text as written, if nobody knows."""
    from_: Mapping[str, Mapping[str, str]] = getattr(row, "translated_from")  # noqa: B009 - not on every model
    return from_.get(language, {}).get(field, getattr(row, field))


def translations_are_an_object(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.lookups.Exact(
            Func("translations", function="jsonb_typeof", output_field=models.CharField()), Value("object")
        ),
        name=name,
        violation_error_message="Translations are kept by language and field.",
    )


def languages() -> dict[str, str]:
    """Code -> English name, for the secretariat, of the languages of the interface: those a text can be translated into."""
    return {code: LANGUAGES[code].english_name if code in LANGUAGES else name for code, name in settings.LANGUAGES}


def translatable(model: type[models.Model]) -> tuple[str, ...]:
    """Names of the fields of a model that can be translated."""
    field = model._meta.get_field("translations")
    assert isinstance(field, TranslationsField)
    return field.of


def cleaned_translations(model: type[models.Model], translations: Any) -> dict[str, dict[str, str]]:
    """By the rules of each source field; what is empty is left out. Raises ValidationError with a sentence."""
    if not isinstance(translations, dict):
        raise ValidationError("Translations are kept by language and field.")
    cleaned: dict[str, dict[str, str]] = {}
    for code, texts in sorted(translations.items()):
        if code not in languages():
            raise ValidationError(f"“{str(code)[:20]}” is not one of the languages of this portal.")
        if not isinstance(texts, dict) or not texts.keys() <= set(translatable(model)):
            raise ValidationError(f"The translations into {languages()[code]} name a field that has none.")
        if words := {field: text for field in translatable(model) if (text := cleaned_text(model, field, texts.get(field, "")))}:
            cleaned[code] = words
    return cleaned


def cleaned_text(model: type[models.Model], field: str, text: Any) -> str:
    """Raises ValidationError for what could not stand in the source field itself."""
    if not isinstance(text, str):
        raise ValidationError("A translation is a text.")
    cleaned: str = clean_text(text)
    column = model._meta.get_field(field)
    assert isinstance(column, models.Field)
    if cleaned:
        column.run_validators(cleaned)
    return cleaned


def text_of(row: models.Model, field: str, language: str = SOURCE) -> Translated:
    """A text of a row with its translations, those that are out of date left out. ``language``: the one it was written in."""
    source, translations = getattr(row, field), getattr(row, "translations")  # noqa: B009 - not on every model
    current = {code: words for code, words in translations.items() if made_from(row, field, code) == source}
    return translated(source, field, current, language)
