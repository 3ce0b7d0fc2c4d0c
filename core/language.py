"""The language of the reader: words said in it."""

from django.utils.translation import get_language, gettext, ngettext

from core.translated import SOURCE, LocalText, Translated
from core.words import Message


def say(words: object) -> str:
    """A :class:`core.words.Message` or a :class:`core.translated.Translated` in the active language; any other words as they
    are."""
    if type(words) is str:
        return words
    if isinstance(words, Translated):
        return words.in_language(get_language() or SOURCE)
    if isinstance(words, LocalText):
        return words
    if not isinstance(words, Message):
        return str(words)
    if not words.values and get_language() == SOURCE:
        return str(words)  # there is no catalogue to look it up in
    template = ngettext(words.msgid, words.plural, words.number) if words.plural else gettext(words.msgid)
    if words.values:
        template %= {name: say(value) if isinstance(value, str) else value for name, value in words.values.items()}
    return template[:1].lower() + template[1:] if words.begins_small else template
