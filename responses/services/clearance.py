"""Filled documents: read into a report, and taken over into the draft when its owner has seen that report."""

import uuid
from datetime import timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from consultations.asked import asked_form_of
from consultations.queries import AskedForm
from core.errors import Conflict, NotFound
from core.text import clean_text
from responses.clearance import read_document
from responses.clearance.report import Report, compare
from responses.clearance.values import Found
from responses.models import ClearanceUpload, Response
from responses.services.drafts import save_draft
from responses.services.writing import locked_draft
from responses.states import ResponseState

UPLOADS_ARE_KEPT = timedelta(days=7)


def receive_upload(*, draft: Response, form: AskedForm, file_name: str, body: bytes) -> ClearanceUpload:
    """Read a document and keep what was read, in place of what was uploaded before; the draft is not touched.

    Raises NotReadable with a sentence.
    """
    found = read_document(form, body)
    (upload,) = ClearanceUpload.objects.bulk_create(
        [
            ClearanceUpload(
                response=draft,
                file_name=clean_text(file_name)[:200] or "document",
                found=found.stored(),
                uuid=uuid.uuid4(),
                uploaded_at=Now(),
            )
        ],
        update_conflicts=True,
        unique_fields=["response"],
        update_fields=["file_name", "found", "uuid", "uploaded_at"],
    )
    return upload


def upload_of(draft: Response) -> ClearanceUpload:
    """Raises NotFound."""
    upload = ClearanceUpload.objects.filter(response_id=draft.pk).first()
    if upload is None:
        raise NotFound()
    return upload


def report_of(upload: ClearanceUpload, form: AskedForm, draft: Response) -> Report:
    """Beside the draft as it is now."""
    return compare(form, Found.restored(upload.found), draft.draft)


@transaction.atomic
def apply_upload(*, key: uuid.UUID, upload: uuid.UUID, seen: int, with_empty: bool, by: int | None = None) -> int:
    """Take over what was read; returns how many answers. ``seen``: version of the draft the report was shown beside;
    ``by``: id of who is signed in.

    Raises NotFound, or Conflict if the draft or the uploaded document has changed since: nothing is overwritten unseen.
    """
    draft = locked_draft(key, by)
    kept = upload_of(draft)
    if draft.draft_version != seen or kept.uuid != upload:
        raise Conflict(_("The draft has changed since you saw this report."))
    report = report_of(kept, asked_form_of(draft.revision_id), draft)
    values = report.values(with_empty=with_empty)
    if values:
        save_draft(key=key, posted=values, by=by)
    kept.delete()
    return report.taken + (report.emptied if with_empty else 0)


def drop_upload(*, draft: Response) -> None:
    ClearanceUpload.objects.filter(response_id=draft.pk).delete()


def forget_uploads() -> int:
    """Delete what was read and never taken over, a week later or once its draft was sent; returns how many."""
    over = Q(uploaded_at__lt=Now() - UPLOADS_ARE_KEPT) | ~Q(response__state=ResponseState.DRAFT)
    deleted, _ = ClearanceUpload.objects.filter(over).delete()
    return deleted
