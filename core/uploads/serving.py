"""A stored file as an answer: always to save, never to open inside our pages."""

import structlog
from django.core.files.storage import storages
from django.http import FileResponse

from core.errors import NotFound
from core.uploads.kinds import KINDS
from core.words import message

log = structlog.get_logger(__name__)
POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"


def serve(*, stored_as: str, name: str, kind: str, private: bool) -> FileResponse:
    """Streamed. Who may have it was decided before. Raises NotFound if the storage has lost it, which is logged as an error."""
    try:
        file = storages["attachments"].open(stored_as, "rb")
    except FileNotFoundError:
        log.error("stored_file_missing", stored_as=stored_as)
        raise NotFound(message("This file is not there at the moment. The operator has been told.")) from None
    answer = FileResponse(file, as_attachment=True, filename=name, content_type=KINDS[kind].media_type)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = POLICY
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    answer["Cache-Control"] = "no-store" if private else "public, max-age=0, must-revalidate"
    answer["X-Robots-Tag"] = "noindex, nofollow" if private else "nofollow"
    return answer
