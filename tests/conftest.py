"""Settings and fixtures of the whole suite. ``client``, ``db``, ``rf`` and the like come from pytest-django."""

import os
import tempfile
from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connection, transaction
from pytest_django.plugin import DjangoDbBlocker

from core.rendering import rendered
from tests import chromium

_attachments = tempfile.TemporaryDirectory(prefix="attachments-")


def pytest_unconfigure() -> None:
    _attachments.cleanup()  # a folder left to the end of Python is a warning, and warnings are errors


def pytest_configure() -> None:
    """Static files straight from their sources; ``PYTEST_DB_SUFFIX`` keeps two runs on one server apart.

    Hashing a password takes 0.3 s by design; the cast of the tests does not need it.
    """
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.STORAGES["attachments"]["OPTIONS"] = {"location": _attachments.name}
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    settings.DATABASES["default"]["CONN_MAX_AGE"] = 0  # threads of the live server would hold on to the test database
    suffix = os.environ.get("PYTEST_DB_SUFFIX", "")
    if suffix:
        database = settings.DATABASES["default"]
        database.setdefault("TEST", {})["NAME"] = f"test_{database['NAME']}_{suffix}"


@pytest.fixture(scope="session", autouse=True)
def _no_session_left(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A thread of the live server may still hold a connection when the test database is to be dropped."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture(scope="module")
def kept_for_the_module(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """What fixtures of the scope “module” write after asking for this stands for all tests of the module, then goes. What each
    test writes on top is undone after it, as ever; not for tests with ``transaction=True``."""
    with django_db_blocker.unblock():
        around = transaction.atomic()
        around._from_testcase = True  # type: ignore[attr-defined]  # durable blocks may stand inside, as in Django's TestCase
        with around:
            yield
            transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _nothing_rendered_yet() -> None:
    """A process has one set of settings; the tests change them."""
    rendered.bodies.clear()
    rendered.latest.clear()
    rendered.bytes = 0


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: Playwright leaves an event loop running in the thread of the tests, and beside one Django keeps
    its connections per context instead of per thread."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)
    if chromium.find() is None:
        for item in items:
            if item.get_closest_marker("browser"):
                item.add_marker(pytest.mark.skip(reason=chromium.MISSING))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """One line, at the very end, about what did not run and why."""
    left_out = [report.nodeid for report in terminalreporter.stats.get("skipped", []) if chromium.MISSING in str(report.longrepr)]
    if left_out:
        files = ", ".join(sorted({nodeid.partition("::")[0] for nodeid in left_out}))
        terminalreporter.write_line(f"{chromium.MISSING}: {len(left_out)} browser tests did not run, in {files}.", red=True)


def pytest_sessionfinish(session: pytest.Session) -> None:
    if os.environ.get("CI", "").lower() == "true" and chromium.find() is None and session.exitstatus == 0:
        session.exitstatus = 1
