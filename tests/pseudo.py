"""A language made up for tests: every text that is marked, in brackets. What stands outside them on a page was forgotten."""

import ast
import html
import re
import struct
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from django.utils.translation.template import templatize

ROOT = Path(__file__).parent.parent
APPS = ("core", "accounts", "elements", "consultations", "responses", "moderation", "defa_portal")
SINGLE = frozenset({"_", "gettext", "gettext_lazy", "message"})
PLURAL = frozenset({"ngettext", "message_n"})
CONTEXT = frozenset({"pgettext", "pgettext_lazy"})
CALL = re.compile(r"""\b(_|gettext|ngettext|pgettext|npgettext)\(((?:\s*,?\s*u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'))+)""")
TEXT = re.compile(r"""u?("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")
BRACKETED = re.compile("⟦[^⟦⟧]*⟧")
WORD = re.compile(r"[^\W\d_]{2,}")
SHOWN = ("title", "alt", "placeholder", "aria-label")


def write_catalogue(folder: Path, language: str) -> None:
    """The catalogue of the language, below ``folder``, as ``LOCALE_PATHS`` wants it."""
    texts = {"": "Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=(n != 1);\n"}
    for app in APPS:
        for file in (ROOT / app).rglob("*.py"):
            texts.update(_of_python(ast.parse(file.read_text())))
    for file in (ROOT / "templates").rglob("*.html"):
        texts.update(_of_template(templatize(file.read_text())))
    place = folder / language / "LC_MESSAGES"
    place.mkdir(parents=True)
    (place / "django.mo").write_bytes(_compiled(texts))


def outside(page: str) -> Iterator[str]:
    """The texts and shown attributes of the main part of a page that stand outside all brackets."""
    main = page[page.index("<main") : page.index("</main>")]
    while main != (main := BRACKETED.sub("", main)):
        pass
    reader = _Reader()
    reader.feed(main)
    yield from reader.found


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("time", "code", "pre"):
            self.silent = self.silent or tag
        for name, value in attrs:
            if (name in SHOWN or name.startswith("data-word-")) and WORD.search(value or ""):
                self.found.append(str(value))

    def handle_endtag(self, tag: str) -> None:
        if tag == self.silent:
            self.silent = ""

    def handle_data(self, data: str) -> None:
        if not self.silent and WORD.search(data):
            self.found.append(" ".join(html.unescape(data).split()))


def _of_python(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = [one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str)]
            yield from _entries(node.func.id, texts)


def _of_template(code: str) -> Iterator[tuple[str, str]]:
    for name, texts in CALL.findall(code):
        yield from _entries(name, [ast.literal_eval(text) for text in TEXT.findall(texts)])


def _entries(name: str, texts: list[str]) -> Iterator[tuple[str, str]]:
    if name in SINGLE and texts:
        yield texts[0], f"⟦{texts[0]}⟧"
    elif name in PLURAL and len(texts) > 1:
        yield f"{texts[0]}\0{texts[1]}", f"⟦{texts[0]}⟧\0⟦{texts[1]}⟧"
    elif name in CONTEXT and len(texts) > 1:
        yield f"{texts[0]}\4{texts[1]}", f"⟦{texts[1]}⟧"


def _compiled(texts: dict[str, str]) -> bytes:
    """The format of GNU gettext: two tables of lengths and places, then the texts, in the order of the msgids."""
    pairs = sorted((key.encode(), text.encode()) for key, text in texts.items())
    at, body = 28 + 16 * len(pairs), b""
    tables: tuple[list[int], list[int]] = ([], [])
    for column in (0, 1):
        for pair in pairs:
            tables[column].extend((len(pair[column]), at + len(body)))
            body += pair[column] + b"\0"
    header = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return header + b"".join(struct.pack(f"<{len(table)}I", *table) for table in tables) + body
