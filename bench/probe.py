"""What can be counted but not timed from outside: the queries of each page, asked for in this process in production settings."""

import time
import uuid
from dataclasses import dataclass
from statistics import median
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings

from bench.fill import Filled
from bench.pages import FORM, ONE_PAGE_FORM, PUBLIC, SESSION, save_address, section_address
from core.models import ContentVersion

TRIES = 9


@dataclass(frozen=True)
class Counted:
    """``cpu``: milliseconds of this process, test client included; the median of some tries. ``size``: bytes of the page."""

    status: int
    size: int
    statements: list[str]
    cpu: float

    @property
    def queries(self) -> int:
        return len(self.statements)


@dataclass(frozen=True)
class Visit:
    path: str
    cookie: str = ""
    posted: dict[str, list[str]] | None = None
    content_moves: bool = False

    def count(self) -> Counted:
        client = Client(HTTP_HOST="127.0.0.1", HTTP_COOKIE=self.cookie)
        cpu = []
        with override_settings(PAGE_CACHE_POLL_SECONDS=0.0 if self.content_moves else 3600.0):
            self._answer(client)
            for _ in range(TRIES):
                self._prepare()
                start = time.process_time_ns()
                self._answer(client)
                cpu.append((time.process_time_ns() - start) / 1_000_000)
            self._prepare()
            with CaptureQueriesContext(connection) as captured:
                answer = self._answer(client)
        statements = [query["sql"][:200] for query in captured.captured_queries]
        return Counted(answer.status_code, len(answer.content), statements, median(cpu))

    def _prepare(self) -> None:
        if self.content_moves:
            ContentVersion.objects.update_or_create(pk=1, defaults={"version": uuid.uuid4()})

    def _answer(self, client: Client) -> Any:
        return client.get(self.path) if self.posted is None else client.post(self.path, self.posted)


def probe(filled: Filled) -> dict[str, Counted]:
    """By name: each public page warm, with a session cookie, and after the content moved; the pages of answering."""
    visits: dict[str, Visit] = {}
    for name, path in PUBLIC.items():
        visits[f"{name} warm"] = Visit(path)
        visits[f"{name} session"] = Visit(path, cookie=SESSION)
        visits[f"{name} moved"] = Visit(path, content_moves=True)
    key = filled.drafts[0]
    visits["form"] = Visit(FORM)
    visits["one page form"] = Visit(ONE_PAGE_FORM)
    visits["section"] = Visit(section_address(key, filled.section))
    visits["save"] = Visit(save_address(key), posted=filled.section_posted)
    return {name: visit.count() for name, visit in visits.items()}
