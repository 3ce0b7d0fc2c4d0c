"""What becomes of files after they were received: looked at by the scanner, and deleted when nothing holds them."""

from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Now

from core import audit
from core.uploads.scanner import Verdict, scan
from responses.models import Attachment, LooseFile
from responses.states import SCAN, Scan

BATCH = 50


def check_waiting() -> int:
    """Look at every file that waits; returns at how many. Without a scanner the structure, checked on receipt, has to do.

    Raises ScannerUnavailable: what was not looked at goes on waiting, and is handed to nobody.
    """
    looked = 0
    while waiting := list(Attachment.objects.filter(scan=Scan.WAITING).order_by("pk")[:BATCH]):
        for attachment in waiting:
            settle(attachment=attachment, verdict=_look(attachment.stored_as))
        looked += len(waiting)
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


def _look(stored_as: str) -> Verdict:
    if not settings.CLAMD_ADDRESS:
        return Verdict(clean=True)
    with storages["attachments"].open(stored_as, "rb") as file:
        return scan(cast(BinaryIO, file), settings.CLAMD_ADDRESS)
