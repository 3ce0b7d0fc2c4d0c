"""Files of responses that are published: the public ones, and the words that stand for confidential ones."""

from collections.abc import Collection, Sequence

from moderation.models import PublishedFile, PublishedResponse
from responses.models import Attachment
from responses.states import Scan


def write_files(records: Sequence[PublishedResponse]) -> None:
    """Inside the transaction that wrote the records. What harmful content was found in is left out."""
    by_response = {record.response_id: record for record in records}
    clean = Attachment.objects.filter(response__in=list(by_response), scan=Scan.CLEAN).order_by("response_id", "pk")
    PublishedFile.objects.bulk_create(
        _published(one, by_response[one.response_id], order)
        for order, one in enumerate(clean)
        if not one.confidential or one.public_summary
    )


def still_checked(response_ids: Collection[int]) -> frozenset[int]:
    """Those of the responses with a file that is not checked yet."""
    waiting = Attachment.objects.filter(response__in=response_ids, scan=Scan.WAITING)
    return frozenset(waiting.values_list("response_id", flat=True))


def _published(attachment: Attachment, record: PublishedResponse, order: int) -> PublishedFile:
    if attachment.confidential:
        return PublishedFile(uuid=attachment.uuid, published=record, order=order, summary=attachment.public_summary)
    return PublishedFile(
        uuid=attachment.uuid,
        published=record,
        order=order,
        stored_as=attachment.stored_as,
        name=attachment.name,
        kind=attachment.kind,
        size=attachment.size,
        sha256=attachment.sha256,
    )
