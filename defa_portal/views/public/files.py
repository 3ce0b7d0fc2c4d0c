"""A file of a published response."""

import uuid

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from core.uploads.serving import serve
from moderation.queries import published_file


@require_safe
def published(request: HttpRequest, slug: str, reference: str, file: uuid.UUID) -> FileResponse:
    """Not kept in the page cache: it is streamed, and asked of the record each time."""
    found = published_file(slug, reference, file)
    return serve(stored_as=found.stored_as, name=found.name, kind=found.kind, private=False)
