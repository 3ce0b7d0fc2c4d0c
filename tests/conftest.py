"""Settings and fixtures of the whole suite. ``client``, ``db``, ``rf`` and the like come from pytest-django."""

import os

import pytest
from django.conf import settings


def pytest_configure() -> None:
    """Static files straight from their sources, without collectstatic; ``PYTEST_DB_SUFFIX`` keeps two runs on one server apart."""
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.WHITENOISE_AUTOREFRESH = settings.WHITENOISE_USE_FINDERS = True
    suffix = os.environ.get("PYTEST_DB_SUFFIX", "")
    if suffix:
        database = settings.DATABASES["default"]
        database.setdefault("TEST", {})["NAME"] = f"test_{database['NAME']}_{suffix}"


@pytest.fixture(autouse=True)
def _plain_password_hash(settings: object) -> None:
    """Hashing a password takes 0.3 s by design; the cast of the tests does not need it."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]  # type: ignore[attr-defined]
