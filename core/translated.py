"""Texts of officers in several languages. Imports no Django.

A :class:`Translated` is the text as it was written and knows its translations; ``core.localised`` gives the one a reader
reads. Whatever forgets to ask shows the text as written, with its language.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from core.words import Message

SOURCE = "en"
"""What is written in when nothing else is said."""
Translations = Mapping[str, Mapping[str, str]]
"""Language -> field -> text, as the column ``translations`` holds it."""


class LocalText(str):
    """``lang``: the language of the text. Two of them are equal if text and language are; beside a plain text it is a text."""

    lang: str

    def __new__(cls, text: str, lang: str) -> "LocalText":
        made = super().__new__(cls, text)
        made.lang = lang
        return made

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other) is True and (not isinstance(other, LocalText) or self._whole() == other._whole())

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__

    def __getnewargs__(self) -> Any:
        return str(self), self.lang

    def _whole(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        return self.lang, ()

    def __str__(self) -> str:
        return str.__str__(self)


class Translated(LocalText):
    """``others``: (language, text) of each translation."""

    others: tuple[tuple[str, str], ...]

    def __new__(cls, text: str, lang: str, others: tuple[tuple[str, str], ...] = ()) -> "Translated":
        made = super().__new__(cls, text, lang)
        assert isinstance(made, Translated)
        made.others = others
        return made

    def __getnewargs__(self) -> Any:
        return str(self), self.lang, self.others

    def _whole(self) -> tuple[str, tuple[tuple[str, str], ...]]:
        return self.lang, self.others

    def in_language(self, code: str) -> LocalText:
        """The translation into ``code``, else the text as it was written."""
        if code != self.lang:
            for language, text in self.others:
                if language == code:
                    return LocalText(text, code)
        return LocalText(self, self.lang)


def translated(text: str, field: str, translations: Translations, language: str = SOURCE) -> Translated:
    """The text of ``field`` with what ``translations`` hold for it; an empty text has no translation."""
    others = tuple((code, words[field]) for code, words in sorted(translations.items()) if words.get(field)) if text else ()
    return Translated(text, language, others)


def translations_of(texts: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The inverse of :func:`translated`: by language, what the texts (field -> text) are called in it."""
    found: dict[str, dict[str, str]] = {}
    for field, text in texts.items():
        if isinstance(text, Translated):
            for code, words in text.others:
                found.setdefault(code, {})[field] = words
    return found


def in_language(value: Any, code: str, say: Callable[[Message], str] = str) -> Any:
    """``value`` (frozen dataclasses, tuples, lists, mappings and leaves) with each text as a reader of ``code`` reads it, plain
    where it is in that language, and each message as ``say`` says it. What holds neither is given back as it is."""
    if isinstance(value, Translated):
        read = value.in_language(code)
        return read if read.lang != code else str(read)
    if isinstance(value, Message):
        return say(value)
    if isinstance(value, tuple | list):
        made = [in_language(one, code, say) for one in value]
        return value if all(new is old for new, old in zip(made, value, strict=True)) else type(value)(made)
    if isinstance(value, Mapping):
        of_keys = {key: in_language(one, code, say) for key, one in value.items()}
        return value if all(of_keys[key] is one for key, one in value.items()) else of_keys
    if is_dataclass(value) and not isinstance(value, type):
        held = {field.name: getattr(value, field.name) for field in fields(value) if field.init}
        changed = {name: new for name, old in held.items() if (new := in_language(old, code, say)) is not old}
        return replace(value, **changed) if changed else value
    return value
