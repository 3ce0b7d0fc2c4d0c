"""In which language a mail to somebody is written."""

from django.conf import settings


def language_for(tag: str | None) -> str:
    """The language of the portal that this BCP 47 tag names, or one of the same family (“zh” for “zh-hans”); else English."""
    wanted = (tag or "").lower()
    codes = [code.lower() for code, _ in settings.LANGUAGES]
    if wanted in codes:
        return wanted
    family = wanted.partition("-")[0]
    return next((code for code in codes if family and code.partition("-")[0] == family), settings.LANGUAGE_CODE)
