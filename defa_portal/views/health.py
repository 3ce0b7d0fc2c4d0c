"""For balancers and for people who look after the machine: is the process alive, can it do its work."""

from functools import cache

from django.db import DatabaseError, InterfaceError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from core.jobs.models import WorkerBeat


@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """200 while the process answers at all; asks nothing of the database."""
    return _no_store(JsonResponse({"status": "ok"}))


@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and its schema is that of this release; 503 otherwise.

    ``worker_seen_seconds_ago`` is for people and monitors; a web process without a job worker still serves.
    """
    found: dict[str, object] = {"database": False, "migrations": False, "worker_seen_seconds_ago": None}
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        found["database"] = True
        found["migrations"] = _migrated()
        if found["migrations"] and (age := WorkerBeat.age()) is not None:
            found["worker_seen_seconds_ago"] = round(age.total_seconds(), 1)
    except (DatabaseError, InterfaceError):
        connection.close()  # the next request opens a new one
    is_ready = bool(found["database"] and found["migrations"])
    return _no_store(JsonResponse({"status": "ok" if is_ready else "not ready", **found}, status=200 if is_ready else 503))


def _migrated() -> bool:
    try:
        return _all_applied()
    except _NotYet:
        return False


class _NotYet(Exception):
    """Keeps the answer "no" out of the cache: migrations may be applied while this process lives."""


@cache
def _all_applied() -> bool:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise _NotYet
    return True


def _no_store(response: JsonResponse) -> JsonResponse:
    response["Cache-Control"] = "no-store"
    return response
