"""Files of a draft: received, described, removed. Bytes are written before their row, and are known as loose until it stands."""

import hashlib
import tempfile
import uuid
from datetime import timedelta
from typing import IO, BinaryIO, cast

from django.core.files.base import File
from django.core.files.storage import storages
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from core.errors import NotFound, Refused
from core.language import say
from core.text import clean_text
from core.uploads.inspecting import inspect
from core.uploads.kinds import Kind
from core.uploads.names import clean_name
from core.words import message
from responses.filing import LONGEST_SUMMARY, MOST_FILES
from responses.merging import digest
from responses.models import Attachment, LooseFile, Response
from responses.states import Scan

CHUNK = 256 * 1024
RECEIVING = timedelta(hours=1)  # longer than any request lives
REDRAWN = frozenset({"png", "jpeg"})
CHANGED = message(
    "Someone changed these words in another place. Theirs are saved and shown above the box, yours stand in it: "
    "save again to put yours in their place."
)
ENOUGH = message("There are %(most)s files already. Remove one first.", most=MOST_FILES)


def files_of(response: Response) -> list[Attachment]:
    """In the order in which they came; one query."""
    return list(Attachment.objects.filter(response=response).order_by("pk"))


def add_file(
    *, key: uuid.UUID, file: BinaryIO, name: str, confidential: bool = False, public_version_of: uuid.UUID | None = None
) -> Attachment:
    """Take a file into the draft with this key. The same bytes again give the attachment that is there.

    Raises NotFound (no such draft, or no such confidential file in it), BadFile, or Refused (there are five).
    """
    kind = inspect(file, name)
    received = _sha256(file)
    if not Response.objects.drafts().filter(idempotency_key=key).exists():
        raise NotFound()
    with tempfile.TemporaryFile() as made:
        content = file
        if kind.key in REDRAWN:
            from core.uploads.images import redraw  # Pillow, for images alone

            redraw(file, kind, made)
            content = cast(BinaryIO, made)
        stored_as = _store(content)
        fields = {"sha256": _sha256(content), "size": content.seek(0, 2), "received_sha256": received, "stored_as": stored_as}
    return _keep(key, clean_name(name, kind), kind, fields, confidential=confidential, public_version_of=public_version_of)


@transaction.atomic
def describe_file(*, key: uuid.UUID, file: uuid.UUID, summary: str, started_from: str = "") -> Attachment:
    """Say what everyone may read instead of a confidential file.

    ``started_from``: digest of the words its page had shown; empty to write over whatever stands. Raises NotFound, or Refused
    if it is too long or was changed by somebody else since.
    """
    attachment = _confidential(_locked_draft(key), file)
    summary = clean_text(summary)
    stands = digest([attachment.public_summary])
    if started_from not in ("", stands) and digest([summary]) != stands:
        raise Refused(CHANGED)
    if len(summary) > LONGEST_SUMMARY:
        sizes = {"limit": LONGEST_SUMMARY, "count": len(summary)}
        raise Refused(_("Shorten this to %(limit)s characters; it has %(count)s.") % sizes)
    attachment.public_summary = summary
    attachment.save(update_fields=["public_summary"])
    return attachment


@transaction.atomic
def remove_file(*, key: uuid.UUID, file: uuid.UUID) -> None:
    """Out of the draft; a job deletes its bytes. Gone already is as good. Raises NotFound for a draft that is not there."""
    draft = _locked_draft(key)
    Attachment.objects.filter(response=draft, uuid=file).delete()


@transaction.atomic
def copy_files(*, sent: Response, draft: Response) -> None:
    """Begin an amendment with the files that were sent: rows of its own, the same bytes. What was infected stays behind."""
    copies: dict[int, Attachment] = {}
    versions: dict[int, int] = {}
    for one in Attachment.objects.filter(response=sent).exclude(scan=Scan.INFECTED).order_by("pk"):
        former, version = one.pk, one.public_version_id
        one.pk, one.uuid, one.response, one.public_version_id = None, uuid.uuid4(), draft, None
        one._state.adding = True
        one.save()
        copies[former] = one
        if version is not None:
            versions[former] = version
    for former, version in versions.items():
        if version in copies:
            Attachment.objects.filter(pk=copies[former].pk).update(public_version=copies[version])


@transaction.atomic
def _keep(
    key: uuid.UUID,
    name: str,
    kind: Kind,
    fields: dict[str, object],
    *,
    confidential: bool,
    public_version_of: uuid.UUID | None,
) -> Attachment:
    draft = _locked_draft(key)
    here = list(Attachment.objects.filter(response=draft).order_by("pk"))
    original = _confidential(draft, public_version_of) if public_version_of else None
    kept = next((one for one in here if one.received_sha256 == fields["received_sha256"]), None)
    if kept is None:
        if len(here) >= MOST_FILES:
            raise Refused(say(ENOUGH))
        kept = Attachment.objects.create(
            response=draft, name=name, kind=kind.key, confidential=confidential and original is None, **fields
        )
        LooseFile.objects.filter(stored_as=fields["stored_as"]).delete()
    if original is not None:
        if kept.confidential:
            raise Refused(_("This is the confidential file itself. Choose a version that everyone may read."))
        original.public_version = kept
        original.save(update_fields=["public_version"])
    return kept


def _locked_draft(key: uuid.UUID) -> Response:
    draft = Response.objects.drafts().select_for_update().only("pk").filter(idempotency_key=key).first()
    if draft is None:
        raise NotFound()
    assert isinstance(draft, Response)
    return draft


def _confidential(draft: Response, file: uuid.UUID) -> Attachment:
    attachment = Attachment.objects.filter(response=draft, uuid=file, confidential=True).first()
    if attachment is None:
        raise NotFound()
    return attachment


def _store(content: BinaryIO | IO[bytes]) -> str:
    """Write the bytes under a name that says nothing; they are loose from before they exist."""
    stored_as = uuid.uuid4().hex
    stored_as = f"{stored_as[:2]}/{stored_as}"
    LooseFile.objects.create(stored_as=stored_as, after=Now() + RECEIVING)
    content.seek(0)
    return storages["attachments"].save(stored_as, File(content))


def _sha256(file: BinaryIO | IO[bytes]) -> str:
    file.seek(0)
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
