"""Moments in plain text: for sentences in errors and messages, where the template tag ``moment`` cannot stand."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.formats import date_format


def stated(at: datetime) -> str:
    """In the zone the portal states, named: ``3 Dec 2026, 10:12 (Asia/Jakarta)``."""
    return f"{date_format(at.astimezone(ZoneInfo(settings.STATED_TIME_ZONE)), 'j M Y, H:i')} ({settings.STATED_TIME_ZONE})"
