"""What files cost in memory: five of ten megabytes, one of each heavy kind, through a real web worker and a real job worker.

``python manage.py bench --uploads``. A peak is the kernel's own (VmHWM): shared pages too, and nothing between two looks missed.
"""

import io
import json
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench import database
from bench.load import ask, jar, token_of
from bench.measurement import manage, portal_environment, step
from bench.servers import ROOT, BenchError, Server, running

SIZE = 10 * 1024 * 1024
CHECKED_WITHIN_SECONDS = 90
BOUNDARY = "five-files-of-ten-megabytes"
GOAL_MB = 150


@dataclass(frozen=True)
class Peaks:
    """Megabytes: the larger web worker before and after the files, the job worker after them; seconds of the slowest upload."""

    idle: float
    web: float
    jobs: float
    slowest: float


def take(database_url: str, say: Callable[[str], None]) -> Peaks:
    with database.dropped_after(database_url, database.FILES, keep=False), tempfile.TemporaryDirectory() as folder:
        options = json.dumps({"location": f"{folder}/attachments"})
        portal = {**portal_environment(database.make(database_url, database.FILES)), "ATTACHMENTS_OPTIONS": options}
        manage(portal, "collectstatic", "--noinput", "--verbosity=0")
        manage(portal, "migrate", "--verbosity=0")
        page = f"/drafts/{step(portal, 'fill', Path(folder, 'small'), '10')['drafts'][0]}/files/"
        server = Server("portal", "defa_portal.wsgi:application", portal)
        with running([server]), job_worker(portal) as jobs:
            ask(server.port, "GET", page)
            idle = max(map(peak_mb, server.workers()))
            slowest = 0.0
            for name, content in made():
                say(f"{name}: {len(content) / 1_048_576:.2f} MB")
                slowest = max(slowest, sent(server, page, name, content))
            end = time.monotonic() + CHECKED_WITHIN_SECONDS
            while b"Being checked" in ask(server.port, "GET", page).body:
                if time.monotonic() > end:
                    raise BenchError("The job worker did not look at the files.")
                time.sleep(0.5)
            return Peaks(idle, max(map(peak_mb, server.workers())), peak_mb(jobs), slowest)


def text_of(peaks: Peaks) -> str:
    return (
        f"Five files of 10 MB. Web worker: {peaks.idle:.0f} MB before, {peaks.web:.0f} MB at its highest; job worker: "
        f"{peaks.jobs:.0f} MB at its highest (goal: under {GOAL_MB}). The slowest upload took {peaks.slowest:.2f} s."
    )


def sent(server: Server, page: str, name: str, content: bytes) -> float:
    """Seconds from the first byte to the redirect."""
    form = ask(server.port, "GET", page)
    fields = {"csrfmiddlewaretoken": token_of(form.body), "act": "add"}
    headers = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}", "Cookie": jar(form.cookies)}
    start = time.monotonic()
    answer = ask(server.port, "POST", page, headers, multipart(fields, name, content))
    if answer.status != 303:
        raise BenchError(f"{name} was answered {answer.status}.")
    return time.monotonic() - start


def multipart(fields: dict[str, str], name: str, content: bytes) -> bytes:
    """``whole`` comes last, as on the page."""
    field = '--{}\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
    head = "".join(field.format(BOUNDARY, key, "") + f"{value}\r\n" for key, value in fields.items())
    head += field.format(BOUNDARY, "file", f'; filename="{name}"')
    return head.encode() + content + f"\r\n{field.format(BOUNDARY, 'whole', '')}yes\r\n--{BOUNDARY}--\r\n".encode()


def made() -> Iterator[tuple[str, bytes]]:
    """What is heavy: pictures of noise, of ten megabytes and of the most pixels taken, and three kinds of paper."""
    from PIL import Image

    chance = random.Random(7)  # noqa: S311 - data of a measurement
    for kind, side, options in (("png", 1850, {"compress_level": 1}), ("jpeg", 5000, {"quality": 35})):
        body = io.BytesIO()
        Image.frombytes("RGB", (side, side), chance.randbytes(3 * side * side)).save(body, kind, **options)
        yield f"picture.{kind}", body.getvalue()
    with zipfile.ZipFile(body := io.BytesIO(), "w", zipfile.ZIP_DEFLATED) as package:
        main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        package.writestr("[Content_Types].xml", f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>')
        package.writestr("word/document.xml", "<document/>")
        package.writestr("word/media/image1.png", chance.randbytes(SIZE - 20_000))
    yield "paper.docx", body.getvalue()
    head, tail = b"%PDF-1.7\n1 0 obj\n<< /Length 10400000 >>\nstream\n", b"\nendstream\nendobj\ntrailer\n<< >>\n%%EOF\n"
    yield "paper.pdf", head + chance.randbytes(10_400_000) + tail
    yield "table.csv", "Border;ក្រសួង;waits two days\n".encode() * (SIZE // 46)


@contextmanager
def job_worker(environment: dict[str, str]) -> Iterator[int]:
    process = subprocess.Popen([sys.executable, "manage.py", "work"], cwd=ROOT, env=environment)
    try:
        yield process.pid
    finally:
        process.terminate()
        process.wait(30)


def peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) / 1024
