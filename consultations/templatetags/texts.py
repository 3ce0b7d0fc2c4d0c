"""Redlines and quotes in pages, with words that a screen reader says where an eye sees a line through or below."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from consultations.quotes import Range, around
from consultations.redline import LEFT_OUT, SAME, Piece
from core.localised import reader_language

register = template.Library()
_HIDDEN = '<span class="visually-hidden" lang="{}"> [{} </span>{}<span class="visually-hidden">] </span>'  # said, not seen


@register.simple_tag
def redlined(pieces: Iterable[Piece]) -> SafeString:
    """Pieces of ``consultations.redline`` as HTML."""
    return format_html_join("", "{}", ((_piece(piece),) for piece in pieces))


@register.simple_tag
def quoted(text: str, place: Range | None) -> SafeString:
    """A paragraph with the quoted words marked in it."""
    before, inside, after = around(text, place)
    if not inside:
        return format_html("{}", text)
    return format_html("{}<mark>{}</mark>{}", before, inside, after)


def _piece(piece: Piece) -> str | SafeString:
    if piece.kind == SAME:
        return piece.text
    if piece.kind == LEFT_OUT:
        return format_html("<del>" + _HIDDEN + "</del>", reader_language(), _("left out:"), piece.text)
    return format_html("<ins>" + _HIDDEN + "</ins>", reader_language(), _("put in:"), piece.text)
