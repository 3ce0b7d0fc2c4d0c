"""``python -m tools.weigh``: what the main pages weigh on the wire and how many queries they cost, as a table in Markdown.

In a database of its own with the example data, dropped afterwards. Queries are counted twice: of a page asked for after the
content has moved, so that nothing kept answers, and of the same page asked for again. “First visit” is the page with its style
sheets and scripts. Sizes are of bodies compressed with brotli; headers, about 1 KB a file, are not counted.
"""

import io
import os
import re
import sys
import uuid
from collections.abc import Iterator

from defa_portal import embedded, local

ABOUT = "/consultations/defa-in-practice/"
PUBLIC = {
    "Home": "/",
    "Timeline": "/timeline/",
    "Element": "/elements/digital-trade/",
    "Consultations": "/consultations/",
    "Consultation": ABOUT,
    "Public record": f"{ABOUT}responses/",
    "Figures": f"{ABOUT}figures/",
}
LINKED = re.compile(r'<(?:link[^>]* rel="stylesheet"|link rel="stylesheet"|script)[^>]*?(?:href|src)="/static/([^"]+)"')


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "defa_portal.settings")
    if not embedded.is_replaced():
        local.use_local_settings()
        embedded.start()
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.test.utils import setup_test_environment

    setup_test_environment()
    call_command("collectstatic", interactive=False, verbosity=0)
    database, connection.settings_dict["TEST"]["NAME"] = connection.settings_dict["NAME"], "defa_weigh"
    connection.creation.create_test_db(verbosity=0)
    try:
        for command in ("load_roles", "load_defa", "load_demo"):
            call_command(command, stdout=io.StringIO())
        sys.stdout.write(
            "| Page | Page alone | First visit | Queries after a change | Queries |\n| --- | --- | --- | --- | --- |\n"
        )
        for row in rows():
            sys.stdout.write(f"{row}\n")
    finally:
        connection.creation.destroy_test_db(database, verbosity=0)


def rows() -> Iterator[str]:
    """The models can be named once Django is up."""
    from django.test import Client

    from accounts.models import User
    from responses.models import Response

    one = Response.objects.filter(phase__consultation__slug="defa-in-practice", standing="published").order_by("id")[0]
    for name, address in {**PUBLIC, "One published response": f"{ABOUT}responses/{one.reference}/"}.items():
        yield measured(Client(), name, address)
    kept, sent = Response.objects.filter(phase=one.phase_id, state="draft", team=None).order_by("id")[:2]
    yield measured(Client(), "Section with a draft", f"/drafts/{kept.idempotency_key}/s/overview/")
    respondent = Client()
    receipt = respondent.post(f"/drafts/{sent.idempotency_key}/submit/")["Location"]
    yield measured(respondent, "Receipt", receipt)
    officer = Client()
    officer.force_login(User.objects.create_superuser("weigher"))
    yield measured(officer, "Queue of the secretariat", "/admin/responses/response/")
    waiting = Response.objects.filter(standing="waiting", state="submitted").order_by("id")[0]
    yield measured(officer, "Response in the admin", f"/admin/responses/response/{waiting.pk}/change/")


def measured(client: object, name: str, address: str) -> str:
    from django.conf import settings
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from core.models import ContentVersion

    assert isinstance(client, Client)
    text = client.get(address).content.decode()  # and what the process keeps for good
    ContentVersion.objects.update(version=uuid.uuid4())
    settings.PAGE_CACHE_POLL_SECONDS = 0
    with CaptureQueriesContext(connection) as changed:
        page = client.get(address, headers={"Accept-Encoding": "br"})
    settings.PAGE_CACHE_POLL_SECONDS = 60
    with CaptureQueriesContext(connection) as kept:
        client.get(address, headers={"Accept-Encoding": "br"})
    if page.status_code != 200 or page.get("Content-Encoding") != "br":
        raise SystemExit(f"{address} answers {page.status_code}, {page.get('Content-Encoding')}.")
    files = [settings.STATIC_ROOT / file for file in sorted(set(LINKED.findall(text)))]
    packed = [file.with_name(f"{file.name}.br") for file in files]
    alone = len(page.content)
    first = alone + sum((pack if pack.exists() else file).stat().st_size for file, pack in zip(files, packed, strict=True))
    return f"| {name} | {alone / 1024:.1f} KB | {first / 1024:.1f} KB | {len(changed)} | {len(kept)} |"


if __name__ == "__main__":
    main()
