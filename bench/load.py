"""Load: eight clients in two processes, each asking as fast as it is answered, a new connection per request (as gunicorn's
sync workers need). ``run`` starts ``python -m bench.load`` with a job and waits for what it measured."""

import json
import re
import secrets
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from itertools import count
from typing import Any
from urllib.parse import urlencode

PROCESSES, CLIENTS = 2, 4
FRESH = "{fresh}"  # in an address: another text each time, which no cache has seen
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
_HIDDEN = {
    "csrfmiddlewaretoken": _TOKEN,
    "key": re.compile(rb'name="key" value="([^"]+)"'),
    "form-seen": re.compile(rb'name="form-seen" value="([^"]+)"'),
}


@dataclass(frozen=True)
class Job:
    """``kind``: get, post (``body`` as it is, to the addresses in turn) or answer (form, POST of ``fields``, receipt)."""

    port: int
    kind: str
    paths: Sequence[str]
    units: int
    headers: dict[str, str] = field(default_factory=dict)
    fields: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class Measured:
    """``statuses``: how often each answer came, as "200" or "200 defa; hit"; latencies in milliseconds per unit of work."""

    units: int
    seconds: float
    latencies: list[float]
    statuses: dict[str, int]
    size: int

    @property
    def rate(self) -> float:
        return self.units / self.seconds

    def percentile(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass
class Answer:
    status: int
    headers: dict[str, str]
    cookies: dict[str, str]
    body: bytes


def ask(port: int, method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b"") -> Answer:
    """One request on a connection of its own. Header names come back in small letters."""
    lines = [f"{method} {path} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if method == "POST":
        lines.append(f"Content-Length: {len(body)}")
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connection.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        chunks = []
        while chunk := connection.recv(262144):
            chunks.append(chunk)
    head, _, content = b"".join(chunks).partition(b"\r\n\r\n")
    first, *rest = head.decode("latin-1").split("\r\n")
    found: dict[str, str] = {}
    cookies: dict[str, str] = {}
    for line in rest:
        name, _, value = line.partition(": ")
        if name.lower() == "set-cookie":
            key, _, text = value.partition(";")[0].partition("=")
            cookies[key] = text
        else:
            found[name.lower()] = value
    return Answer(int(first.split()[1]), found, cookies, content)


def get_once(job: Job, turn: int) -> tuple[str, int]:
    path = job.paths[turn % len(job.paths)].replace(FRESH, secrets.token_hex(6))
    answer = ask(job.port, "GET", path, job.headers)
    return f"{answer.status} {answer.headers.get('cache-status', '')}".strip(), len(answer.body)


def post_once(job: Job, turn: int) -> tuple[str, int]:
    answer = ask(
        job.port,
        "POST",
        job.paths[turn % len(job.paths)],
        job.headers,
        urlencode([(name, value) for name, value in job.fields]).encode(),
    )
    return str(answer.status), len(answer.body)


def answer_once(job: Job, turn: int) -> tuple[str, int]:
    """A whole answer: the form, the POST with its token, the receipt. The status tells all three."""
    path = job.paths[turn % len(job.paths)]
    form = ask(job.port, "GET", path)
    hidden = [(name, found[1].decode()) for name, value in _HIDDEN.items() if (found := value.search(form.body))]
    cookies = dict(form.cookies)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": jar(cookies)}
    sent = ask(job.port, "POST", path, headers, urlencode([*hidden, *((name, value) for name, value in job.fields)]).encode())
    if sent.status != 303:
        return f"{form.status} {sent.status}", len(form.body)
    cookies |= {name: value for name, value in sent.cookies.items() if value.strip('"')}
    receipt = ask(job.port, "GET", sent.headers["location"], {"Cookie": jar(cookies)})
    return f"{form.status} {sent.status} {receipt.status}", len(form.body)


def token_of(page: bytes) -> str:
    found = _TOKEN.search(page)
    return found[1].decode() if found else ""


def jar(cookies: dict[str, str]) -> str:
    return "; ".join(f"{name}={value}" for name, value in cookies.items())


ONCE: dict[str, Callable[[Job, int], tuple[str, int]]] = {"get": get_once, "post": post_once, "answer": answer_once}


def run(job: Job) -> Measured:
    """The job, shared out between the processes; the clock of the machine joins their times."""
    text = json.dumps({**asdict(job), "units": max(CLIENTS, job.units // PROCESSES)}) + "\n"
    parts = [_process() for _ in range(PROCESSES)]
    try:
        for part in parts:
            assert part.stdin is not None
            part.stdin.write(text)
            part.stdin.flush()
        said = [json.loads(part.communicate()[0]) for part in parts]
    finally:
        for part in parts:
            if part.poll() is None:
                part.kill()
            part.wait()
    return _joined(said)


def _process() -> "subprocess.Popen[str]":
    return subprocess.Popen([sys.executable, "-m", "bench.load"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _joined(said: list[dict[str, Any]]) -> Measured:
    latencies = [ms for part in said for ms in part["latencies"]]
    statuses: Counter[str] = Counter()
    for part in said:
        statuses.update(part["statuses"])
    seconds = max(part["end"] for part in said) - min(part["start"] for part in said)
    return Measured(len(latencies), seconds, latencies, dict(statuses), max(part["size"] for part in said))


def _client(job: Job, turns: "count[int]", latencies: list[float], statuses: Counter[str], sizes: set[int]) -> None:
    once = ONCE[job.kind]
    while (turn := next(turns)) < job.units:
        start = time.perf_counter()
        status, size = once(job, turn)
        latencies.append((time.perf_counter() - start) * 1000)
        statuses[status] += 1
        sizes.add(size)


def main() -> None:
    """One process: reads a job, runs it with four clients, writes what it measured."""
    job = Job(**json.loads(sys.stdin.readline()))
    shared: tuple[Any, ...] = (job, count(), [], Counter(), set())
    clients = [threading.Thread(target=_client, args=shared) for _ in range(CLIENTS)]
    start = time.monotonic()
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    _, _, latencies, statuses, sizes = shared
    report = {
        "start": start,
        "end": time.monotonic(),
        "latencies": latencies,
        "statuses": statuses,
        "size": max(sizes, default=0),
    }
    sys.stdout.write(json.dumps(report))


if __name__ == "__main__":
    main()
