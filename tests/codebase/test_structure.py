"""Rules that hold for the whole of the code: layers, migrations, constraints, production settings, static files."""

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import models

ROOT = Path(settings.BASE_DIR)
OURS = {"accounts", "consultations", "core", "elements", "moderation", "responses"}


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    ours = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"}  # of the browser tests
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, env={**ours, **environment})


def own_models() -> list[type[models.Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OURS and not model.__name__.endswith("Event")]


def test_import_contracts_hold() -> None:
    done = run(str(Path(sys.executable).with_name("lint-imports")), "--no-cache")
    assert done.returncode == 0, done.stdout


@pytest.mark.django_db
def test_migrations_say_all_that_the_models_say() -> None:
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said)
    assert said.getvalue() == "No changes detected\n"


def test_constraints_speak_to_people() -> None:
    silent = [
        f"{model.__name__}.{constraint.name}"
        for model in own_models()
        for constraint in model._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
    ]
    assert silent == []


def test_no_model_overrides_save_or_delete() -> None:
    assert [model.__name__ for model in own_models() if {"save", "delete"} & set(vars(model))] == []


def test_foreign_keys_over_an_app_border_leave_nothing_on_the_other_side() -> None:
    found = [
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey)
        and field.related_model._meta.app_label != model._meta.app_label
        and not field.remote_field.hidden
    ]
    assert found == []


def example_environment() -> dict[str, str]:
    lines = (ROOT / "docs/production.env.example").read_text().splitlines()
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name: value.strip("'") for name, _, value in pairs}


def test_check_deploy_is_silent_in_production_settings() -> None:
    environment = {"SECRET_KEY": "".join(map(chr, range(48, 115))), "HTTPS": "true", **example_environment()}
    done = run(sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING", **environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, "System check identified no issues (0 silenced).\n", "")


def test_check_deploy_names_what_production_still_lacks() -> None:
    lacking = {**example_environment(), "SITE_URL": "", "ALLOWED_HOSTS": "localhost", "SITE_CONTACT": "", "HTTPS": "true"}
    lacking["DATABASE_URL"] = "postgres://postgres@/defa?host=/srv/defa/var/postgres"
    done = run(sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING", SECRET_KEY="x" * 60, **lacking)
    assert done.returncode == 1
    assert [number for number in ("defa.W001", "defa.W002", "defa.W003", "defa.W004") if number not in done.stderr] == []


@pytest.mark.parametrize(
    ("environment", "number"),
    [({"STATED_TIME_ZONE": "Mars/Olympus"}, "defa.E001"), ({"JOB_MAX_ATTEMPTS": "0"}, "defa.E003")],
)
def test_check_names_a_wrong_setting(environment: dict[str, str], number: str) -> None:
    done = run(sys.executable, "manage.py", "check", **environment)
    assert done.returncode == 1
    assert number in done.stderr


def test_without_a_secret_key_the_portal_does_not_start_and_says_why() -> None:
    done = run(sys.executable, "manage.py", "check", SECRET_KEY="", DATABASE_URL="postgres://db.example.org/defa")
    assert done.returncode == 1
    assert done.stderr == "SECRET_KEY is not set. Give the portal a long random text of its own in the environment.\n"


def test_every_static_file_that_is_named_can_be_collected(tmp_path: Path, settings: pytest.FixtureRequest) -> None:
    settings.STATIC_ROOT = tmp_path  # type: ignore[attr-defined]
    settings.STORAGES = {  # type: ignore[attr-defined]
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    assert (tmp_path / "staticfiles.json").exists()
