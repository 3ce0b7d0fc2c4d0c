"""What every template may say about the installation."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from core.languages import LANGUAGES, SOURCE
from core.site import operator


def site(request: HttpRequest) -> dict[str, object]:
    return {
        "LANGUAGE": LANGUAGES.get(get_language() or SOURCE, LANGUAGES[SOURCE]),
        "site_name": settings.SITE_NAME,
        "site_operator": operator(),
        "site_contact": settings.SITE_CONTACT,
        "site_is_official": settings.SITE_IS_OFFICIAL,
    }
