#!/usr/bin/env python
"""Command line of the portal. Without DATABASE_URL the embedded PostgreSQL under var/ is started first."""

import os
import sys

from defa_portal import embedded


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "defa_portal.settings")
    if embedded.wanted_by(sys.argv):
        embedded.start()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
