"""What the documentation says exists, and what exists is documented."""

import re
from pathlib import Path

from django.conf import settings
from django.core.management import get_commands

from core.jobs.schedules import schedules

ROOT = Path(settings.BASE_DIR)
READERS = [ROOT / "defa_portal/settings.py", ROOT / "gunicorn.conf.py"]
OF_TOOLS = {"PORT", "CHROMIUM", "PYTEST_DB_SUFFIX", "PYTEST_WORKERS"}  # read outside the settings, see test below
OURS = {"accounts", "consultations", "core", "defa_portal", "elements", "moderation", "responses"}


def first_cells(page: str, pattern: str) -> set[str]:
    """The names in the first column of the page's tables."""
    return set(re.findall(rf"^\| `({pattern})` \|", (ROOT / "docs" / page).read_text(), flags=re.MULTILINE))


def test_settings_are_documented_and_documented_settings_exist() -> None:
    read = {
        name
        for path in READERS
        for name in re.findall(r"""(?:env(?:\.\w+)?\(|environ\.get\()\s*["']([A-Z_]+)["']""", path.read_text())
    }
    assert len(read) > 15
    assert first_cells("settings.md", "[A-Z_]+") == read | OF_TOOLS


def test_settings_of_tools_are_read_where_the_page_says() -> None:
    places = [ROOT / "Makefile", ROOT / "defa_portal/run.py", *(ROOT / "tests").glob("*.py")]
    text = "".join(path.read_text() for path in places)
    assert {name for name in OF_TOOLS if not re.search(rf'\b{name}\b["}}:]', text)} == set()


def test_commands_are_documented_and_documented_commands_exist() -> None:
    own = {name for name, app in get_commands().items() if app in OURS}
    assert first_cells("operations.md", "[a-z_]+") == own


def test_schedules_are_documented_and_documented_schedules_exist() -> None:
    assert first_cells("jobs.md", r"[a-z]+\.[a-z-]+") == {schedule.name for schedule in schedules()}


def test_links_between_pages_of_the_documentation_lead_somewhere() -> None:
    for page in [*(ROOT / "docs").glob("**/*.md"), *ROOT.glob("*.md")]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text()):
            assert (page.parent / target).exists(), f"{page.name} links to {target}"
