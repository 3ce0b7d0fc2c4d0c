"""Rules about files: how long, what words, which templates."""

import re
import subprocess
from functools import cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
LONGEST = 300
NOT_OURS = ("static/vendor/", "requirements")
# Put together here, so that this file does not hold them. Hosts of package registries, paths of one machine.
FORBIDDEN = [
    r"\b" + host.replace("_", r"\.") + r"\b"
    for host in (
        "files_python" + "hosted_org",
        "py" + "pi_org",
        "registry_npm" + "js_org",
        "registry_yarn" + "pkg_com",
        "deb_" + "debian_org",
    )
] + ["/" + "work/", "/" + "root/", "/" + "home/[a-z]+/"]


@cache
def files() -> list[str]:
    """Every file of the repository, tracked or about to be."""
    said = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    )
    return sorted(name for name in said.stdout.split("\0") if name and (ROOT / name).is_file())


def text_of(name: str) -> str:
    return (ROOT / name).read_text(errors="replace")


def is_code(name: str) -> bool:
    return name.endswith((".py", ".html", ".js", ".css", ".sh")) and "/migrations/" not in name and not name.startswith(NOT_OURS)


def test_no_file_of_code_passes_the_limit() -> None:
    too_long = {name: lines for name in files() if is_code(name) and (lines := text_of(name).count("\n")) > LONGEST}
    assert too_long == {}


def test_no_file_holds_a_registry_host_or_a_path_of_one_machine() -> None:
    pattern = re.compile("|".join(FORBIDDEN))
    found = {name: match[0] for name in files() if (match := pattern.search(text_of(name)))}
    assert found == {}


def test_there_is_no_drawer_for_anything() -> None:
    drawers = {"utils", "helpers", "common", "misc"}
    assert [name for name in files() if is_code(name) and drawers & {part.removesuffix(".py") for part in Path(name).parts}] == []


def test_every_template_is_used_and_no_page_holds_inline_script_or_style() -> None:
    templates = [
        name.removeprefix("templates/")
        for name in files()
        if name.startswith("templates/") and name.endswith((".html", ".txt", ".xml"))
    ]
    sources = [text_of(name) for name in files() if name.endswith((".py", ".html", ".txt")) and not name.startswith("tests/")]
    by_name = {"404.html", "500.html", "403.html", "400.html"}
    overrides = ("admin/", "registration/", "django/", "bootstrap5/", "allauth/", "account/", "mfa/")
    unused = [
        name
        for name in templates
        if name not in by_name
        and not name.startswith(overrides)
        and not any(f'"{name}"' in s or f"'{name}'" in s for s in sources)
    ]
    inline = re.compile(
        r"<style|\sstyle=|<script(?![^>]*\ssrc=)(?![^>]*application/(?:ld\+)?json)|\son(?:click|load|change|submit)="
    )
    assert unused == []
    assert [name for name in templates if inline.search(text_of(f"templates/{name}"))] == []


def test_exceptions_to_lint_and_types_give_a_reason() -> None:
    bare = re.compile(r"# (?:noqa: [A-Z0-9, ]+|type: ignore\[[a-z, -]+\])\s*$", flags=re.MULTILINE)
    found = {
        name: match[0]
        for name in files()
        if name.endswith(".py") and not name.startswith("tests/") and (match := bare.search(text_of(name)))
    }
    assert found == {}
