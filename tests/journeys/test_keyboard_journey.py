"""Journey (f): from the home page to the receipt by keyboard alone, 320 pixels wide, without JavaScript, in each language.

Controls are found by name, value and address, never by words, so that the journey is the same in every language.
"""

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser

from responses.models import Response, Statement
from responses.states import ResponseState
from tests.journeys.conftest import Portal
from tests.journeys.keyboard import Keyboard, keyboard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "Paper costs two days. ក្រដាស 桥"
LANGUAGES = ["en"] + ["km"] * (settings.BASE_DIR / "locale" / "km" / "LC_MESSAGES" / "django.po").exists()


@pytest.fixture(params=LANGUAGES)
def keys(request: pytest.FixtureRequest, browser: Browser, portal: Portal) -> Iterator[Keyboard]:
    with keyboard(browser, portal, request.param) as keys:
        yield keys


def start(keys: Keyboard, portal: Portal) -> str:
    """The private address of the new draft."""
    keys.page.goto(portal.url)
    keys.look()
    consultation = f"/consultations/{portal.slug}/"
    keys.press(f"main a[href='{consultation}']")
    keys.press(f"main a[href='{consultation}respond/']")
    keys.select("language", "km")
    keys.press("main form button[type=submit]")
    return keys.page.url.removeprefix(portal.url)


def answer(keys: Keyboard, draft: str) -> None:
    keys.press(f"main a[href='{draft}about-you/']")
    keys.choose("profile__capacity", "msme")
    keys.write("profile__name", "Respondent One")
    keys.write("profile__organisation", "Mekong Boxes")
    keys.select("profile__country", "LA")
    keys.select("profile__sector", "logistics")
    keys.press("button[name=go][value=on]")
    assert keys.page.url.endswith("/s/trade/")
    keys.choose("stance", "with_changes")
    keys.tick("hurdles", "paper")
    keys.write("paper_days", "2.5")
    keys.write("reasons", WORDS)
    keys.press("button[name=go][value=overview]")


def test_whole_path_by_keyboard_alone(keys: Keyboard, portal: Portal) -> None:
    draft = start(keys, portal)
    keys.press(f"main a[href='{draft}s/trade/']")
    keys.press("button[name=go][value=on]")  # nothing chosen: what is missing is said, and led to
    keys.come_to(".error-summary a")
    keys.page.keyboard.press("Enter")
    assert keys.page.evaluate("location.hash") != ""
    keys.press("button[name=go][value=overview]")

    answer(keys, draft)
    keys.press(f"main a[href='{draft}publication/']")
    keys.choose("consent", "organisation")
    keys.tick("consent__certify", "yes")
    keys.press("button[name=go][value=overview]")
    keys.press(f"main .task-list a[href='{draft}check/'], main .go-on a[href='{draft}check/']")
    assert WORDS in keys.page.locator("main").inner_text()
    keys.press(f"main form[action='{draft}submit/'] button[type=submit]")

    sent = Response.objects.get()
    assert (sent.state, sent.answers) == (
        ResponseState.SUBMITTED,
        {"stance": "with_changes", "hurdles": ["paper"], "paper_days": "2.5"},
    )
    assert Statement.objects.get().text == WORDS
    assert keys.page.locator(".receipt-reference strong").inner_text() == sent.reference
