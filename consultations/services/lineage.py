"""Where the paragraphs of a version came from: proposed by the machine, confirmed by an officer."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.db import transaction

from consultations import matching
from consultations.models import Lineage, Paragraph, TextVersion
from consultations.states import HEADINGS, LineageStatus, VersionState
from core import audit
from core.errors import BadInput, Conflict, NotFound

SAME_WORDS = (LineageStatus.UNCHANGED, LineageStatus.MOVED)


class ParagraphsMoved(Conflict):
    """The keys of the page name other paragraphs now."""


@dataclass(frozen=True)
class Row:
    """One line of the officer's page: keys of the two paragraphs, "" for none."""

    older: str
    newer: str
    status: str
    confirmed: bool


def before(version: TextVersion) -> TextVersion | None:
    return TextVersion.objects.filter(text=version.text_id, number__lt=version.number).order_by("-number").first()


@transaction.atomic
def propose_lineage(*, version: TextVersion, by: str) -> int:
    """Propose anew all that is not confirmed; returns how many lines were proposed. Raises Conflict once it is published."""
    version = _in_preparation(version)
    older_version = before(version)
    if older_version is None:
        raise BadInput("This is the first version: there is nothing to match it with.")
    Lineage.objects.filter(version=version, confirmed_by="").delete()
    known = list(Lineage.objects.filter(version=version).values_list("older_id", "newer_id"))
    old = [one for one in older_version.paragraphs.all() if one.pk not in {pk for pk, _ in known}]
    new = [one for one in version.paragraphs.all() if one.pk not in {pk for _, pk in known}]
    links = matching.propose([unit_of(one) for one in old], [unit_of(one) for one in new])
    made = Lineage.objects.bulk_create(
        Lineage(
            version=version,
            older=None if link.old is None else old[link.old],
            newer=None if link.new is None else new[link.new],
            status=link.status,
        )
        for link in links
    )
    audit.record(act="text.propose_matching", actor=by, target=str(version), target_key=version.text.slug)
    return len(made)


def state_of(version: TextVersion) -> str:
    """What the page of the matching is made of: a digest of the paragraphs and their keys, and one of the lines."""
    paragraphs = version.paragraphs.order_by("order").values_list("pk", "key", "text")
    lines = (
        Lineage.objects.filter(version=version).order_by("older", "newer").values_list("older", "newer", "status", "confirmed_by")
    )
    return ".".join(sha256(repr(list(rows)).encode()).hexdigest()[:16] for rows in (paragraphs, lines))


@transaction.atomic
def save_lineage(*, version: TextVersion, rows: Sequence[Row], by: str, seen: str = "") -> int:
    """Write the officer's page in place of what was there; returns how many lines are confirmed. A line with neither paragraph is
    left out. ``seen``: the state the page was made of.

    Raises BadInput with a sentence for the first line that cannot be; ParagraphsMoved or Conflict if somebody else changed the
    version, or the lines, since the page was made.
    """
    version = _in_preparation(version)
    if seen:
        _refuse_if_changed(seen, state_of(version))
    older_version = before(version)
    if older_version is None:
        raise BadInput("This is the first version: there is nothing to match it with.")
    old = {one.key: one for one in older_version.paragraphs.all()}
    new = {one.key: one for one in version.paragraphs.all()}
    given = [row for row in rows if row.older or row.newer]
    for row in given:
        if sentence := _wrong(row, old, new):
            raise BadInput(sentence)
    if len({(row.older, row.newer) for row in given}) < len(given):
        raise BadInput("Two lines link the same two paragraphs.")
    stored = Lineage.objects.filter(version=version)
    confirmers = {
        (older or "", newer or ""): who for older, newer, who in stored.values_list("older__key", "newer__key", "confirmed_by")
    }
    Lineage.objects.filter(version=version).delete()
    Lineage.objects.bulk_create(
        Lineage(
            version=version,
            older=old.get(row.older),
            newer=new.get(row.newer),
            status=row.status,
            confirmed_by=(confirmers.get((row.older, row.newer)) or by) if row.confirmed else "",
        )
        for row in given
    )
    confirmed = sum(row.confirmed for row in given)
    details: dict[str, object] = {"lines": len(given), "confirmed": confirmed}
    audit.record(act="text.match", actor=by, target=str(version), target_key=version.text.slug, details=details)
    return confirmed


