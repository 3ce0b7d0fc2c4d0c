"""Officers' texts: CommonMark without HTML, then a narrow allow-list. Answers of respondents are never markup."""

from functools import cache
from typing import TYPE_CHECKING

import nh3
from django.utils.safestring import SafeString, mark_safe

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "a", "h2", "h3", "h4", "blockquote", "code", "hr"}


@cache
def _markdown() -> "MarkdownIt":
    from markdown_it import MarkdownIt  # 62 modules, which commands without pages do not need

    return MarkdownIt("commonmark", {"html": False})


def render_markdown(text: str) -> SafeString:
    """HTML of an officer's text, safe to stand in a page."""
    if not text:
        return mark_safe("")
    html = nh3.clean(
        _markdown().render(text),
        tags=_TAGS,
        attributes={"a": {"href"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
    return mark_safe(html)  # noqa: S308 - nh3 has just cleaned it
