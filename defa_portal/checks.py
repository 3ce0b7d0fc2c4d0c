"""Settings that Django cannot judge: what is wrong for this portal, with a hint. See docs/settings.md."""

import re
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.conf import settings
from django.core.checks import CheckMessage, Error
from django.core.checks import Warning as CheckWarning

LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]"}
EMBEDDED_FOLDER = "/var/postgres"
_CLAMD = re.compile(r"unix:/.+|\[?[^\s/]+\]?:\d{1,5}\Z")


def check_settings(**options: Any) -> list[CheckMessage]:
    """What would break wherever the portal runs."""
    found: list[CheckMessage] = []
    try:
        ZoneInfo(settings.STATED_TIME_ZONE)
    except (ZoneInfoNotFoundError, ValueError):
        hint = "Use a name of the IANA time zone database, for example Asia/Jakarta."
        found.append(Error(f"STATED_TIME_ZONE “{settings.STATED_TIME_ZONE}” is not a time zone.", hint=hint, id="defa.E001"))
    if settings.JOB_LEASE_SECONDS <= 0 or settings.JOB_MAX_ATTEMPTS < 1:
        hint = "JOB_LEASE_SECONDS is above 0, JOB_MAX_ATTEMPTS at least 1."
        found.append(Error("Jobs could not be leased or tried.", hint=hint, id="defa.E003"))
    if settings.CLAMD_ADDRESS and not _CLAMD.match(settings.CLAMD_ADDRESS):
        hint = "CLAMD_ADDRESS is host:port or unix: and the path of its socket; empty for no scanner."
        found.append(Error(f"CLAMD_ADDRESS “{settings.CLAMD_ADDRESS}” is not an address.", hint=hint, id="defa.E004"))
    return found


def check_production(**options: Any) -> list[CheckMessage]:
    """What is right on one's own machine and wrong on a server (``manage.py check --deploy``)."""
    found: list[CheckMessage] = []
    address = urlsplit(settings.SITE_URL)
    if address.scheme != "https" or not address.netloc:
        hint = "Set SITE_URL to the public address, for example https://consult.example.org."
        found.append(
            CheckWarning("SITE_URL is not an https address; links in feeds and calendars need it.", hint=hint, id="defa.W001")
        )
    if set(settings.ALLOWED_HOSTS) <= LOCAL_HOSTS or "*" in settings.ALLOWED_HOSTS:
        hint = "Set ALLOWED_HOSTS to the names people use, without *."
        found.append(CheckWarning("ALLOWED_HOSTS does not name the public host.", hint=hint, id="defa.W002"))
    if not settings.SITE_CONTACT:
        hint = "Set SITE_CONTACT to an address people may write to."
        found.append(CheckWarning("SITE_CONTACT is empty; the privacy page must name a contact.", hint=hint, id="defa.W003"))
    if str(settings.DATABASES["default"].get("OPTIONS", {}).get("host", "")).endswith(EMBEDDED_FOLDER):
        hint = "Set DATABASE_URL to a PostgreSQL server with backups."
        found.append(CheckWarning("The embedded database is for local runs.", hint=hint, id="defa.W004"))
    if not settings.EMAIL_HOST:
        hint = "Set EMAIL_HOST to the mail server; docs/mail.md says what is sent."
        found.append(CheckWarning("EMAIL_HOST is empty; receipts and invitations wait unsent.", hint=hint, id="defa.W005"))
    return found
