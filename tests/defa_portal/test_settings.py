"""Settings as a process of its own reads them from its environment."""

import json
import os
import subprocess
import sys

READ = """
import json
from django.conf import settings
names = "EMAIL_BACKEND EMAIL_HOST EMAIL_PORT EMAIL_HOST_USER EMAIL_USE_TLS DEFAULT_FROM_EMAIL"
print(json.dumps([getattr(settings, name) for name in names.split()]))
"""
CONSOLE, SMTP = "django.core.mail.backends.console.EmailBackend", "django.core.mail.backends.smtp.EmailBackend"


def mail_settings(**environment: str) -> list[object]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("EMAIL_", "MAIL_", "SITE_"))}
    ours = {"DJANGO_SETTINGS_MODULE": "defa_portal.settings", "SECRET_KEY": "s" * 60, "DEBUG": "false", **environment}
    done = subprocess.run([sys.executable, "-c", READ], env={**kept, **ours}, capture_output=True, check=True)
    found: list[object] = json.loads(done.stdout)
    return found


def test_mail_goes_to_the_server_that_is_named() -> None:
    named = {
        "EMAIL_HOST": "smtp.example.org",
        "EMAIL_PORT": "2525",
        "EMAIL_HOST_USER": "portal",
        "MAIL_FROM": "consult@example.org",
    }
    assert mail_settings(**named) == [SMTP, "smtp.example.org", 2525, "portal", True, "consult@example.org"]
    assert mail_settings(**named, DEBUG="true") == [SMTP, "smtp.example.org", 2525, "portal", True, "consult@example.org"]


def test_without_a_server_mail_waits_and_is_printed_only_in_debug() -> None:
    assert mail_settings(SITE_CONTACT="desk@example.org") == [SMTP, "", 587, "", True, "desk@example.org"]
    assert mail_settings(DEBUG="true") == [CONSOLE, "", 587, "", True, "portal@localhost"]


FAIL = """
import django, logging
django.setup()
try:
    [][0]
except IndexError:
    logging.getLogger("django.request").exception("Internal Server Error: %s", "/")
"""


def test_line_of_an_error_holds_where_it_happened() -> None:
    ours = {"DJANGO_SETTINGS_MODULE": "defa_portal.settings", "SECRET_KEY": "s" * 60, "DEBUG": "false"}
    done = subprocess.run([sys.executable, "-c", FAIL], env={**os.environ, **ours}, capture_output=True, check=True)
    line = json.loads(done.stderr)
    assert (line["event"], line["level"], line["logger"]) == ("Internal Server Error: /", "error", "django.request")
    assert line["exception"].splitlines()[0] == "Traceback (most recent call last):"
    assert line["exception"].splitlines()[-1] == "IndexError: list index out of range"
    assert "exc_info" not in line
