"""Bring the DEFA content of a data file into the database, without touching what officers have changed since.

For every record the loader remembers the hash of the values it wrote (LoadedRecord). A row that still has that hash is the
loader's own and follows the file; a row with another hash was changed by a person and stays. docs/content.md has the rule.
"""

import hashlib
import json
import uuid
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import models, transaction

from core import audit
from core.errors import BadInput
from elements.models import Element, Instrument, LoadedRecord, Milestone, Source, SubTopic
from elements.services.load_translations import load_translations

# Names milestones in calendars and feeds: the same key has the same uid in every installation.
UID_NAMESPACE = uuid.UUID("5d0a7c46-2f0d-5b6e-9a57-6d1f4b3f8c21")

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Kind:
    """How one section of the file becomes rows. ``many`` and ``one`` name fields that hold keys of other records."""

    section: str
    model: type[models.Model]
    key: str
    plain: tuple[str, ...]
    many: Mapping[str, tuple[type[models.Model], str]] = field(default_factory=dict)
    one: Mapping[str, tuple[type[models.Model], str]] = field(default_factory=dict)
    has_subtopics: bool = False


SOURCES = (Source, "key")
ELEMENTS = (Element, "slug")
_DATED = ("starts_on", "precision", "status", "caveat", "confirmed")
KINDS = (
    Kind("sources", Source, "key", ("title", "publisher", "url", "date", "kind", "reliability", "note")),
    Kind(
        "elements",
        Element,
        "slug",
        ("name", "short_name", "order", "summary", "description", "confirmed_scope", "note"),
        many={"sources": SOURCES},
        has_subtopics=True,
    ),
    Kind("instruments", Instrument, "key", ("name", "note", "url", *_DATED), many={"elements": ELEMENTS, "sources": SOURCES}),
    Kind(
        "milestones",
        Milestone,
        "key",
        (
            *_DATED,
            "title",
            "kind",
            "ends_on",
            "city",
            "country",
            "place_confirmed",
            "summary",
            "conflict",
            "superseded_note",
            "last_checked",
        ),
        many={"elements": ELEMENTS, "sources": SOURCES, "conflict_sources": SOURCES},
        one={"superseded_by": (Milestone, "key")},
    ),
)


@dataclass
class LoadReport:
    """Numbers by outcome, and the records kept because a person had changed or deleted them."""

    outcomes: Counter[str] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)

    @property
    def changed(self) -> int:
        return self.outcomes["created"] + self.outcomes["updated"] + self.outcomes["translations"]


@transaction.atomic
def load_content(*, content: Mapping[str, list[Record]], overwrite: bool, by: str) -> LoadReport:
    """Create and update records from ``content``; with ``overwrite`` also those that officers changed or deleted.

    Raises BadInput with the record's name if a record breaks a rule; nothing is written then.
    """
    report = LoadReport()
    with pghistory.context(user=by):
        for kind in KINDS:
            _load_kind(kind, content[kind.section], overwrite, report)
            _load_translations(kind, content[kind.section], overwrite, report)
    if report.changed:
        audit.record(act="content.load", actor=by, target="DEFA content", details=dict(report.outcomes))
    return report


def _load_kind(kind: Kind, records: list[Record], overwrite: bool, report: LoadReport) -> None:
    rows = {getattr(row, kind.key): row for row in _rows(kind)}
    hashes = dict(LoadedRecord.objects.filter(kind=kind.section).values_list("key", "content_hash"))
    for record in _successors_first(kind, records):
        key, wanted = record[kind.key], _hash(kind, record)
        outcome = _outcome(kind, rows.get(key), wanted, hashes.get(key), overwrite)
        report.outcomes[outcome] += 1
        if outcome == "kept":
            report.kept.append(f"{kind.section}: {key}")
            continue
        if outcome != "same":
            _write(kind, record, rows.get(key))
        if hashes.get(key) != wanted:
            LoadedRecord.objects.update_or_create(kind=kind.section, key=key, defaults={"content_hash": wanted})


