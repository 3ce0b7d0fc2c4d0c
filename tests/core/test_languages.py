import pytest
from django.conf import settings
from django.utils import translation

from core.languages import LANGUAGES, best_of, language_for


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        ("km", "km"),
        ("km-KH,km;q=0.9,en;q=0.8", "km"),
        ("de-DE, de;q=0.9, id;q=0.5, en;q=0.4", "id"),
        ("en;q=0.2, vi;q=0.7", "vi"),
        ("id;q=0.5, ms;q=0.5", "id"),  # of equals the first
        ("zh-CN", "zh-hans"),
        ("zh-SG;q=0.8, en;q=0.1", "zh-hans"),
        ("zh-Hans-MY", "zh-hans"),
        ("zh", "zh-hans"),
        ("tl-PH", "fil"),
        ("in", "id"),
        ("pt-BR", "pt"),
        ("TA-in", "ta"),
        ("de, *", "en"),
        ("de, fr", "en"),
        ("km;q=0", "en"),
        ("km;q=0, lo;q=0.1", "lo"),
        ("km;q=nan, lo;q=inf, th;q=7, my;q=x", "en"),
        ("km ; q=0.3 , lo; q=0.4", "lo"),
        (",;,;q=,\0,\ud800", "en"),
        ("", "en"),
    ],
)
def test_the_browser_is_understood(accepted: str, code: str) -> None:
    assert best_of(accepted) == code


@pytest.mark.parametrize(
    ("cookies", "code"),
    [
        ("defa_language=th", "th"),
        ("defa_session=x; defa_language=th; other=y", "th"),
        ("my_defa_language=th", "lo"),
        ("defa_language=xx", "lo"),
        ("defa_language=", "lo"),
        ("defa_language=xx; defa_languages=th", "lo"),
        ("defa_language", "lo"),
    ],
)
def test_the_choice_wins_if_it_is_one(cookies: str, code: str) -> None:
    assert language_for({"PATH_INFO": "/", "HTTP_COOKIE": cookies, "HTTP_ACCEPT_LANGUAGE": "lo"}) == code


@pytest.mark.parametrize("path", ["/admin/", "/admin/login/", "/timeline.ics", "/timeline.atom", "/health/ready"])
def test_staff_and_programs_get_english(path: str) -> None:
    assert language_for({"PATH_INFO": path, "HTTP_COOKIE": "defa_language=th"}) == "en"


def test_an_endless_header_is_read_only_so_far() -> None:
    assert language_for({"PATH_INFO": "/", "HTTP_ACCEPT_LANGUAGE": "de," * 10_000 + "km"}) == "en"


@pytest.mark.parametrize("code", LANGUAGES)
def test_django_knows_every_language_by_its_own_name(code: str) -> None:
    with translation.override(code):
        assert translation.get_language() == code
        assert translation.get_language_info(code)["code"] == code
    assert code in dict(settings.LANGUAGES)
