"""Template tags of the portal: moments with their zone, icons, the current page in the menu, officers' texts."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, tzinfo
from html import escape
from typing import Protocol
from zoneinfo import ZoneInfo

from django import template
from django.conf import settings
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from core.dates import day_words, moment_words
from core.icons import ICONS
from core.language import say
from core.markup import render_markdown
from core.numerals import grouped
from core.templatetags.languages import in_language
from core.translated import LocalText

register = template.Library()
register.filter("grouped", grouped)
register.filter("say", say)
register.filter("day", day_words)


@register.simple_tag
def moment(at: datetime | None, short: bool = False) -> SafeString:
    """A moment in the stated zone, with the zone's name; static/js/portal.js adds the reader's own time after it.

    ``short`` leaves out the weekday and the city. Nothing for None.
    """
    if not at:
        return mark_safe("")
    local = at.astimezone(ZoneInfo(settings.STATED_TIME_ZONE))
    words = moment_words(local, "short" if short else "full")
    zone = utc_offset(local) if short else f"{zone_words(local.tzinfo)} ({utc_offset(local)})"
    return format_html(
        '<time datetime="{}" data-local data-offset="{}">{} {}</time>',
        at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        offset_minutes(local),
        words,
        zone,
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    """The inline SVG of ``core.icons`` by this name: decoration, hidden from screen readers."""
    shape = mark_safe(ICONS[name])  # noqa: S308 - a constant of ours
    return format_html('<svg class="icon icon-{}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>', name, shape)


class SummaryRow(Protocol):
    """One question and its answer in plain text; ``lang`` of the answer, ``url`` where it can be changed, both may be empty."""

    @property
    def key(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def url(self) -> str: ...
    @property
    def lang(self) -> str: ...


class SummaryGroup(Protocol):
    @property
    def title(self) -> str: ...
    @property
    def rows(self) -> Sequence[SummaryRow]: ...


@register.simple_tag
def answer_lists(groups: Iterable[SummaryGroup]) -> SafeString:
    """Groups of answers, each a heading and a summary list. Not a template: receipts are made by the thousand."""
    sections = (f"<section><h3>{in_language(group.title)}</h3>{summary_list(group.rows)}</section>" for group in groups)
    return mark_safe("".join(sections))  # noqa: S308 - every text in it is escaped


@register.simple_tag
def summary_list(rows: Iterable[SummaryRow]) -> SafeString:
    return mark_safe(f'<dl class="summary-list">{"".join(map(_summary_row, rows))}</dl>')  # noqa: S308 - every text in it is escaped


def _summary_row(row: SummaryRow) -> str:
    key = in_language(row.key) if isinstance(row.key, LocalText) else escape(row.key)
    value = escape(row.value).replace("\n", "<br>") or _not_answered()
    language = f' lang="{escape(row.lang)}" dir="auto"' if row.lang else ""
    return f'<div class="summary-row"><dt>{key}</dt><dd{language}>{value}</dd>{_change(row.url, key) if row.url else ""}</div>'


def _not_answered() -> str:
    words = _("Not answered")
    return f'<span class="quiet">{escape(words)}</span>'


def _change(url: str, key: str) -> str:
    words = _("Change")
    return (
        f'<dd class="summary-action"><a href="{escape(url)}">{escape(words)}<span class="visually-hidden">: {key}</span></a></dd>'
    )


@register.simple_tag(takes_context=True)
def current(context: Context, address: str) -> SafeString:
    """``aria-current`` for a menu entry: "page" on the very page, "true" on the pages below it."""
    path = getattr(context.get("request"), "path", "")
    if path == address:
        return mark_safe(' aria-current="page"')
    return mark_safe(' aria-current="true"' if path.startswith(address) else "")  # noqa: S308 - two constants


@register.filter
def markdown(text: str) -> SafeString:
    """An officer's text as HTML; never for what a respondent wrote."""
    return render_markdown(text)


def offset_minutes(local: datetime) -> int:
    offset = local.utcoffset()
    assert offset is not None
    return round(offset.total_seconds() / 60)


def utc_offset(local: datetime) -> str:
    """UTC+7, UTC+6:30, UTC-3, UTC."""
    minutes = offset_minutes(local)
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes >= 0 else "-"
    return f"UTC{sign}{hours}" + (f":{rest:02}" if rest else "") if minutes else "UTC"


def zone_words(zone: tzinfo | None) -> str:
    """Jakarta time, from Asia/Jakarta."""
    return _("%(city)s time") % {"city": str(zone).rpartition("/")[2].replace("_", " ")}
