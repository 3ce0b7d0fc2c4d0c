"""Someone who has keys and nothing else: no mouse, no JavaScript, a window of 320 pixels."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, FilePayload, Page

from tests.journeys.conftest import Portal

WIDTH, MOST_STOPS = 320, 150
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
    """Checks each page on the way: its width, its language, that the focus shows."""

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

    def rewrite(self, name: str, words: str) -> None:
        self.come_to(f"[name={name}]")
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)

    def attach(self, control: str, file: FilePayload) -> None:
        """A file input: the space bar opens the dialogue of the system."""
        self.come_to(control)
        with self.page.expect_file_chooser() as chooser:
            self.page.keyboard.press("Space")
        chooser.value.set_files(file)


@contextmanager
def keyboard(browser: Browser, portal: Portal, language: str = "en") -> Iterator[Keyboard]:
    context = browser.new_context(java_script_enabled=False, reduced_motion="reduce", viewport={"width": WIDTH, "height": 640})
    context.set_default_timeout(10_000)
    if language != "en":
        context.add_cookies([{"name": "defa_language", "value": language, "url": portal.url}])
    yield Keyboard(context.new_page(), language)
    context.close()
