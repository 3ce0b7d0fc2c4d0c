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
from responses.filing import FILES, LONGEST_SUMMARY, MOST_FILES
from responses.merging import digest
from responses.models import Attachment, LooseFile, Response
from responses.permissions import draft_for
from responses.services.writing import locked_draft, write_into
from responses.states import Scan

CHUNK = 256 * 1024
RECEIVING = timedelta(hours=1)  # longer than any request lives
REDRAWN = frozenset({"png", "jpeg"})
CHANGED = message(
    "Someone changed these words in another place. Theirs are saved and shown above the box, yours stand in it: "
    "save again to put yours in their place."
)
IS_CONFIDENTIAL = message(
    "This file is in your response already, as a confidential one. If everyone may read it, remove it first, then add it again."
)
IS_PUBLIC = message(
    "This file is in your response already, as one that can be published. If it is confidential, remove it first, then add it "
    "again with the box ticked."
)
ENOUGH = message("There are %(most)s files already. Remove one first.", most=MOST_FILES)


def files_of(response: Response) -> list[Attachment]:
    """In the order in which they came; one query."""
    return list(Attachment.objects.filter(response=response).order_by("pk"))


def add_file(
    *,
    key: uuid.UUID,
    file: BinaryIO,
    name: str,
    confidential: bool = False,
    public_version_of: uuid.UUID | None = None,
    by: int | None = None,
) -> Attachment:
    """Take a file into the draft with this key. The same bytes again give the attachment that is there.

    ``by``: id of who is signed in; an organisation's draft takes files of its members alone. Raises NotFound (no such draft, or
    no such confidential file in it), BadFile, or Refused (there are five, or the file is there already and is not what it is
    now said to be: confidential, or for everyone).
    """
    kind = inspect(file, name)
    received = _sha256(file)
    draft_for(key, by)
    with tempfile.TemporaryFile() as made:
        content = file
        if kind.key in REDRAWN:
            from core.uploads.images import redraw  # Pillow, for images alone

            redraw(file, kind, made)
            content = cast(BinaryIO, made)
        stored_as = _store(content)
        fields = {"sha256": _sha256(content), "size": content.seek(0, 2), "received_sha256": received, "stored_as": stored_as}
    cleaned = clean_name(name, kind)
    return _keep(key, by, cleaned, kind, fields, confidential=confidential, public_version_of=public_version_of)


@transaction.atomic
def describe_file(*, key: uuid.UUID, file: uuid.UUID, summary: str, started_from: str = "", by: int | None = None) -> Attachment:
    """Say what everyone may read instead of a confidential file.

    ``started_from``: digest of the words its page had shown; empty to write over whatever stands. Raises NotFound, or Refused
    if it is too long or was changed by somebody else since.
    """
    draft = locked_draft(key, by)
    attachment = _confidential(draft, file)
    summary = clean_text(summary)
    stands = digest([attachment.public_summary])
    if started_from not in ("", stands) and digest([summary]) != stands:
        raise Refused(CHANGED)
    if len(summary) > LONGEST_SUMMARY:
        sizes = {"limit": LONGEST_SUMMARY, "count": len(summary)}
        raise Refused(_("Shorten this to %(limit)s characters; it has %(count)s.") % sizes)
    if attachment.public_summary != summary:
        attachment.public_summary = summary
        attachment.save(update_fields=["public_summary"])
        write_into(draft, {}, by=by, touched=[FILES])
    return attachment


@transaction.atomic
def remove_file(*, key: uuid.UUID, file: uuid.UUID, by: int | None = None) -> None:
    """Out of the draft; a job deletes its bytes. Gone already is as good. Raises NotFound for a draft that is not there."""
    draft = locked_draft(key, by)
    removed, _of_each = Attachment.objects.filter(response=draft, uuid=file).delete()
    if removed:
        write_into(draft, {}, by=by, touched=[FILES])


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
    by: int | None,
    name: str,
    kind: Kind,
    fields: dict[str, object],
    *,
    confidential: bool,
    public_version_of: uuid.UUID | None,
) -> Attachment:
    draft = locked_draft(key, by)
    here = list(Attachment.objects.filter(response=draft).order_by("pk"))
    original = _confidential(draft, public_version_of) if public_version_of else None
    kept = next((one for one in here if one.received_sha256 == fields["received_sha256"]), None)
    is_new = kept is None
    if kept is None:
        if len(here) >= MOST_FILES:
            raise Refused(say(ENOUGH))
        kept = Attachment.objects.create(
            response=draft, name=name, kind=kind.key, confidential=confidential and original is None, **fields
        )
        LooseFile.objects.filter(stored_as=fields["stored_as"]).delete()
    elif original is None and kept.confidential != confidential:
        raise Refused(say(IS_CONFIDENTIAL if kept.confidential else IS_PUBLIC))
    is_new_version = original is not None and original.public_version_id != kept.pk
    if original is not None:
        if kept.confidential:
            raise Refused(_("This is the confidential file itself. Choose a version that everyone may read."))
        original.public_version = kept
        original.save(update_fields=["public_version"])
    if is_new or is_new_version:
        write_into(draft, {}, by=by, touched=[FILES])
    return kept


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