def _load_translations(kind: Kind, records: list[Record], overwrite: bool, report: LoadReport) -> None:
    translated = [record for record in records if record.get("translations")]
    rows = {getattr(row, kind.key): row for row in kind.model._default_manager.all()} if translated else {}
    for record in translated:
        key = record[kind.key]
        if key in rows:  # an officer may have deleted it
            written, kept = load_translations(kind.section, rows[key], key, record, overwrite)
            report.kept += kept
            if written:
                report.outcomes["translations"] += written


def _outcome(kind: Kind, row: models.Model | None, wanted: str, loaded: str | None, overwrite: bool) -> str:
    if row is None:
        return "created" if loaded is None or overwrite else "kept"
    present = _hash(kind, _as_record(kind, row))
    if present == wanted:
        return "same"
    return "updated" if present == loaded or overwrite else "kept"


def _write(kind: Kind, record: Record, row: models.Model | None) -> None:
    key = record[kind.key]
    obj: Any = row or kind.model(**{kind.key: key})
    if row is None and isinstance(obj, Milestone):
        obj.uid = uuid.uuid5(UID_NAMESPACE, key)
    for name in kind.plain:
        setattr(obj, name, record[name])
    for name, (model, attribute) in kind.one.items():
        setattr(obj, name, _find(model, attribute, [record[name]])[0] if record[name] else None)
    try:
        obj.full_clean()
    except ValidationError as error:
        raise BadInput(f"{kind.section}: {key}: {' '.join(error.messages)}") from error
    obj.save()
    for name, (model, attribute) in kind.many.items():
        getattr(obj, name).set(_find(model, attribute, record[name]))
    if kind.has_subtopics:
        _write_subtopics(obj, record["subtopics"])


def _write_subtopics(element: Element, subtopics: list[Record]) -> None:
    """One that keeps its text keeps its translations."""
    translated = dict(element.subtopics.values_list("text", "translations"))
    element.subtopics.all().delete()
    SubTopic.objects.bulk_create(
        SubTopic(element=element, order=order, translations=translated.get(subtopic["text"], {}), **subtopic)
        for order, subtopic in enumerate(subtopics, start=1)
    )


def _find(model: type[models.Model], attribute: str, keys: list[str]) -> list[models.Model]:
    found = list(model._default_manager.filter(**{f"{attribute}__in": keys}))
    missing = set(keys) - {getattr(row, attribute) for row in found}
    if missing:
        raise BadInput(f"The file names {model._meta.verbose_name} {', '.join(sorted(missing))}, which is not there.")
    return found


def _rows(kind: Kind) -> models.QuerySet[Any]:
    links = [*kind.many, *(["subtopics"] if kind.has_subtopics else [])]
    return kind.model._default_manager.select_related(*kind.one).prefetch_related(*links)


def _successors_first(kind: Kind, records: list[Record]) -> list[Record]:
    """A milestone must exist before the one that it replaces can name it."""
    by_key = {record[kind.key]: record for record in records}

    def depth(record: Record | None, seen: int = 0) -> int:
        if record is None or seen > len(records):
            return 0
        return 1 + depth(by_key.get(record.get("superseded_by")), seen + 1)

    return sorted(records, key=depth)


def _as_record(kind: Kind, row: Any) -> Record:
    """The row in the shape of the file."""
    record: dict[str, Any] = {name: getattr(row, name) for name in kind.plain}
    for name, (_, attribute) in kind.one.items():
        other = getattr(row, name)
        record[name] = other and getattr(other, attribute)
    for name, (_, attribute) in kind.many.items():
        record[name] = [getattr(other, attribute) for other in getattr(row, name).all()]
    if kind.has_subtopics:
        record["subtopics"] = [{"text": s.text, "confirmed": s.confirmed} for s in row.subtopics.all()]
    return record


def _hash(kind: Kind, record: Record) -> str:
    names = [*kind.plain, *kind.one, *(["subtopics"] if kind.has_subtopics else [])]
    values = {name: _plain(record[name]) for name in names} | {name: sorted(record[name]) for name in kind.many}
    return hashlib.sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
