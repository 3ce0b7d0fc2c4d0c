"""The language of the reader: words said in it."""

from django.utils.translation import gettext, ngettext

from core.words import Message


def say(words: object) -> str:
    """A :class:`core.words.Message` in the active language; any other words as they are."""
    if not isinstance(words, Message):
        return str(words)
    template = ngettext(words.msgid, words.plural, words.number) if words.plural else gettext(words.msgid)
    if not words.values:
        return template
    return template % {name: say(value) if isinstance(value, Message) else value for name, value in words.values.items()}
