"""The addresses that are measured."""

TASKS, ONE_PAGE = "bench-tasks", "bench-one-page"
PUBLIC = {
    "home": "/",
    "timeline": "/timeline/",
    "consultation": f"/consultations/{TASKS}/",
    "record": f"/consultations/{TASKS}/responses/",
}
FORM = f"/consultations/{TASKS}/respond/"
ONE_PAGE_FORM = f"/consultations/{ONE_PAGE}/respond/"
SESSION = "defa_session=none"  # that of someone who signed in, as far as the page cache can tell


def section_address(draft: str, section: str) -> str:
    return f"/drafts/{draft}/s/{section}/"


def save_address(draft: str) -> str:
    return f"/drafts/{draft}/save/"
