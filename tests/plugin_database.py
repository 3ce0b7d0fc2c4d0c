"""Loaded before the settings are: gives the suite a database and settings of its own."""

import os

from defa_portal import embedded

os.environ.setdefault("SECRET_KEY", "of the test suite alone")
os.environ.setdefault("HTTPS", "false")
os.environ.setdefault("PAGE_CACHE_POLL_SECONDS", "0")
if not os.environ.get("DATABASE_URL"):
    embedded.start()
