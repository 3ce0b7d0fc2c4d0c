"""Who runs this installation, in the language of the moment."""

from django.conf import settings
from django.utils.translation import gettext as _


def operator() -> str:
    """As set; in general words where it is not."""
    return settings.SITE_OPERATOR or _("the operator of this installation")
