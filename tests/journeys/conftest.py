"""A real browser against a real server. Every test starts from an open consultation and the staff of the cast."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from typing import Protocol

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from playwright.sync_api import Browser, BrowserContext, Page, expect

from accounts.models import User
from accounts.services import ensure_roles
from tests import chromium, make

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright runs a loop in this thread; the server has its own
PASSWORD = "of the test cast"
QUESTIONS = (
    {"key": "stance", "kind": "position", "text": "What is your position on digital trade?", "required": True},
    {
        "key": "hurdles",
        "kind": "multiple",
        "text": "What hinders you?",
        "choices": ("paper", "cost", "rules"),
        "allow_other": True,
    },
    {
        "key": "paper_days",
        "kind": "number",
        "text": "How many days does paper cost you?",
        "unit": "days",
        "show_if": ("hurdles", "any_of", ["paper"]),
    },
    {"key": "reasons", "kind": "long_text", "text": "Why do you think so?"},
)


@dataclass(frozen=True)
class Portal:
    """The running server and what it holds."""

    url: str
    slug: str = "rules-for-trade"


class Open(Protocol):
    """Opens a browser of one's own for each person; its page is blank."""

    def __call__(self, name: str, *, scripts: bool = True) -> Page: ...


@pytest.fixture
def portal(live_server: object) -> Portal:
    ensure_roles()
    call_command("load_defa", verbosity=0, stdout=StringIO())
    make.consultation("rules-for-trade", questions=QUESTIONS)
    for username, role in (("moderator", "Moderator"), ("editor", "Editor")):
        User.objects.create_user(username, password=PASSWORD, is_staff=True).groups.add(Group.objects.get(name=role))
    return Portal(live_server.url)  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    return {
        "executable_path": chromium.find(),
        "args": chromium.ARGUMENTS,
    }


@pytest.fixture(params=[True, False], ids=["javascript", "no-javascript"])
def either_page(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Page]:
    """A page of a fresh visitor, with and without JavaScript, on a phone."""
    context: BrowserContext = browser.new_context(java_script_enabled=request.param, viewport={"width": 360, "height": 740})
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def browser_of(browser: Browser, portal: Portal) -> Iterator[Open]:
    contexts = []

    def opened(name: str, *, scripts: bool = True) -> Page:
        context = browser.new_context(viewport={"width": 1024, "height": 900}, java_script_enabled=scripts)
        context.set_default_timeout(30_000)
        contexts.append(context)
        return context.new_page()

    expect.set_options(timeout=30_000)
    yield opened
    for context in contexts:
        context.close()
    expect.set_options(timeout=5_000)
