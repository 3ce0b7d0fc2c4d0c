#!/usr/bin/env python
"""Command line of the portal. Without DATABASE_URL it is a local run: the embedded PostgreSQL under var/ is started first."""

import os
import sys

from defa_portal import embedded, local


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "defa_portal.settings")
    if not embedded.is_replaced():
        local.use_local_settings()
    if embedded.wanted_by(sys.argv):
        try:
            embedded.start()
        except embedded.EmbeddedError as error:
            sys.exit(str(error))
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        settings.DEBUG  # noqa: B018 - a setting that cannot be read is one sentence, not a traceback
    except ImproperlyConfigured as error:
        sys.exit(str(error))
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
