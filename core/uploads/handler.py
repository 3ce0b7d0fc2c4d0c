"""Receiving files: to disk as they come, and no further than a file may be large."""

from typing import Any

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.core.files.uploadhandler import SkipFile, TemporaryFileUploadHandler
from django.http import HttpRequest

from core.uploads.kinds import MOST_BYTES


class ToDisk(TemporaryFileUploadHandler):
    """A larger file is read to its end, so that the rest of the form arrives, and thrown away."""

    too_large = False
    got = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.got = 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.got += len(raw_data)
        if self.got > MOST_BYTES:
            self.too_large = True
            raise SkipFile()
        super().receive_data_chunk(raw_data, start)


def was_too_large(request: HttpRequest) -> bool:
    """Whether a file of this request was left out for its size. Asked after the form was read."""
    return any(getattr(handler, "too_large", False) for handler in request.upload_handlers)


def received(request: HttpRequest, name: str) -> TemporaryUploadedFile | None:
    file = request.FILES.get(name)
    return file if isinstance(file, TemporaryUploadedFile) else None