def lineage_problems(version: TextVersion) -> list[str]:
    """What stands in the way of publication, as sentences. Nothing for a first version."""
    older_version = before(version)
    if older_version is None:
        return []
    rows = list(Lineage.objects.filter(version=version))
    open_rows = sum(not row.confirmed_by for row in rows)
    ends = {row.older_id for row in rows} | {row.newer_id for row in rows}
    paragraphs = [*older_version.paragraphs.all(), *version.paragraphs.all()]
    missing = [one for one in paragraphs if one.pk not in ends]
    found = []
    if not rows:
        return [f"Match this version with version {older_version.number} first."]
    if open_rows:
        found.append(f"{open_rows} line{'s' if open_rows > 1 else ''} of the matching must still be confirmed.")
    if missing:
        first = missing[0]
        of = "the new version" if first.version_id == version.pk else f"version {older_version.number}"
        found.append(f"{len(missing)} paragraph{'s' if len(missing) > 1 else ''} in no line, the first is {first.key} of {of}.")
    found += [sentence for row in rows if (sentence := _too_few(row, rows))][:1]
    return found


def unit_of(paragraph: Paragraph) -> matching.Unit:
    return matching.Unit(paragraph.text, paragraph.kind in HEADINGS)


def _in_preparation(version: TextVersion) -> TextVersion:
    locked = TextVersion.objects.select_for_update(of=["self"]).select_related("text").filter(pk=version.pk).first()
    if locked is None:
        raise NotFound("This version was discarded.")
    if locked.state != VersionState.DRAFT:
        raise Conflict("This version is published: its matching never changes.")
    return locked


def _refuse_if_changed(seen: str, now: str) -> None:
    if seen.partition(".")[0] != now.partition(".")[0]:
        raise ParagraphsMoved(
            "Paragraphs of this version were changed since you opened this page, and their keys with them. "
            "Nothing of yours was saved. Here is the matching as it stands."
        )
    if seen != now:
        raise Conflict(
            "Somebody else changed the matching since you opened this page. Nothing of yours was saved yet, and all you chose is "
            "still here: save again to put it in the place of theirs, or open the page again to see theirs."
        )


def _wrong(row: Row, old: dict[str, Paragraph], new: dict[str, Paragraph]) -> str:
    for key, known, of in ((row.older, old, "the version before"), (row.newer, new, "this version")):
        if key and key not in known:
            return f"There is no paragraph “{key[:20]}” in {of}."
    line = f"The line {row.older or '–'} → {row.newer or '–'}"
    if row.status not in LineageStatus.values:
        return f"{line} has no status."
    if (not row.newer) != (row.status == LineageStatus.REMOVED) or (not row.older) != (row.status == LineageStatus.NEW):
        return f"{line}: “removed” has no new paragraph, “new” has no old one, every other status has both."
    if row.status in SAME_WORDS and matching.squeezed(old[row.older].text) != matching.squeezed(new[row.newer].text):
        return f"{line} cannot be “{LineageStatus(row.status).label.lower()}”: the words differ."
    return ""


def _too_few(row: Lineage, rows: Sequence[Lineage]) -> str:
    """“Split” needs several new paragraphs, “merged” several old ones; nothing may be both gone and still there."""
    line = f"The line {row.older or '–'} → {row.newer or '–'}"
    of_older = [one for one in rows if row.older_id and one.older_id == row.older_id]
    of_newer = [one for one in rows if row.newer_id and one.newer_id == row.newer_id]
    if row.status == LineageStatus.SPLIT and len(of_older) < 2:
        return f"{line} says “split”, but the old paragraph went to one place alone."
    if row.status == LineageStatus.MERGED and len(of_newer) < 2:
        return f"{line} says “merged”, but the new paragraph came from one place alone."
    if row.status == LineageStatus.REMOVED and len(of_older) > 1:
        return f"{line} says “removed”, but another line says where it went."
    if row.status == LineageStatus.NEW and len(of_newer) > 1:
        return f"{line} says “new”, but another line says where it came from."
    return ""
