"""Sentences that can be said in another language later. Imports no Django: pure modules write their words with this.

A :class:`Message` is its English text, and knows the text to look up and the values that go into it.
``core.language.say`` says it in the reader's language. ``make messages`` finds the texts by the names of these functions.
"""

from collections.abc import Mapping
from typing import Self


class Message(str):
    """``msgid``: the text of the catalogue, with ``%(name)s`` for values; ``plural`` and ``number``: where a number decides."""

    msgid: str
    values: Mapping[str, object]
    plural: str
    number: int
    begins_small: bool

    def __new__(cls, msgid: str, values: Mapping[str, object] | None = None, plural: str = "", count: int = 1) -> Self:
        template = plural if plural and count != 1 else msgid
        message = super().__new__(cls, template % values if values else template)
        message.msgid, message.values, message.plural, message.number = msgid, values or {}, plural, count
        message.begins_small = False
        return message

    def inside_a_sentence(self) -> Self:
        """The same words with a small letter at their beginning, in every language that has small letters."""
        small = super().__new__(type(self), str(self)[:1].lower() + str(self)[1:])
        small.msgid, small.values, small.plural, small.number = self.msgid, self.values, self.plural, self.number
        small.begins_small = True
        return small


def message(msgid: str, /, **values: object) -> Message:
    """``message("At most %(limit)s answers.", limit=3)``. A value may be a message itself."""
    return Message(msgid, values)


def message_n(msgid: str, plural: str, count: int, /, **values: object) -> Message:
    """``message_n("%(count)s word", "%(count)s words", 3)``; ``count`` is among the values."""
    return Message(msgid, {"count": count, **values}, plural, count)
