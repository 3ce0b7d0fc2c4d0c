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
    """A page in ``pieces``: texts at even places, slots between them, filled as on a page that holds nothing.

    A page is a copy of the pieces in which only the slots of given values are written, so it costs what it holds, not what could
    be chosen on it. ``options``: (input, value) -> place and text of the option chosen by that value; ``unchosen``: input ->
    place of the option that stands chosen while the input holds nothing else.
    """

    pieces: tuple[str, ...]
    singles: frozenset[str]  # inputs of which one option is chosen at most
    options: Mapping[tuple[str, str], tuple[int, str]]
    unchosen: Mapping[str, int]
    values: Mapping[str, int]
    texts: Mapping[str, int]
    words: tuple[tuple[int, str], ...]
    languages: tuple[int, ...]
    blocks: Mapping[str, tuple[int, int]]  # key -> place of its beginning and of its end

    def fill(self, raw: Raw, words: Mapping[str, object], asked: Collection[str]) -> str:
        """``raw``: what the inputs hold. ``words``: the other slots by name, escaped unless they are HTML. ``asked``: keys of
        the blocks that stand on this page; the others are left out."""
        page = list(self.pieces)
        for name, given in raw.items():
            self._write(page, name, given)
        for place, name in self.words:
            word = words[name]
            page[place] = str(word) if hasattr(word, "__html__") else escape(str(word))
        if self.languages and (language := words.get("language")):
            attribute = f' lang="{escape(str(language))}"'
            for place in self.languages:
                page[place] = attribute
        for key, (start, end) in self.blocks.items():
            if key not in asked:
                page[start:end] = [""] * (end - start)
        return "".join(page)

    def _write(self, page: list[str], name: str, given: Sequence[str]) -> None:
        value = given[0] if given else ""
        if name in self.values:
            page[self.values[name]] = f' value="{escape(value)}"' if value else ""
        elif name in self.texts:
            page[self.texts[name]] = escape(value)
        elif name not in self.singles:
            for one in given:
                if option := self.options.get((name, one)):
                    page[option[0]] = option[1]
        elif value:
            if name in self.unchosen:
                page[self.unchosen[name]] = ""
            if option := self.options.get((name, value)):
                page[option[0]] = option[1]


def first(raw: Raw, name: str) -> str:
    values = raw.get(name)
    return values[0] if values else ""


def split(html: str) -> Skeleton:
    pieces: list[str] = []
    options: dict[tuple[str, str], tuple[int, str]] = {}
    singles: set[str] = set()
    unchosen: dict[str, int] = {}
    inputs: dict[str, dict[str, int]] = {"value": {}, "text": {}}
    words: list[tuple[int, str]] = []
    languages: list[int] = []
    starts: dict[str, int] = {}
    blocks: dict[str, tuple[int, int]] = {}
    end = 0
    for found in _MARK.finditer(html):
        kind, *names = (found[1] or found[2]).split(_BETWEEN)
        place, filled = len(pieces) + 1, ""
        match kind:
            case "one" | "many" | "selected":
                name, value = names
                chosen = " selected" if kind == "selected" else " checked"
                options[name, value] = place, chosen
                if kind != "many":
                    singles.add(name)
                    if not value:
                        unchosen[name], filled = place, chosen
            case "value" | "text":
                inputs[kind][names[0]] = place
            case "word":
                words.append((place, names[0]))
            case "lang":
                languages.append(place)
            case "block":
                starts[names[0]] = place
            case "end":
                blocks[names[0]] = starts[names[0]], place
        pieces += [html[end : found.start()], filled]
        end = found.end()
    pieces.append(html[end:])
    return Skeleton(
        pieces=tuple(pieces),
        singles=frozenset(singles),
        options=options,
        unchosen=unchosen,
        values=inputs["value"],
        texts=inputs["text"],
        words=tuple(words),
        languages=tuple(languages),
        blocks=blocks,
    )
