"""The words of a template that no catalogue can hold: a small reader of Django templates of HTML."""

import re
from collections.abc import Iterator

TOKEN = re.compile(
    r"""\{\#.*?\#\} | \{%.*?%\} | \{\{.*?\}\} | <!--.*?-->
      | </?[A-Za-z!] (?: \{%.*?%\} | \{\{.*?\}\} | [^>{] | \{(?![%{\#]) )* >""",
    re.DOTALL | re.VERBOSE,
)
INSIDE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}|\{\#.*?\#\}", re.DOTALL)
SHOWN = re.compile(
    r"""\s(title|alt|placeholder|aria-label|aria-description|aria-roledescription|data-word-[a-z-]+)
        = ("(?:\{%.*?%\}|[^"])*" | '(?:\{%.*?%\}|[^'])*')""",
    re.DOTALL | re.VERBOSE,
)
GIVEN = re.compile(r"""(?:\w=|\|default(?:_if_none)?:)("[A-Z][^"]*"|'[A-Z][^']*')""")
WORD = re.compile(r"[^\W\d_]{2,}")
NO_WORDS = frozenset({"code", "pre", "kbd", "script", "style", "svg"})
SKIPPED = {
    "blocktranslate": "endblocktranslate",
    "blocktrans": "endblocktrans",
    "comment": "endcomment",
    "verbatim": "endverbatim",
}


def unmarked(html: str) -> Iterator[tuple[int, str]]:
    """(line, words) of each text, shown attribute and text given to another template that stands outside ``translate`` and
    ``blocktranslate``."""
    at, until, silent = 0, "", ""
    for token in [*TOKEN.finditer(html), None]:
        text = html[at : token.start() if token else len(html)]
        if not until and not silent and WORD.search(text):
            yield _line(html, at + len(text) - len(text.lstrip())), " ".join(text.split())
        if token is None:
            return
        at, whole = token.end(), token[0]
        if whole.startswith("{%"):
            tag = whole[2:-2].split()[0]
            until = ("" if tag == until else until) if until else SKIPPED.get(tag, "")
            if tag in ("include", "with") or "|default" in whole:
                yield from ((_line(html, token.start()), given[1:-1]) for given in GIVEN.findall(whole))
        elif whole.startswith("{{"):
            yield from ((_line(html, token.start()), given[1:-1]) for given in GIVEN.findall(whole))
        elif whole.startswith("<") and not until:
            name = (re.match(r"</?([a-z0-9]+)", whole.lower()) or [whole, ""])[1]
            if name in NO_WORDS:
                silent = "" if whole.startswith("</") and name == silent else silent or ("" if whole.startswith("</") else name)
            for attribute, value in SHOWN.findall(whole):
                if WORD.search(INSIDE.sub("", value)):
                    yield _line(html, token.start()), f"{attribute}={value}"


def _line(html: str, at: int) -> int:
    return html.count("\n", 0, at) + 1
