"""Journey (f): from the home page to the receipt by keyboard alone, 320 pixels wide, without JavaScript, in each language.

Controls are found by name, value and address, never by words, so that the journey is the same in every language.
"""

from collections.abc import Iterator

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page

from responses.models import Response, Statement
from responses.states import ResponseState
from tests.journeys.conftest import Portal

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTH, MOST_STOPS = 320, 150
WORDS = "Paper costs two days. ក្រដាស 桥"
LANGUAGES = ["en"] + ["km"] * (settings.BASE_DIR / "locale" / "km" / "LC_MESSAGES" / "django.po").exists()
FOCUS_SHOWS = """() => {
    const on = document.activeElement, box = on.getBoundingClientRect();
    const marked = [on, on.closest("label, .form-check, li") || on].some((one) => {
        const style = getComputedStyle(one);
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none";
    });
    const seen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    return marked && seen;
}"""


class Keyboard:
    """Someone who has keys and nothing else. Checks each page on the way: its width, its language, that the focus shows."""

    def __init__(self, page: Page, language: str) -> None:
        self.page, self.language = page, language

    def come_to(self, control: str) -> None:
        """Tab until this control (CSS) has the focus."""
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("css => document.activeElement.matches(css)", control):
                assert self.page.evaluate(FOCUS_SHOWS), f"the focus does not show on {control}, {self.page.url}"
                return
        raise AssertionError(f"{control} cannot be reached by the Tab key on {self.page.url}")

    def press(self, control: str, key: str = "Enter") -> None:
        """Go to a link or button and press it; then look at the page it leads to."""
        self.come_to(control)
        with self.page.expect_navigation():
            self.page.keyboard.press(key)
        self.look()

    def look(self) -> None:
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= WIDTH, f"{self.page.url} is {wide} pixels wide"
        assert self.page.evaluate("document.documentElement.lang") == self.language, self.page.url
        assert self.page.locator("h1").count() == 1

    def choose(self, name: str, value: str) -> None:
        """One of a group of radio buttons: the arrows choose, Space where the first is meant."""
        self.come_to(f"input[type=radio][name={name}]")
        self.page.keyboard.press("Space")
        for _ in range(self.page.locator(f"input[type=radio][name={name}]").count()):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} cannot be chosen in {name}")

    def tick(self, name: str, value: str) -> None:
        self.come_to(f"input[type=checkbox][name={name}][value='{value}']")
        self.page.keyboard.press("Space")
        assert self.page.evaluate("document.activeElement.checked")

    def select(self, name: str, value: str) -> None:
        self.come_to(f"select[name={name}]")
        for _ in range(self.page.locator(f"select[name={name}] option").count()):
            if self.page.evaluate("document.activeElement.value") == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{value} cannot be chosen in {name}")

    def write(self, name: str, words: str) -> None:
        self.come_to(f"[name={name}]")
        self.page.keyboard.type(words)


@pytest.fixture(params=LANGUAGES)
def keys(request: pytest.FixtureRequest, browser: Browser, portal: Portal) -> Iterator[Keyboard]:
    context = browser.new_context(java_script_enabled=False, reduced_motion="reduce", viewport={"width": WIDTH, "height": 640})
    context.set_default_timeout(10_000)
    if request.param != "en":
        context.add_cookies([{"name": "defa_language", "value": request.param, "url": portal.url}])
    yield Keyboard(context.new_page(), request.param)
    context.close()


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
