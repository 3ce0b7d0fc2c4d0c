"""What becomes of files after they were received: looked at by the scanner, and deleted when nothing holds them."""

from typing import BinaryIO, cast

import structlog
from django.conf import settings
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from core import audit
from core.uploads.scanner import NotScanned, ScannerUnavailable, Verdict, scan
from responses.models import Attachment, LooseFile
from responses.states import SCAN, Scan

log = structlog.get_logger(__name__)
BATCH = 50


def check_waiting() -> int:
    """Look at every file that waits; returns at how many. Without a scanner the structure, checked on receipt, has to do.

    A file that cannot be looked at (the storage has lost it, the scanner will not have it) holds up no other. Raises
    ScannerUnavailable at the end if there was one, and at once if the scanner does not answer at all: what was not looked at goes
    on waiting, and is handed to nobody.
    """
    looked, last, refused = 0, 0, ""
    while waiting := list(Attachment.objects.filter(scan=Scan.WAITING, pk__gt=last).order_by("pk")[:BATCH]):
        for attachment in waiting:
            last = attachment.pk
            try:
                verdict = _look(attachment.stored_as)
            except FileNotFoundError:
                refused = _lost(attachment) or refused
            except NotScanned as problem:
                refused = str(problem)
            else:
                settle(attachment=attachment, verdict=verdict)
                looked += 1
    if refused:
        raise ScannerUnavailable(refused)
    return looked


@transaction.atomic
def settle(*, attachment: Attachment, verdict: Verdict) -> None:
    """Write down what was found, once; for a file removed or settled meanwhile nothing happens."""
    rows = Attachment.objects.filter(pk=attachment.pk)
    if not rows.select_for_update().filter(scan=Scan.WAITING).exists():
        return
    SCAN.apply("clear" if verdict.clean else "infect", rows, Scan.WAITING, found=verdict.found[:200])
    if not verdict.clean:
        details: dict[str, object] = {"file": str(attachment.uuid), "found": verdict.found[:200]}
        audit.record(act="file.infected", actor="job", target=str(attachment.response), details=details)


def sweep_loose() -> int:
    """Delete bytes that nothing holds; returns how many. What an attachment holds only loses its mark."""
    swept = 0
    held = Exists(Attachment.objects.filter(stored_as=OuterRef("stored_as")))
    for loose in LooseFile.objects.filter(after__lte=Now()).annotate(held=held).order_by("pk")[: 20 * BATCH]:
        if not loose.held:
            storages["attachments"].delete(loose.stored_as)
            swept += 1
        loose.delete()
    return swept


def _lost(attachment: Attachment) -> str:
    """What is wrong; empty for a file that was removed while it was to be looked at."""
    if not Attachment.objects.filter(pk=attachment.pk).exists():
        return ""
    log.error("stored_file_missing", stored_as=attachment.stored_as)
    return "A file is not in the storage."


def _look(stored_as: str) -> Verdict:
    if not settings.CLAMD_ADDRESS:
        return Verdict(clean=True)
    with storages["attachments"].open(stored_as, "rb") as file:
        return scan(cast(BinaryIO, file), settings.CLAMD_ADDRESS)
