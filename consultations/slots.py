"""Pages rendered once and filled many times: HTML split at its slots. Imports no Django.

While a skeleton is rendered, a mark stands wherever one page differs from the next. :func:`split` cuts the HTML at the marks;
:meth:`Skeleton.fill` joins it again with the values of one page, escaped. Marks hold a random number of this process, so no
text of an officer can look like one.
"""

import re
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from html import escape

_NONCE = secrets.token_hex(8)
_OPEN, _CLOSE, _BETWEEN = f"\ue000{_NONCE}:", "\ue001", "\ue002"
_ATTRIBUTE = f' (?:value|checked|selected|lang)="{_OPEN}((?:value|one|many|selected|lang)[^{_CLOSE}]*){_CLOSE}"'
_MARK = re.compile(f"{_ATTRIBUTE}|{_OPEN}([^{_CLOSE}]*){_CLOSE}")

Raw = Mapping[str, Sequence[str]]


def mark(kind: str, *words: str) -> str:
    """The text that stands in a skeleton for one slot: a whole attribute (value, one, many, selected, lang), the content of
    a text area (text), a word of the page (word), or the ends of what may be left out (block, end)."""
    return _OPEN + _BETWEEN.join((kind, *words)) + _CLOSE


@dataclass(frozen=True, slots=True)
class Skeleton:
    """``chunks`` alternate with ``slots``: chunk, slot, chunk, …, chunk."""

    chunks: tuple[str, ...]
    slots: tuple[tuple[str, ...], ...]

    def fill(self, raw: Raw, words: Mapping[str, object], asked: Collection[str]) -> str:
        """``raw``: what the inputs hold. ``words``: the other slots by name, escaped unless they are HTML. ``asked``: keys of
        the blocks that stand on this page; the others are left out."""
        out: list[str] = []
        left_out = ""  # the block being skipped
        for chunk, slot in zip(self.chunks, self.slots, strict=False):
            kind = slot[0]
            if left_out:
                if kind == "end" and slot[1] == left_out:
                    left_out = ""
                continue
            out.append(chunk)
            if kind == "one":
                if first(raw, slot[1]) == slot[2]:
                    out.append(" checked")
            elif kind == "many":
                if slot[2] in raw.get(slot[1], ()):
                    out.append(" checked")
            elif kind == "selected":
                if first(raw, slot[1]) == slot[2]:
                    out.append(" selected")
            elif kind == "value":
                if value := first(raw, slot[1]):
                    out.append(f' value="{escape(value)}"')
            elif kind == "text":
                out.append(escape(first(raw, slot[1])))
            elif kind == "word":
                word = words[slot[1]]
                out.append(str(word) if hasattr(word, "__html__") else escape(str(word)))
            elif kind == "lang":
                if language := words.get("language"):
                    out.append(f' lang="{escape(str(language))}"')
            elif kind == "block" and slot[1] not in asked:
                left_out = slot[1]
        out.append(self.chunks[-1])
        return "".join(out)


def first(raw: Raw, name: str) -> str:
    values = raw.get(name)
    return values[0] if values else ""


def split(html: str) -> Skeleton:
    chunks: list[str] = []
    slots: list[tuple[str, ...]] = []
    end = 0
    for found in _MARK.finditer(html):
        chunks.append(html[end : found.start()])
        slots.append(tuple((found[1] or found[2]).split(_BETWEEN)))
        end = found.end()
    return Skeleton((*chunks, html[end:]), tuple(slots))
