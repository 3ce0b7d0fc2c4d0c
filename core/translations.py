"""The column that holds the translations of a row's texts, and the rules for what stands in it.

The texts themselves stay in their own columns, as written. ``translations`` is {language: {field: text}}.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Func, Value

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


def translations_are_an_object(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.lookups.Exact(
            Func("translations", function="jsonb_typeof", output_field=models.CharField()), Value("object")
        ),
        name=name,
        violation_error_message="Translations are kept by language and field.",
    )


def languages() -> dict[str, str]:
    """Code -> name, of the languages of the interface: those a text can be translated into."""
    return dict(settings.LANGUAGES)


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
    """A text of a row with its translations. ``language``: the one it was written in."""
    return translated(getattr(row, field), field, getattr(row, "translations"), language)  # noqa: B009 - not on every model
