import re
from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from django.utils import translation
from django.utils.formats import date_format

from core.dates import ORDERS, day_words, moment_words
from core.languages import LANGUAGES

AT = datetime(2026, 3, 4, 14, 5, tzinfo=UTC)


def test_each_language_has_an_order() -> None:
    assert list(ORDERS) == list(LANGUAGES)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("kind", ["day", "short", "full"])
def test_a_day_has_its_number_and_year_in_plain_digits(code: str, kind: str) -> None:
    with translation.override(code):
        digits = re.findall(r"\d+", day_words(AT, kind), flags=re.ASCII)
        assert {"4", "2026"} <= set(digits)
        assert not re.search(r"[^\x00-\x7f]", "".join(re.findall(r"\d", day_words(AT, kind))))


def test_orders() -> None:
    assert day_words(date(2026, 3, 4)) == "4 March 2026"
    assert moment_words(AT) == "Wednesday 4 March 2026, 14:05"
    with translation.override("zh-hans"):
        assert day_words(date(2026, 3, 4)) == "2026年3月4日"
        assert day_words(date(2026, 3, 4), "day_of_year") == "3月4日"
    with translation.override("th"):
        assert "ค.ศ. 2026" in day_words(date(2026, 3, 4), "full")


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_moment_is_without_its_zone(code: str) -> None:
    with translation.override(code):
        assert date_format(AT, "DATETIME_FORMAT").endswith("UTC")
        assert date_format(AT, "SHORT_DATETIME_FORMAT").endswith("UTC")
        assert "(UTC+7)" in Template("{% load portal %}{% moment at %}").render(Context({"at": AT}))


@pytest.mark.parametrize("code", LANGUAGES)
def test_numbers_are_written_alike(code: str) -> None:
    with translation.override(code):
        assert Template("{{ a }} {{ b }}").render(Context({"a": 1234, "b": 2.5})) == "1234 2.5"
